"""Step sizes of the gradient methods on MNIST in NumPy float32, for docs/experiments: full batch, the mean loss of
the first --train images plus Ω/N, ReLU, He start, accuracy on training images that nobody trains on.

    python3 tune.py --widths 784-500-10 --train 5000 --iterations 150 --lam 0.01 --raw --no-bias --out tune.jsonl

The rules are those of torch.optim (src/model/updateRule.ts); test/golden/gradientMethods.py has them from PyTorch
itself. The figures that the documents report are measured with the app's own engine, with the step sizes found here.
"""

import argparse
import json
import time

import numpy as np

from prototype import initial_weights, mnist

GRID = {
    "sgd": [0.05, 0.1, 0.2, 0.5, 1.0, 2.0],
    "momentum": [0.05, 0.1, 0.2, 0.5, 1.0, 2.0],
    "nesterov": [0.02, 0.05, 0.1, 0.2, 0.5, 1.0],
    "adagrad": [0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
    "rmsprop": [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03],
    "adadelta": [0.3, 1.0, 3.0, 10.0, 30.0, 100.0],
    "adam": [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1],
    "amsgrad": [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1],
}


def step(rule, w, g, m, t, rate):
    """One update of w in place; m holds what the rule remembers."""
    if rule == "sgd":
        w -= rate * g
    elif rule in ("momentum", "nesterov"):
        v = m.setdefault("v", np.zeros_like(w))
        v *= 0.9
        v += g
        w -= rate * (g + 0.9 * v if rule == "nesterov" else v)
    elif rule == "adagrad":
        s = m.setdefault("s", np.zeros_like(w))
        s += g * g
        w -= rate * g / (np.sqrt(s) + 1e-10)
    elif rule == "rmsprop":
        s = m.setdefault("s", np.zeros_like(w))
        s *= 0.99
        s += 0.01 * g * g
        w -= rate * g / (np.sqrt(s) + 1e-8)
    elif rule == "adadelta":
        s, u = m.setdefault("s", np.zeros_like(w)), m.setdefault("u", np.zeros_like(w))
        s *= 0.9
        s += 0.1 * g * g
        d = np.sqrt(u + 1e-6) / np.sqrt(s + 1e-6) * g
        u *= 0.9
        u += 0.1 * d * d
        w -= rate * d
    else:
        a, s = m.setdefault("m", np.zeros_like(w)), m.setdefault("s", np.zeros_like(w))
        a *= 0.9
        a += 0.1 * g
        s *= 0.999
        s += 0.001 * g * g
        d = s
        if rule == "amsgrad":
            d = m["p"] = np.maximum(m.get("p", 0), s)
        w -= rate / (1 - 0.9**t) * a / (np.sqrt(d / (1 - 0.999**t)) + 1e-8)


def extended(a, bias):
    return np.hstack([a, np.ones((len(a), 1), a.dtype)]) if bias else a


def forward(weights, x, bias):
    inputs, z = [extended(x, bias)], []
    for l, w in enumerate(weights):
        z.append(inputs[-1] @ w.T)
        if l < len(weights) - 1:
            inputs.append(extended(np.maximum(z[-1], 0), bias))
    return inputs, z


def accuracy(weights, x, labels, bias):
    return float(np.mean(np.argmax(forward(weights, x, bias)[1][-1], axis=1) == labels))


def train(rule, rate, args, x, labels, judge, seed):
    bias = not args.no_bias
    weights = [w.astype(np.float32) for w in initial_weights(args.widths, bias, seed)]
    memory = [{} for _ in weights]
    y = np.eye(args.widths[-1], dtype=np.float32)[labels]
    n = len(x)
    curve = {}
    for t in range(1, args.iterations + 1):
        inputs, z = forward(weights, x, bias)
        p = np.exp(z[-1] - z[-1].max(axis=1, keepdims=True))
        delta = (p / p.sum(axis=1, keepdims=True) - y) / n
        gradients = [None] * len(weights)
        for l in range(len(weights) - 1, -1, -1):
            gradients[l] = delta.T @ inputs[l] + args.lam / n * weights[l]
            if l > 0:
                delta = (delta @ weights[l][:, : args.widths[l]]) * (z[l - 1] > 0)
        for w, g, m in zip(weights, gradients, memory):
            step(rule, w, g, m, t, np.float32(rate))
        if t % 50 == 0 or t == args.iterations:
            curve[t] = accuracy(weights, *judge, bias)
    return accuracy(weights, x, labels, bias), curve


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--widths", default="784-500-10")
    parser.add_argument("--train", type=int, default=5000)
    parser.add_argument("--iterations", type=int, default=150)
    parser.add_argument("--lam", type=float, default=0.01)
    parser.add_argument("--raw", action="store_true")
    parser.add_argument("--no-bias", action="store_true")
    parser.add_argument("--rules", default=",".join(GRID))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", default="tune.jsonl")
    parser.add_argument("--test", help="rule=rate,…: no tuning, but accuracy on the official test images")
    args = parser.parse_args()
    args.widths = [int(n) for n in args.widths.split("-")]
    images, digits = mnist("train")
    x, judge = images[: args.train], images[args.train : args.train + 5000]
    labels, truth = digits[: args.train], digits[args.train : args.train + 5000]
    grid = {rule: GRID[rule] for rule in args.rules.split(",")}
    if args.test:
        judge, truth = mnist("t10k")
        grid = {rule: [float(rate)] for rule, rate in (part.split("=") for part in args.test.split(","))}
    mean = 0 if args.raw else x.mean(axis=0)
    x, judge = (x - mean).astype(np.float32), (judge - mean).astype(np.float32)
    for rule in grid:
        for rate in grid[rule]:
            begin = time.time()
            with np.errstate(all="ignore"):
                fitted, curve = train(rule, rate, args, x, labels, (judge, truth), args.seed)
            line = {"rule": rule, "rate": rate, "seed": args.seed, "train": fitted}
            line["test" if args.test else "validation"] = curve
            line["seconds"] = round(time.time() - begin)
            print(line, flush=True)
            with open(args.out, "a") as file:
                file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
