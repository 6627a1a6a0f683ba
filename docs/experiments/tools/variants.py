"""mDLAM, DLAM and variants of them on a fixed set of MNIST images, measured layer by layer, for docs/experiments.

The paper's algorithm is prototype.py's; this adds the loss "least-squares", figures of every layer, the rises of F
block by block, and variants of the hidden layers' blocks that are *not* in the app:

    --order forward      W_l, z_l, a_l for l = 1 … L (the paper)
            a-first      W_l, a_l, z_l for l = 1 … L
            backward     W_l, z_l, a_l for l = L … 1
    --z 0                z_l is the feasible point nearest to P_l = a_{l-1}W_lᵀ + b_l (the paper's Eq. (4))
        t > 0            z_l moves on from there by t times the way to a_l (t = 1: to a_l itself, h(z_l) = a_l; t = 2: as
                         far again, the end of the interval), not further than the interval. ReLU only.

float64. One line of JSON a run; with several seeds a last line with median (range). For example:

    python3 variants.py --widths 784-50-50-10 --epsilon 0.01 --z 1 --inner 1,1,8 --iterations 100 --seeds 0,1,2
    python3 variants.py --gradient sgd:0.5 --widths 784-50-50-10 --iterations 100
"""

import argparse
import json
from types import SimpleNamespace

import numpy as np

import tune
from prototype import Trainer, dot, initial_weights, mnist, probe, schedule, softmax_prox
from trajectories import RANGE, h, log_softmax, scheduled, z_interval

VALIDATION = slice(5000, 10000)
ROUNDING = 1e-12  # a rise of F by less than this share of F is rounding


class Variant(Trainer):
    """A Trainer whose blocks may come in another order, whose z_l may be pulled to a_l, and which watches F."""

    def __init__(self, config, x, labels, weights):
        super().__init__(config, x, labels, weights, np.float64)
        self.first = [None] + [w.copy() for w in weights]
        self.watched = {}  # block → [times F rose, largest rise/F]

    def risk(self):
        z = self.z[self.L]
        if self.c["loss"] == "least-squares":
            return 0.5 * np.sum((z - self.y) ** 2)
        return -np.sum(self.y * log_softmax(z))

    def parts(self, rho):
        """R, and Ω_l and φ_l of every layer."""
        residuals = [self.z[l] - self.a[l - 1] @ self.W[l].T for l in range(1, self.L + 1)]
        return (float(self.risk()), [self.lam(l) / 2 * dot(self.W[l], self.W[l]) for l in range(1, self.L + 1)],
                [rho / 2 * dot(r, r) for r in residuals])

    def objective(self, rho):
        R, penalties, residuals = self.parts(rho)
        return R + sum(penalties) + sum(residuals)

    def step_z(self, l, rho, epsilon):
        self.v[l] = self.a[l - 1] @ self.W[l].T
        if l == self.L:
            if self.c["loss"] == "least-squares":
                self.z[l] = (self.y + rho * self.v[l]) / (1 + rho)
            else:
                self.z[l] = softmax_prox(self.v[l], self.y, rho, self.z[l])
            return
        a = self.a[l][:, : self.c["widths"][l]]
        lower, upper = z_interval(self.c["activation"], a, epsilon)
        nearest = np.clip(self.v[l], lower, upper)
        if self.c["z"] == 0:
            self.z[l] = nearest
            return
        goal = np.where(a > 0, a, np.minimum(nearest, 0.0))  # the nearest point with h(z) = max(a, 0)
        self.z[l] = np.clip(nearest + self.c["z"] * (goal - nearest), lower, upper)

    def step(self, kind, l, rho, epsilon, omega):
        if kind == "W":
            return bool(self.block_W(l, rho, omega))
        if kind == "z":
            return bool(self.step_z(l, rho, epsilon))
        return bool(self.block_a(l, rho, epsilon, omega))

    def blocks(self):
        order = range(self.L, 0, -1) if self.c["order"] == "backward" else range(1, self.L + 1)
        kinds = "Waz" if self.c["order"] == "a-first" else "Wza"
        return [(kind, l) for l in order for kind in kinds if kind != "a" or l < self.L]

    def iterate(self, with_objective=True):
        c = self.c
        rho, epsilon = scheduled(c["rho"], self.k), scheduled(c["epsilon"], self.k)
        s_next = (1 + np.sqrt(1 + 4 * self.s**2)) / 2
        omega, self.s, self.k = (self.s - 1) / s_next, s_next, self.k + 1
        low, high = RANGE[c["activation"]]
        for l in range(1, self.L):
            n = c["widths"][l]
            self.a[l] = self.a[l].copy()
            np.clip(self.a[l][:, :n], low - epsilon, high + epsilon, out=self.a[l][:, :n])
        raised = []
        F = self.objective(rho)
        for kind, l in self.blocks():
            if self.step(kind, l, rho, epsilon, omega):
                raised.append(f"{kind}{l}")
            if c["watch"]:
                before, F = F, self.objective(rho)
                if F > before * (1 + ROUNDING):
                    entry = self.watched.setdefault(f"{kind}{l}", [0, 0.0])
                    entry[0] += 1
                    entry[1] = max(entry[1], F / before - 1)
        return {"objective": self.objective(rho), "raised": raised}

    def forward(self, weights):
        """The pre-activations of the network itself on its training images, layer by layer."""
        a, values = self.a[0], []
        for l in range(1, self.L + 1):
            values.append(a @ weights[l].T)
            a = self.with_ones(h(self.c["activation"], values[-1]))
        return values

    def layers(self):
        """‖W − W⁰‖/‖W⁰‖ of every layer; the cosines of the angles between W and W⁰, and between the forward
        pre-activations with W and with W⁰: that of a layer that only shrinks is 1."""
        norm = np.linalg.norm
        cosine = lambda u, v: dot(u, v) / (norm(u) * norm(v)) if norm(u) * norm(v) > 0 else 0.0
        pairs = list(zip(self.W[1:], self.first[1:]))
        values = zip(self.forward(self.W), self.forward(self.first))
        distances = [norm(w - f) / norm(f) for w, f in pairs]
        return distances, [cosine(w, f) for w, f in pairs], [cosine(u, v) for u, v in values]


