"""mDLAM and DLAM on MNIST in NumPy: the rules of docs/algorithm.md, efficient, for experiments.

float32 unless --double; z_L (cross-entropy) is always solved in float64. Regulariser none or ℓ2, forward or
signed-labels start, cross-entropy only. Biases are the last column of W, and a_{l-1} carries a column of ones.
The accept test has no rounding tolerance here (float32: a step of rounding size may be taken twice).

    python3 prototype.py --check                       against test/golden/trajectories.json (float64)
    python3 prototype.py --widths 784-500-10 --iterations 150 --rho 0.001 --epsilon 0.001 --lam 0.01 --raw --no-bias \
        --train 0:5000 --validate 5000:10000 --seeds 0,1,2 --test
"""

import argparse
import gzip
import json
import os
import sys
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "..", "test", "golden"))
from trajectories import GRID, RANGE, h, log_softmax, scheduled, z_interval  # noqa: E402

MNIST = os.environ.get("MNIST_DIR", os.path.join(HERE, "..", "..", "..", "..", "shared", "mnist"))


def idx(name):
    with gzip.open(os.path.join(MNIST, name)) as file:
        data = file.read()
    dims = [int.from_bytes(data[4 + 4 * i : 8 + 4 * i], "big") for i in range(data[3])]
    return np.frombuffer(data, np.uint8, offset=4 + 4 * len(dims)).reshape(dims[0], -1)


def mnist(kind):
    return idx(f"{kind}-images-idx3-ubyte.gz") / 255.0, idx(f"{kind}-labels-idx1-ubyte.gz")[:, 0].astype(int)


def dot(a, b):
    return float(np.vdot(a, b))


def ceiling(value):
    return GRID if value <= GRID else GRID * 2.0 ** np.ceil(np.log2(value / GRID))


def softmax_prox(v, y, rho, start):
    """argmin R(z; y) + (ρ/2)‖z − v‖²: damped Newton, Sherman–Morrison, from the last z_L."""
    v, z = v.astype(np.float64), start.astype(np.float64)
    value = lambda z, v, y: -np.sum(y * log_softmax(z), axis=1) + rho / 2 * np.sum((z - v) ** 2, axis=1)
    live = np.arange(len(v))
    for _ in range(100):
        zl, vl, yl = z[live], v[live], y[live]
        p = np.exp(log_softmax(zl))
        g = p - yl + rho * (zl - vl)
        scale = 1e-13 * (1 + rho * np.abs(zl - vl).max(axis=1))
        keep = np.abs(g).max(axis=1) > scale
        if not keep.any():
            break
        live, zl, vl, yl, p, g = live[keep], zl[keep], vl[keep], yl[keep], p[keep], g[keep]
        q = p / (p + rho)
        d = -(g / (p + rho) + q * (np.sum(q * g, axis=1) / np.sum(q * rho, axis=1))[:, None])
        t, before, slope = np.ones((len(zl), 1)), value(zl, vl, yl), np.sum(g * d, axis=1)
        for _ in range(40):
            bad = value(zl + t * d, vl, yl) > before + 1e-4 * t[:, 0] * slope + 1e-12 * (1 + np.abs(before))
            if not bad.any():
                break
            t[bad] /= 2
        z[live] = zl + t * d
    return z


