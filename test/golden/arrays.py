"""Writes arrays.json: small .npz archives as NumPy itself saves them, in base64, with the numbers that are in them.

Run with Python 3 and NumPy: python3 test/golden/arrays.py > test/golden/arrays.json
"""
import base64
import io
import json
import sys

import numpy as np


def archive(save, **arrays):
    buffer = io.BytesIO()
    save(buffer, **arrays)
    return base64.b64encode(buffer.getvalue()).decode()


def positional(*arrays):
    buffer = io.BytesIO()
    np.savez(buffer, *arrays)
    return base64.b64encode(buffer.getvalue()).decode()


numbers = np.arange(24).reshape(4, 2, 3)
y = np.array([0, 1, 2, 1])
signed = numbers - 12
types = {}
for dtype in ['|u1', '<u2', '>u2', '<u4', '>u4', '<u8', '>u8']:
    types[dtype] = numbers.astype(dtype)
for dtype in ['|i1', '<i2', '>i2', '<i4', '>i4', '<i8', '>i8']:
    types[dtype] = signed.astype(dtype)
for dtype in ['<f2', '>f2', '<f4', '>f4', '<f8', '>f8']:
    types[dtype] = (signed / 8).astype(dtype)
types['|b1'] = numbers % 3 == 0

dtypes = {
    name: {
        'archive': archive(np.savez, x=array, y=y),
        'fortran': archive(np.savez_compressed, x=np.asfortranarray(array), y=y),
        'values': [float(value) for value in array.ravel()],
    }
    for name, array in types.items()
}

rng = np.random.default_rng(1)
x_train = rng.integers(0, 256, (6, 8, 8), dtype=np.uint8)
x_test = rng.integers(0, 256, (2, 8, 8), dtype=np.uint8)
pictures = {
    'archive': archive(
        np.savez_compressed,
        x_train=x_train,
        y_train=np.array([1, 2, 3, 1, 2, 3]),
        x_test=x_test[..., None][..., 0],
        y_test=np.array([[3], [1]]),
    ),
    'train': x_train.ravel().tolist(),
    'test': x_test.ravel().tolist(),
}
json.dump(
    {
        'dtypes': dtypes,
        'pictures': pictures,
        'positional': positional(np.eye(3, 2), np.eye(3)[[0, 2, 1]]),
        'objects': archive(np.savez, x=numbers, y=np.array(['a', None, 3, 4], dtype=object)),
        'words': archive(np.savez, x=numbers, y=np.array(['a', 'b', 'c', 'd'])),
        'records': archive(
            np.savez, x=np.zeros(4, dtype=[('a', '<f4'), ('b', '<i4')]), y=y
        ),
        'complex': archive(np.savez, x=numbers.astype('<c8'), y=y),
        'nan': archive(np.savez, x=np.array([[1.0, 2.0], [3.0, np.nan]]), y=y[:2]),
    },
    sys.stdout,
)
