"""Golden trajectories of the gradient methods from PyTorch: torch.optim takes the steps, autograd the gradients.

Nothing here is shared with the engine. float64 throughout; one matrix a layer, whose last column is the bias
when there is one; N×n matrices, one sample a row.

    python3 test/golden/gradientMethods.py     # writes gradientMethods.json beside this file, prints a table

Needs PyTorch (written with 1.13, whose rules are those of 2.x). What is written depends on the seeds alone.

An update over the batch B of N samples descends (1/|B|) Σ_{i∈B} R_i + (1/N) Σ_l Ω_l(W_l); with a batch size a pass
takes the samples in an order of its own (`order`) and its last batch is what is left. W⁰ and X are multiples of
2⁻¹⁰, so that float32 and JSON hold them exactly. A case is kept only if a start perturbed by 1e-12 ends within
AMPLIFICATION times that: elsewhere rounding would decide what comes out.
"""

import itertools
import json
import math
import os

import torch

UPDATES = 20
SAMPLES = 23
BATCH = 5
WIDTHS = [7, 9, 5, 4]
GRID = 2.0**-10  # the spacing of the values in W⁰ and X
PERTURBATION = 1e-12
AMPLIFICATION = 100
LEAST_MOVE = 1e-2  # how far, relatively, every layer has to go

ACTIVATIONS = ["relu", "leaky-relu", "sigmoid", "tanh"]
LOSSES = ["cross-entropy", "least-squares"]
REGULARISERS = ["none", "l1", "l2"]
LAMBDA = {"none": [0.0, 0.0, 0.0], "l1": [0.3, 0.2, 0.5], "l2": [1.5, 0.75, 2.0]}

# Every number but the rate is PyTorch's default; momentum has none there.
RULES = {
    "sgd": {"kind": "momentum", "rate": 0.2, "momentum": 0.0, "nesterov": False},
    "momentum": {"kind": "momentum", "rate": 0.1, "momentum": 0.9, "nesterov": False},
    "nesterov": {"kind": "momentum", "rate": 0.1, "momentum": 0.9, "nesterov": True},
    "adagrad": {"kind": "adagrad", "rate": 0.1, "epsilon": 1e-10},
    "rmsprop": {"kind": "rmsprop", "rate": 0.02, "alpha": 0.99, "epsilon": 1e-8},
    "adadelta": {"kind": "adadelta", "rate": 10.0, "rho": 0.9, "epsilon": 1e-6},
    "adam": {"kind": "adam", "rate": 0.03, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "amsgrad": False},
    "amsgrad": {"kind": "adam", "rate": 0.03, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "amsgrad": True},
}

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

# ------------------------------------------------------------------ order of the samples

WORD = 0xFFFFFFFF


def mix(x):
    x &= WORD
    x ^= x >> 16
    x = x * 0x7FEB352D & WORD
    x ^= x >> 15
    x = x * 0x846CA68B & WORD
    return x ^ x >> 16


def order(count, seed, epoch):
    """The rows of pass `epoch`: a Feistel network of six rounds permutes 0 … 4^h − 1; what is ≥ count goes round again."""
    key = mix(mix(seed) + epoch) >> 8
    half = 1
    while 4**half < count:
        half += 1
    mask = (1 << half) - 1

    def permute(x):
        left, right = x >> half, x & mask
        for turn in range(6):
            left, right = right, left ^ (mix(right + mix(key + turn * 0x9E3779B9)) & mask)
        return left << half | right

    rows = []
    for position in range(count):
        row = permute(position)
        while row >= count:
            row = permute(row)
        rows.append(row)
    assert sorted(rows) == list(range(count))
    return rows


def batches(count, size, seed):
    """The rows of update 0, 1, …, without end."""
    if size is None:
        while True:
            yield list(range(count))
    for epoch in itertools.count():
        rows = order(count, seed, epoch)
        for first in range(0, count, size):
            yield rows[first : first + size]


# ------------------------------------------------------------------ the network and what it minimises


def activate(name, z):
    if name == "leaky-relu":
        return torch.nn.functional.leaky_relu(z, 0.01)
    return getattr(torch, name)(z)