class Trainer:
    def __init__(self, config, x, labels, weights, dtype=np.float32):
        c = self.c = config
        self.dtype = dtype
        self.L = len(c["widths"]) - 1
        self.y = np.eye(c["widths"][-1])[labels]
        self.W = [None] + [w.astype(dtype) for w in weights]
        self.a = [self.with_ones(x.astype(dtype))]
        self.v, self.z = [None], [None]
        for l in range(1, self.L + 1):
            self.v.append(self.a[l - 1] @ self.W[l].T)
            self.z.append(self.v[l])
            if l < self.L:
                self.a.append(self.with_ones(h(c["activation"], self.z[l])))
        if c["output"] == "signed-labels":
            self.z[self.L] = (2 * self.y - 1).astype(dtype)
        self.W_prev, self.a_prev = list(self.W), list(self.a)
        self.theta, self.tau, self.s = [None] * (self.L + 1), [None] * self.L, 0.0
        self.S1 = self.a[0].T @ self.a[0]
        self.k = 0

    def with_ones(self, a):
        return np.hstack([a, np.ones((len(a), 1), a.dtype)]) if self.c["bias"] else a

    def without_bias(self, W):
        return W[:, :-1] if self.c["bias"] else W

    def objective(self, rho):
        total = -np.sum(self.y * log_softmax(self.z[self.L].astype(np.float64)))
        for l in range(1, self.L + 1):
            residual = self.z[l] - (self.v[l] if l == 1 else self.a[l - 1] @ self.W[l].T)
            total += rho / 2 * dot(residual, residual)
            total += self.lam(l) / 2 * dot(self.W[l], self.W[l])
        return float(total)

    def lam(self, l):
        return self.c["lambda"][l - 1] if self.c["regulariser"] == "l2" else 0.0

    def block_W(self, l, rho, omega):
        a, W, lam = self.a[l - 1], self.W[l], self.lam(l)
        if l > 1:
            self.v[l] = a @ W.T
        R = self.v[l] - self.z[l]
        still = not R.any()
        G0 = 0.0 if still else rho * (R.T @ a)
        # products with S = aᵀa: stored for layer 1 (a_0 = X never changes), through a for the others
        times_S = (lambda M: M @ self.S1) if l == 1 else (lambda M: (a @ M.T).T @ a)
        quadratic = (lambda M, MS: dot(MS, M)) if l == 1 else None

        def attempt(omega, momentum):
            theta, t = self.theta[l], 1.0
            older = newer = W
            for j in range(1, self.c["innerSteps"][l - 1] + 1):
                if j == 1:
                    W_bar = W + self.dtype(omega) * (W - self.W_prev[l])
                else:
                    t_next = (1 + np.sqrt(1 + 4 * t * t)) / 2
                    beta = (t - 1) / t_next if momentum else 0.0
                    t = t_next
                    W_bar = newer + self.dtype(beta) * (newer - older)
                change = W_bar - W
                H = (G0 + rho * times_S(change) if change.any() else G0 + 0 * W) + self.dtype(lam) * W_bar
                HH = dot(H, H)
                if HH == 0:
                    q = 0.0
                elif quadratic:
                    q = rho * quadratic(H, times_S(H)) / HH
                else:
                    aH = a @ H.T
                    q = rho * dot(aH, aH) / HH
                q *= 1 + 4e-6 if self.dtype == np.float32 else 1 + 64 * 2.0**-53
                theta = GRID if theta is None else max(theta / 2, GRID)
                while theta < q:
                    theta *= 2
                older, newer = newer, W_bar - H / self.dtype(theta + lam)
            return newer, theta

        def change_of_F(W_new):
            E = W_new - W
            if quadratic:
                linear, square = (0.0 if still else dot(G0, E)), dot(times_S(E), E)
            else:
                aE = a @ E.T
                linear, square = rho * dot(R, aE), dot(aE, aE)
            return linear + rho / 2 * square + lam * (dot(W, E) + 0.5 * dot(E, E)), E.any()

        W_new, theta = attempt(omega, True)
        dF, moved = change_of_F(W_new)
        raised = moved and dF >= 0
        if raised and self.c["algorithm"] == "mdlam":
            W_new, theta = attempt(0.0, False)
        self.theta[l], self.W_prev[l], self.W[l] = theta, W, W_new
        return raised

    def block_a(self, l, rho, epsilon, omega):
        a, W = self.a[l], self.without_bias(self.W[l + 1])
        b = self.W[l + 1][:, -1] if self.c["bias"] else 0.0
        core, before = (a[:, :-1], self.a_prev[l][:, :-1]) if self.c["bias"] else (a, self.a_prev[l])
        centre = h(self.c["activation"], self.z[l])
        low, high = centre - self.dtype(epsilon), centre + self.dtype(epsilon)
        cap = ceiling(rho * dot(W, W))
        start = cap / 32 if self.tau[l] is None else min(max(self.tau[l] / 2, cap * 2.0**-12), cap)
        R = core @ W.T + b - self.z[l + 1]
        margin = 1 + 4e-6 if self.dtype == np.float32 else 1 + 64 * 2.0**-53

        def attempt(omega):
            a_bar = core + self.dtype(omega) * (core - before) if omega else core
            G = self.dtype(rho) * ((R if not omega else a_bar @ W.T + b - self.z[l + 1]) @ W)
            for j in range(7):
                tau = min(start * 2.0**j, cap) if j < 6 else cap
                new = np.clip(a_bar - G / self.dtype(tau), low, high)
                D = new - a_bar
                DW = D @ W.T
                if tau * dot(D, D) >= margin * rho * dot(DW, DW) or tau == cap:
                    break
            return new, tau

        new, tau = attempt(omega)
        E = new - core
        d = E @ W.T
        raised = E.any() and rho * (dot(R, d) + 0.5 * dot(d, d)) >= 0
        if raised and self.c["algorithm"] == "mdlam":
            new, tau = attempt(0.0)
        self.a_prev[l], self.a[l], self.tau[l] = a, self.with_ones(new), tau
        return raised

    def iterate(self, with_objective=False):
        c = self.c
        rho, epsilon = scheduled(c["rho"], self.k), scheduled(c["epsilon"], self.k)
        s_next = (1 + np.sqrt(1 + 4 * self.s**2)) / 2
        omega, self.s, self.k = (self.s - 1) / s_next, s_next, self.k + 1
        low, high = RANGE[c["activation"]]
        raised = []
        for l in range(1, self.L):
            n = c["widths"][l]
            self.a[l] = self.a[l].copy()
            np.clip(self.a[l][:, :n], low - epsilon, high + epsilon, out=self.a[l][:, :n])
        for l in range(1, self.L + 1):
            if self.block_W(l, rho, omega):
                raised.append(f"W{l}")
            self.v[l] = self.a[l - 1] @ self.W[l].T
            if l == self.L:
                self.z[l] = softmax_prox(self.v[l], self.y, rho, self.z[l]).astype(self.dtype)
                break
            n = c["widths"][l]
            lower, upper = z_interval(c["activation"], self.a[l][:, :n], self.dtype(epsilon))
            self.z[l] = np.minimum(np.maximum(self.v[l], lower), upper).astype(self.dtype)
            if self.block_a(l, rho, epsilon, omega):
                raised.append(f"a{l}")
        return {"objective": self.objective(rho) if with_objective else None, "theta": self.theta[1:],
                "tau": self.tau[1:], "raised": raised}

    def scores(self, x):
        a = x.astype(self.dtype)
        for l in range(1, self.L + 1):
            a = self.with_ones(a) @ self.W[l].T
            if l < self.L:
                a = h(self.c["activation"], a)
        return a

    def accuracy(self, x, labels):
        return float(np.mean(self.scores(x).argmax(axis=1) == labels))


