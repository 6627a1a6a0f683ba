"""Writes weightsFiles.json: files as the library of the format itself saves them, in base64, with the numbers that are in them.

Run with Python 3, PyTorch and safetensors (0.8.0): python3 test/golden/weightsFiles.py > test/golden/weightsFiles.json
"""
import base64
import json
import sys

import torch
from safetensors.torch import save
from torch import nn

torch.manual_seed(5)
net = nn.Sequential(nn.Linear(7, 5), nn.ReLU(), nn.Linear(5, 3))
state = {name: tensor.detach() for name, tensor in net.state_dict().items()}
files = {}
for name, dtype in {'F64': torch.float64, 'F32': torch.float32, 'F16': torch.float16, 'BF16': torch.bfloat16}.items():
    cast = {key: tensor.to(dtype) for key, tensor in state.items()}
    files[name] = {
        'file': base64.b64encode(save(cast, metadata={'by': 'safetensors'})).decode(),
        'numbers': {key: tensor.double().flatten().tolist() for key, tensor in cast.items()},
    }
json.dump(files, sys.stdout, indent=1)