def forward(config, weights, x):
    for index, w in enumerate(weights):
        if config["bias"]:
            x = torch.cat([x, torch.ones(len(x), 1)], dim=1)
        x = x @ w.T
        if index + 1 < len(weights):
            x = activate(config["activation"], x)
    return x


def loss(config, z, labels):
    """R, a sum over the samples."""
    if config["loss"] == "cross-entropy":
        return torch.nn.functional.cross_entropy(z, labels, reduction="sum")
    return 0.5 * ((z - torch.nn.functional.one_hot(labels, z.shape[1])) ** 2).sum()


def penalty(config, weights):
    """Σ_l Ω_l(W_l); autograd's subgradient of |w| is 0 at 0."""
    terms = {"none": lambda w: 0 * w.sum(), "l1": lambda w: w.abs().sum(), "l2": lambda w: 0.5 * (w**2).sum()}
    return sum(factor * terms[config["regulariser"]](w) for factor, w in zip(config["lambda"], weights))


def optimiser(rule, weights):
    kind, rate = rule["kind"], rule["rate"]
    if kind == "momentum":
        return torch.optim.SGD(weights, lr=rate, momentum=rule["momentum"], nesterov=rule["nesterov"])
    if kind == "adagrad":
        return torch.optim.Adagrad(weights, lr=rate, eps=rule["epsilon"])
    if kind == "rmsprop":
        return torch.optim.RMSprop(weights, lr=rate, alpha=rule["alpha"], eps=rule["epsilon"])
    if kind == "adadelta":
        return torch.optim.Adadelta(weights, lr=rate, rho=rule["rho"], eps=rule["epsilon"])
    betas = (rule["beta1"], rule["beta2"])
    return torch.optim.Adam(weights, lr=rate, betas=betas, eps=rule["epsilon"], amsgrad=rule["amsgrad"])


def train(config, start, x, labels):
    """W after UPDATES updates, and J before each of them and after the last (full batch only)."""
    weights = [w.clone().requires_grad_() for w in start]
    steps = optimiser(config["rule"], weights)
    count = len(labels)
    whole = lambda: (loss(config, forward(config, weights, x), labels) + penalty(config, weights)).item()
    objectives = [] if config["batchSize"] else [whole()]
    for rows in itertools.islice(batches(count, config["batchSize"], config["orderSeed"]), UPDATES):
        steps.zero_grad()
        seen = loss(config, forward(config, weights, x[rows]), labels[rows])
        (seen / len(rows) + penalty(config, weights) / count).backward()
        steps.step()
        if not config["batchSize"]:
            objectives.append(whole())
    return [w.detach() for w in weights], objectives


# ------------------------------------------------------------------ cases