def probe(config, weights, fit, judge):
    """Accuracy on `judge` of a ridge classifier fitted to the last hidden layer's forward values of `fit`."""
    ones = lambda a: np.hstack([a, np.ones((len(a), 1))])

    def features(x):
        for W in weights[:-1]:
            x = h(config["activation"], (ones(x) if config["bias"] else x) @ W.T.astype(np.float64))
        return ones(x)

    A, target = features(fit[0]), 2 * np.eye(config["widths"][-1])[fit[1]] - 1
    gram = A.T @ A
    B = np.linalg.solve(gram + 1e-3 * np.trace(gram) / len(gram) * np.eye(len(gram)), A.T @ target)
    return float(np.mean((features(judge[0]) @ B).argmax(axis=1) == judge[1]))


def initial_weights(widths, bias, seed):
    random = np.random.default_rng(seed)
    weights = []
    for n_in, n_out in zip(widths, widths[1:]):
        W = random.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in)
        weights.append(np.hstack([W, np.zeros((n_out, 1))]) if bias else W)
    return weights


def schedule(text):
    """0.001, or initial:ratio:limit, or initial:ratio:limit:period."""
    parts = [float(p) for p in text.split(":")]
    if len(parts) == 1:
        return {"kind": "constant", "initial": parts[0]}
    s = {"kind": "geometric", "initial": parts[0], "ratio": parts[1], "limit": parts[2]}
    return s if len(parts) == 3 else {**s, "kind": "restarted-geometric", "period": int(parts[3])}


