import { type Activation, activationRange } from '../../src/model/activation.ts';
import type { Iterate } from '../../src/model/iterate.ts';
import type { DlamFigures } from '../../src/model/iterationRecord.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { activationValue } from './activationValue.ts';

/** One iteration of a run, judged in float64 by plain loops that share nothing with the engines. */
export interface JudgedIteration {
  readonly widths: readonly number[];
  readonly activation: Activation;
  readonly inputs: Float32Array;
  readonly labels: Uint8Array;
  readonly before: Iterate;
  readonly after: Iterate;
  readonly figures: IterationFigures;
}

/** Unit roundoff of float32: the states were rounded to it. */
const U = 2 ** -24;

const squares = (x: ArrayLike<number>) =>
  Array.from(x).reduce((sum, entry) => sum + entry * entry, 0);

/** ‖aDᵀ‖² for a `rows × inner` and D `outputs × inner`. */
function imageSquares(a: ArrayLike<number>, d: ArrayLike<number>, inner: number): number {
  const [rows, outputs] = [a.length / inner, d.length / inner];
  let sum = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < outputs; j++) {
      let product = 0;
      for (let k = 0; k < inner; k++)
        product += (a[i * inner + k] as number) * (d[j * inner + k] as number);
      sum += product * product;
    }
  return sum;
}

/** a_{l-1} with its column of ones. */
function extended(a: ArrayLike<number>, width: number): Float64Array {
  const rows = a.length / width;
  const result = new Float64Array(rows * (width + 1)).fill(1);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < width; k++) result[i * (width + 1) + k] = a[i * width + k] as number;
  return result;
}

/** W without its last column, b. */
function proper(weights: Float64Array, width: number): Float64Array {
  return weights.filter((_, position) => position % (width + 1) !== width);
}

/** size·‖D‖² − curvature, relative; and what rounding of the stored state may have added to the curvature. */
interface ConditionCheck {
  readonly block: string;
  readonly excess: number;
  readonly slack: number;
}

function condition(
  block: string,
  size: number,
  stepSquares: number,
  curvature: number,
  stepRounding: number,
): ConditionCheck {
  const held = size * stepSquares;
  // A step that is off by a share r of itself moves both sides by at most (1 + r)².
  const share = stepSquares > 0 ? Math.sqrt(stepRounding / stepSquares) : 0;
  return { block, excess: curvature > 0 ? curvature / held - 1 : 0, slack: 4 * share + 1e-9 };
}

/** Condition (2) for every θ and its twin for every τ, with networks that have biases and one W-step. */
export function stepConditions(judged: JudgedIteration): ConditionCheck[] {
  const { widths, inputs, before, after, figures } = judged;
  const { omega, rho, theta, tau, raised } = figures.dlam as DlamFigures;
  const checks: ConditionCheck[] = [];
  after.weights.forEach((weights, index) => {
    const width = widths[index] as number;
    const a = extended(index === 0 ? inputs : (after.a[index - 1] as Float64Array), width);
    const momentum = raised.includes(`W${index + 1}`) ? 0 : omega;
    const [old, older] = [before.weights[index], before.previousWeights[index]] as [
      Float64Array,
      Float64Array,
    ];
    const d = weights.map(
      (w, i) => w - ((1 + momentum) * (old[i] as number) - momentum * (older[i] as number)),
    );
    const rounding = U * U * squares(weights);
    const curvature = rho * imageSquares(a, d, width + 1);
    checks.push(
      condition(`W${index + 1}`, theta[index] as number, squares(d), curvature, rounding),
    );
  });
  after.a.forEach((a, index) => {
    const width = widths[index + 1] as number;
    const momentum = raised.includes(`a${index + 1}`) ? 0 : omega;
    // a_prev of the iteration after is a itself after the range clamp.
    const [old, older] = [after.previousA[index], before.previousA[index]] as [
      Float64Array,
      Float64Array,
    ];
    const d = a.map(
      (v, i) => v - ((1 + momentum) * (old[i] as number) - momentum * (older[i] as number)),
    );
    const rounding = U * U * squares(a);
    const w = proper(before.weights[index + 1] as Float64Array, width);
    const curvature = rho * imageSquares(d, w, width);
    checks.push(condition(`a${index + 1}`, tau[index] as number, squares(d), curvature, rounding));
  });
  return checks;
}

/** δ of SPEC.md, "Bounds": only bounded activations have a rim to keep from. */
const marginOf = (activation: Activation) =>
  activation === 'sigmoid' || activation === 'tanh' ? 1e-4 : 0;

/**
 * The largest violation of |a_l − h(z_l)| ≤ ε, and of z_l's own interval around the a_l of before, in units of
 * u(1 + |a|).
 */
export function boxViolation({ activation, after, figures }: JudgedIteration): number {
  const { epsilon } = figures.dlam as DlamFigures;
  const [infimum, supremum] = activationRange(activation);
  const margin = marginOf(activation);
  let worst = 0;
  after.z.slice(0, -1).forEach((z, index) => {
    const [a, old] = [after.a[index], after.previousA[index]] as [Float64Array, Float64Array];
    z.forEach((entry, i) => {
      const centre = activationValue(activation, entry);
      const [now, before] = [a[i], old[i]] as [number, number];
      const excess = Math.max(
        Math.abs(now - centre) - epsilon,
        Math.min(before - epsilon, supremum - margin) - centre,
        centre - Math.max(before + epsilon, infimum + margin),
      );
      worst = Math.max(worst, excess / (U * (1 + Math.abs(before))));
    });
  });
  return worst;
}

/** The largest component of the gradient p − y + ρ(z_L − v) of Eq. (5), v = a_{L-1}W_Lᵀ + b_L. */
export function outputGradient(judged: JudgedIteration): number {
  const { widths, labels, after, figures } = judged;
  const { rho } = figures.dlam as DlamFigures;
  const classes = widths.at(-1) as number;
  const width = widths.at(-2) as number;
  const a = extended(after.a.at(-1) as Float64Array, width);
  const [w, z] = [after.weights.at(-1), after.z.at(-1)] as [Float64Array, Float64Array];
  let worst = 0;
  labels.forEach((label, row) => {
    const own = z.subarray(row * classes, (row + 1) * classes);
    const total = own.reduce((sum, entry) => sum + Math.exp(entry), 0);
    own.forEach((entry, j) => {
      let v = 0;
      for (let k = 0; k <= width; k++)
        v += (a[row * (width + 1) + k] as number) * (w[j * (width + 1) + k] as number);
      const p = Math.exp(entry) / total;
      const gradient = p - (j === label ? 1 : 0) + rho * (entry - v);
      worst = Math.max(worst, Math.abs(gradient));
    });
  });
  return worst;
}

/** Whether every a lies in [inf h − ε, sup h + ε]. */
export function inRange({ activation, after, figures }: JudgedIteration): boolean {
  const [low, high] = activationRange(activation);
  const slack = (figures.dlam as DlamFigures).epsilon + 4 * U;
  return after.a.every((a) => a.every((v) => v >= low - slack && v <= high + slack));
}