def rises(F):
    """Iterations in which F rose, and the largest rise as a share of F."""
    steps = [(b / a - 1) for a, b in zip(F, F[1:]) if b > a * (1 + ROUNDING)]
    return len(steps), max(steps, default=0.0)


def largest_run(F):
    """The largest rise above the least F before it, as a share of that F."""
    return float(np.max(np.array(F) / np.minimum.accumulate(F)) - 1)


def starting_weights(config, seed):
    """He, or normal with the given standard deviation; biases 0."""
    weights = initial_weights(config["widths"], config["bias"], seed)
    if config["sigma"] is None:
        return weights
    return [w * config["sigma"] / np.sqrt(2 / n) for w, n in zip(weights, config["widths"])]


def run(config, x, labels, judge, iterations, seed, every, with_probe, test):
    taught = np.random.default_rng(1000 + seed).permutation(labels) if config["shuffle"] else labels
    trainer = Variant(config, x, taught, starting_weights(config, seed))
    rho = scheduled(config["rho"], 0)
    F, raised, curve, best = [trainer.objective(rho)], [], {}, 0.0
    for k in range(1, iterations + 1):
        record = trainer.iterate()
        F.append(record["objective"])
        raised += record["raised"]
        if k % every == 0 or k == iterations:
            curve[k] = round(trainer.accuracy(*judge), 4)
            best = max(best, curve[k])
    R, penalties, residuals = trainer.parts(scheduled(config["rho"], iterations - 1))
    distances, cosines, signals = trainer.layers()
    count, largest = rises(F)
    least = int(np.argmin(F))
    result = {"seed": seed, "F0": F[0], "F": F[-1], "R": R, "omega": penalties, "phi": residuals, "distance": distances,
              "cosine": cosines, "signal": signals, "train": trainer.accuracy(x, labels),
              "validation": trainer.accuracy(*judge), "best": best,
              "rises": count, "largestRise": largest, "largestRun": largest_run(F), "leastF": F[least], "leastAt": least, "raised": len(raised),
              "raisedBy": {name: raised.count(name) for name in sorted(set(raised))}, "blockRises": trainer.watched,
              "curve": curve}
    if test:
        result["test"] = trainer.accuracy(*test)
    if with_probe:
        result["probe"] = probe(config, trainer.W[1:], (x, labels), judge)
        result["probeStart"] = probe(config, trainer.first[1:], (x, labels), judge)
    return result, F