def check():
    """The trajectories of test/golden in float64: θ, τ and the rejected blocks equal, F to rounding."""
    with open(os.path.join(HERE, "..", "..", "..", "test", "golden", "trajectories.json")) as file:
        cases = json.load(file)
    worst, count = 0.0, 0
    for case in cases:
        c = case["config"]
        if c["loss"] != "cross-entropy" or c["regulariser"] == "l1" or case["noise"]:
            continue
        n = c["widths"]
        x = np.array(case["data"]["x"]).reshape(-1, n[0])
        weights = [np.array(w).reshape(n[l + 1], -1) for l, w in enumerate(case["weights"])]
        trainer = Trainer(c, x, case["data"]["labels"], weights, np.float64)
        for wanted in case["trajectory"][1:]:
            got = trainer.iterate(True)
            where = f"{case['name']}, iteration {wanted['iteration']}"
            worst = max(worst, abs(got["objective"] / wanted["objective"] - 1))
            for key in ("theta", "tau", "raised"):
                assert got[key] == wanted[key], (where, key, got[key], wanted[key])
        count += 1
    print(f"{count} cases agree in every decision; F to {worst:.1e} relative")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--check", action="store_true")
    p.add_argument("--widths", default="784-500-10")
    p.add_argument("--activation", default="relu")
    p.add_argument("--algorithm", default="mdlam")
    p.add_argument("--rho", default="0.01")
    p.add_argument("--epsilon", default="0.001")
    p.add_argument("--lam", default="0", help="λ per layer, comma-separated (one value: all layers)")
    p.add_argument("--lam-per-sample", action="store_true", help="multiply λ by the number of training samples")
    p.add_argument("--inner", default="1")
    p.add_argument("--raw", action="store_true", help="pixels/255 as they are; otherwise minus the training mean")
    p.add_argument("--no-bias", action="store_true")
    p.add_argument("--iterations", type=int, default=60)
    p.add_argument("--train", default="0:4000")
    p.add_argument("--validate", default="5000:10000")
    p.add_argument("--seeds", default="0")
    p.add_argument("--every", type=int, default=20)
    p.add_argument("--test", action="store_true", help="evaluate the official test set once, at the end")
    p.add_argument("--double", action="store_true")
    p.add_argument("--output", default="forward")
    p.add_argument("--probe", action="store_true", help="ridge classifier on the last hidden layer: trained, start")
    o = p.parse_args()
    if o.check:
        return check()
    widths = [int(n) for n in o.widths.split("-")]
    L = len(widths) - 1
    spread = lambda text, kind: (lambda v: v * L if len(v) == 1 else v)([kind(t) for t in text.split(",")])
    images, labels = mnist("train")
    part = lambda text: slice(*[int(v) for v in text.split(":")])
    x, y = images[part(o.train)], labels[part(o.train)]
    mean = 0.0 if o.raw else x.mean(axis=0)
    lam = spread(o.lam, float)
    if o.lam_per_sample:
        lam = [v * len(x) for v in lam]
    config = {"widths": widths, "activation": o.activation, "bias": not o.no_bias, "algorithm": o.algorithm,
              "loss": "cross-entropy", "regulariser": "l2", "lambda": lam, "rho": schedule(o.rho),
              "epsilon": schedule(o.epsilon), "innerSteps": spread(o.inner, int), "output": o.output}
    checks = {"train": (x - mean, y)}
    if o.validate != "none":
        checks["val"] = (images[part(o.validate)] - mean, labels[part(o.validate)])
    name = " ".join(sys.argv[1:])
    finals = []
    for seed in [int(s) for s in o.seeds.split(",")]:
        trainer = Trainer(config, x - mean, y, initial_weights(widths, config["bias"], seed), np.float64 if o.double else np.float32)
        training, line = 0.0, []
        for k in range(1, o.iterations + 1):
            began = time.time()
            trainer.iterate()
            training += time.time() - began
            if k % o.every == 0 or k == o.iterations:
                line.append(f"{k}: " + "/".join(f"{trainer.accuracy(*d):.4f}" for d in checks.values()))
        result = {key: trainer.accuracy(*d) for key, d in checks.items()}
        if o.test:
            tx, ty = mnist("t10k")
            result["test"] = trainer.accuracy(tx - mean, ty)
        finals.append(result)
        if o.probe:
            for label, weights in (("trained", trainer.W[1:]), ("start", initial_weights(widths, config["bias"], seed))):
                line.append(f"probe {label} {probe(config, weights, checks['train'], checks['val']):.4f}")
        print(f"[{name}] seed {seed} {'/'.join(checks)} {' '.join(line)}"
              + (f" TEST {result['test']:.4f}" if o.test else "") + f" ({training / o.iterations:.2f} s/iteration)", flush=True)
    if len(finals) > 1:
        for key in finals[0]:
            v = sorted(r[key] for r in finals)
            print(f"    {key}: median {np.median(v):.4f}, range {v[0]:.4f}-{v[-1]:.4f}", flush=True)


if __name__ == "__main__":
    main()
