import { type Algorithm, isAlternating, isGradient } from '../../src/model/algorithms.ts';
import type {
  AdmmFigures,
  DlamFigures,
  ForwardFigures,
  IterationRecord,
  SplitFigures,
} from '../../src/model/iterationRecord.ts';

/** How a fake run is to look. */
export interface CurveOptions {
  readonly divergent: boolean;
  /** Whether the engine tells how long it computed. */
  readonly deviceTime: boolean;
  /** Updates of a gradient method in one pass over the data. */
  readonly updatesPerPass: number;
}

/** How fast each algorithm's figures fall, where its accuracy ends, and what an iteration costs. */
interface Pace {
  readonly rate: number;
  readonly accuracy: number;
  readonly gflop: number;
  readonly milliseconds: number;
}

const PACES: Readonly<Record<Algorithm, Pace>> = {
  mdlam: { rate: 0.8, accuracy: 0.936, gflop: 62, milliseconds: 16 },
  dlam: { rate: 0.79, accuracy: 0.934, gflop: 55, milliseconds: 15 },
  dladmm: { rate: 0.55, accuracy: 0.89, gflop: 71, milliseconds: 20 },
  sgd: { rate: 0.5, accuracy: 0.915, gflop: 23.8, milliseconds: 6 },
  momentum: { rate: 0.6, accuracy: 0.921, gflop: 23.8, milliseconds: 6.2 },
  nesterov: { rate: 0.66, accuracy: 0.925, gflop: 23.9, milliseconds: 6.4 },
  adagrad: { rate: 0.45, accuracy: 0.905, gflop: 24.1, milliseconds: 6.6 },
  rmsprop: { rate: 0.7, accuracy: 0.928, gflop: 24.2, milliseconds: 6.9 },
  adadelta: { rate: 0.4, accuracy: 0.88, gflop: 24.4, milliseconds: 7.4 },
  adam: { rate: 0.75, accuracy: 0.932, gflop: 24.5, milliseconds: 7.1 },
  amsgrad: { rate: 0.72, accuracy: 0.93, gflop: 24.6, milliseconds: 7.3 },
};

/** Record k of an algorithm: formulas that look like training, and no training. */
export function fakeRecord(
  algorithm: Algorithm,
  k: number,
  { divergent, deviceTime, updatesPerPass }: CurveOptions,
): IterationRecord {
  const pace = PACES[algorithm];
  const phase = pace.gflop * 3;
  const wave = 1 + 0.02 * Math.sin(k * 1.7 + phase) * Math.exp(-k / 400);
  const decay = (power: number) => (1 + k) ** (-power * pace.rate) * wave;
  const grown = divergent && algorithm === 'dlam' ? 1.25 ** k : 1;
  const forward: ForwardFigures = {
    trainLoss: 2.4 * decay(1.1) * grown,
    testLoss: (0.3 + 2.1 * decay(1)) * grown,
    trainAccuracy: pace.accuracy + 0.06 - (pace.accuracy - 0.04) * decay(1),
    testAccuracy: pace.accuracy - (pace.accuracy - 0.1) * decay(1.1),
  };
  const updates = isGradient(algorithm) ? k * updatesPerPass : k;
  const admm = algorithm === 'dladmm' ? admmFigures(k, decay) : null;
  const split = isGradient(algorithm) ? null : splitFigures(k, decay);
  return {
    iteration: k,
    objective: (140 + 2300 * decay(1) + (admm ? admm.dualTerm + 300 : 0)) * grown,
    weights: k === 0 ? { steps: [], distances: [] } : weightFigures(k, decay),
    split,
    dlam: isAlternating(algorithm) ? dlamFigures(k, decay) : null,
    admm,
    forward,
    cost: {
      updates,
      passes: k,
      flops: k * pace.gflop * 1e9,
      deviceMs: deviceTime ? k * pace.milliseconds * 0.8 : null,
    },
    elapsedMs: k * pace.milliseconds,
  };
}

type Decay = (power: number) => number;

function weightFigures(k: number, decay: Decay): IterationRecord['weights'] {
  return {
    steps: [3 * decay(1), 0.8 * decay(0.7)],
    distances: [0.4 - 0.4 * decay(1), 1.5 + 0.1 * Math.log(k)],
  };
}

function splitFigures(k: number, decay: Decay): SplitFigures {
  return {
    loss: 2300 * decay(1.05),
    penalties: [60 + 5 * decay(0.1), 20 * (1 - decay(0.6))],
    residuals: [k === 0 ? 0 : 1e-3 * decay(0.25), k === 0 ? 0 : 8 * decay(0.5)],
    constraintGap: 0.2 * decay(0.4),
  };
}

function dlamFigures(k: number, decay: Decay): DlamFigures {
  const start = k === 0;
  return {
    epsilon: 1e-3,
    rho: 0.01,
    omega: k / (k + 3),
    theta: start ? [] : [1, 2],
    tau: start ? [] : [1],
    zSteps: start ? [] : [2 * decay(1), 9 * decay(0.9)],
    aSteps: start ? [] : [1.5 * decay(1)],
    violations: start ? [] : [0],
    raised: k > 3 && (k * 7919) % 23 < 3 ? ['W2'] : [],
  };
}

function admmFigures(k: number, decay: Decay): AdmmFigures {
  const start = k === 0;
  return {
    rho: 1,
    nu: 0.01,
    activationPenalty: 3 * decay(0.8),
    dualTerm: start ? 0 : -40 * decay(0.6) * Math.cos(k / 9),
    dualNorm: start ? 0 : 12 * (1 - decay(1)),
    primalResidual: start ? 0 : 6 * decay(0.9),
    theta: start ? [] : [4, 8],
    tau: start ? [] : [2],
  };
}