def run_gradient(o, config, x, labels, judge, seed):
    """A full-batch gradient method of tune.py on the same network, data and W⁰."""
    rule, rate = o.gradient.split(":")
    lam = max(config["lambda"])
    args = SimpleNamespace(widths=config["widths"], iterations=o.iterations, lam=lam, no_bias=not config["bias"])
    fit, hold = x.astype(np.float32), judge[0].astype(np.float32)
    train, curve = tune.train(rule, float(rate), args, fit, labels, (hold, judge[1]), seed)
    return {"seed": seed, "train": train, "validation": curve[o.iterations], "curve": curve}


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, (list, tuple)):
        return [rounded(v) for v in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


def summary(results):
    """Median (range) over the seeds."""
    text = []
    for key in ("F", "train", "validation", "best", "test", "probe", "probeStart", "rises", "largestRise", "largestRun", "raised"):
        values = sorted(r[key] for r in results if key in r)
        if values:
            text.append(f"{key} {np.median(values):.4g} ({values[0]:.4g}–{values[-1]:.4g})")
    for key in ("distance", "cosine", "signal", "phi"):
        if key in results[0]:
            text.append(f"{key} " + ", ".join(f"{v:.3g}" for v in np.median([r[key] for r in results], axis=0)))
    return "; ".join(text)


def options():
    p = argparse.ArgumentParser()
    p.add_argument("--label", default="")
    p.add_argument("--widths", default="784-100-10")
    p.add_argument("--activation", default="relu")
    p.add_argument("--algorithm", default="mdlam")
    p.add_argument("--loss", default="cross-entropy")
    p.add_argument("--rho", default="0.01")
    p.add_argument("--epsilon", default="0.001", help="constant, initial:ratio:limit or initial:ratio:limit:period")
    p.add_argument("--lam", default="1e-4", help="λ per training sample: one value, or one a layer")
    p.add_argument("--inner", default="1")
    p.add_argument("--order", choices=["forward", "a-first", "backward"], default="forward")
    p.add_argument("--z", type=float, default=0.0)
    p.add_argument("--output", default="forward")
    p.add_argument("--sigma", type=float, help="standard deviation of W⁰ in all layers; without it: He")
    p.add_argument("--no-bias", action="store_true")
    p.add_argument("--scale", type=float, default=1.0, help="factor on the centred inputs")
    p.add_argument("--train", type=int, default=1000)
    p.add_argument("--iterations", type=int, default=60)
    p.add_argument("--seeds", default="0")
    p.add_argument("--every", type=int, default=10)
    p.add_argument("--probe", action="store_true")
    p.add_argument("--shuffle-labels", action="store_true", help="train on permuted labels; the probe has the true ones")
    p.add_argument("--test", action="store_true", help="evaluate the official test set once, at the end")
    p.add_argument("--watch", action="store_true", help="F after every block")
    p.add_argument("--gradient", help="RULE:STEP of tune.py instead of DLAM")
    p.add_argument("--curve", help="file that gets F of every iteration, a JSON line a run")
    return p.parse_args()


def main():
    o = options()
    widths = [int(n) for n in o.widths.split("-")]
    spread = lambda text, kind: (lambda v: v * (len(widths) - 1) if len(v) == 1 else v)([kind(t) for t in text.split(",")])
    images, labels = mnist("train")
    mean = images[: o.train].mean(axis=0)
    x, y = (images[: o.train] - mean) * o.scale, labels[: o.train]
    judge = ((images[VALIDATION] - mean) * o.scale, labels[VALIDATION])
    test = None
    if o.test:
        tx, ty = mnist("t10k")
        test = ((tx - mean) * o.scale, ty)
    lam = [v * o.train for v in spread(o.lam, float)]
    config = {"widths": widths, "activation": o.activation, "bias": not o.no_bias, "algorithm": o.algorithm, "loss": o.loss,
              "regulariser": "l2", "lambda": lam, "rho": schedule(o.rho), "epsilon": schedule(o.epsilon), "order": o.order,
              "innerSteps": spread(o.inner, int), "output": o.output, "z": o.z, "watch": o.watch,
              "shuffle": o.shuffle_labels, "sigma": o.sigma}
    results = []
    for seed in [int(s) for s in o.seeds.split(",")]:
        if o.gradient:
            result, F = run_gradient(o, config, x, y, judge, seed), None
        else:
            result, F = run(config, x, y, judge, o.iterations, seed, o.every, o.probe, test)
        results.append(result)
        print(json.dumps({"label": o.label, **rounded(result)}, ensure_ascii=False), flush=True)
        if o.curve:
            with open(o.curve, "a") as file:
                file.write(json.dumps({"label": o.label, "algorithm": o.algorithm, "seed": seed, "F": F}) + "\n")
    if len(results) > 1:
        print(f"# {o.label}: {summary(results)}", flush=True)


if __name__ == "__main__":
    main()