def cross():
    """Every activation × loss × regulariser × bias; every rule meets each of these and both kinds of batches."""
    goals = list(itertools.product(LOSSES, REGULARISERS))
    for cell, ((loss_name, regulariser), shift) in enumerate(zip(goals, [0, 1, 2, 4, 5, 6])):
        for number, (activation, bias) in enumerate(itertools.product(ACTIVATIONS, [False, True])):
            rule = list(RULES)[(number + shift) % len(RULES)]
            size = BATCH if (cell + number // 2) % 2 else None
            yield rule, RULES[rule], WIDTHS, activation, bias, loss_name, regulariser, size


def special():
    ce, ls = LOSSES
    yield "amsgrad short memory", {**RULES["amsgrad"], "beta2": 0.8}, WIDTHS, "tanh", True, ce, "none", BATCH
    yield "adam short memory", {**RULES["adam"], "beta1": 0.5, "beta2": 0.8}, WIDTHS, "relu", True, ls, "none", BATCH
    yield "nesterov one layer", RULES["nesterov"], [7, 4], "relu", True, ce, "l2", BATCH
    yield "sgd batches of 12", RULES["sgd"], WIDTHS, "tanh", False, ce, "none", 12
    yield "adam batches of 7", RULES["adam"], WIDTHS, "leaky-relu", True, ce, "l1", 7
    yield "momentum one batch", RULES["momentum"], WIDTHS, "sigmoid", True, ls, "l2", SAMPLES


def on_grid(values):
    return torch.round(values / GRID) * GRID


def draw(widths, bias, sparse, seed):
    """X, labels and W⁰: He's normal, with some weights exactly 0 where the subgradient of |w| matters."""
    source = torch.Generator().manual_seed(seed)
    x = on_grid(torch.randn(SAMPLES, widths[0], generator=source))
    labels = torch.randint(widths[-1], (SAMPLES,), generator=source)
    weights = []
    for inputs, outputs in zip(widths, widths[1:]):
        w = torch.randn(outputs, inputs + bias, generator=source) * math.sqrt(2 / inputs)
        if sparse:
            w[torch.rand(w.shape, generator=source) < 0.15] = 0
        weights.append(on_grid(w))
    return x, labels, weights


def distances(some, others):
    return [(torch.linalg.norm(a - b) / torch.linalg.norm(b)).item() for a, b in zip(some, others)]


def attempt(config, seed):
    """The case and its figures, or None where a layer hardly moved or rounding would decide."""
    x, labels, start = draw(config["widths"], config["bias"], config["regulariser"] == "l1", seed)
    after, objectives = train(config, start, x, labels)
    noise = torch.Generator().manual_seed(seed + 1)
    shaken = [w * (1 + PERTURBATION * torch.randn(w.shape, generator=noise)) for w in start]
    amplification = max(distances(train(config, shaken, x, labels)[0], after)) / PERTURBATION
    moved = min(distances(after, start))
    if not (amplification < AMPLIFICATION and moved > LEAST_MOVE):  # NaN, where it diverges, is no case either
        return None
    flat = lambda matrices: [w.flatten().tolist() for w in matrices]
    case = {
        "config": config,
        "data": {"x": x.flatten().tolist(), "labels": labels.tolist()},
        "weights": flat(start),
        "weightsAfter": flat(after),
        "objectives": objectives,
    }
    return case, amplification, moved


def check_amsgrad(case):
    """The largest v so far has to matter in the case made for it."""
    config = {**case["config"], "rule": {**case["config"]["rule"], "amsgrad": False}}
    matrices = lambda name: [
        torch.tensor(w).reshape(rows, -1) for w, rows in zip(case[name], config["widths"][1:])
    ]
    x = torch.tensor(case["data"]["x"]).reshape(SAMPLES, -1)
    plain, _ = train(config, matrices("weights"), x, torch.tensor(case["data"]["labels"]))
    assert min(distances(plain, matrices("weightsAfter"))) > 1e-3


def main():
    cases = []
    print(f"{'case':64s} {'seed':>4s} {'ampl.':>8s} {'moved':>8s} {'J0':>9s} {'J20':>9s}")
    for index, made in enumerate([*cross(), *special()]):
        title, rule, widths, activation, bias, loss_name, regulariser, size = made
        config = {
            "widths": widths,
            "activation": activation,
            "bias": bias,
            "loss": loss_name,
            "regulariser": regulariser,
            "lambda": LAMBDA[regulariser][: len(widths) - 1],
            "rule": rule,
            "batchSize": size,
            # Seeds of all sizes, 2³² − 1 among them.
            "orderSeed": (index * 2654435761 - 1) & WORD,
        }
        tries = ((seed, attempt(config, 1000 * index + seed)) for seed in range(100))
        seed, (case, amplification, moved) = next((s, found) for s, found in tries if found)
        words = [title, activation, loss_name, regulariser, "bias" if bias else "no bias", f"batch {size}" if size else "full batch"]
        case = {"name": ", ".join(words), **case}
        if title == "amsgrad short memory":
            check_amsgrad(case)
        fall = [f"{value:9.4g}" for value in case["objectives"]] or ["-"]
        print(f"{case['name']:64s} {seed:4d} {amplification:8.1e} {moved:8.1e} {fall[0]:>9s} {fall[-1]:>9s}")
        cases.append(case)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gradientMethods.json")
    with open(path, "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(c, separators=(",", ":"), ensure_ascii=False) for c in cases) + "\n]\n")
    print(f"{len(cases)} cases, {os.path.getsize(path) / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
