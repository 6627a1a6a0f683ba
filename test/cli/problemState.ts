/** SPEC.md's problem and its variables as state files hold them, in plain float64. Imports nothing of the engine. */
import { at, squares, timesTransposed, withColumn } from './plainLoops.ts';
import type { ReadFile } from './tensorFile.ts';

export interface ProblemSpec {
  readonly widths: readonly number[];
  readonly activation: 'relu' | 'leaky-relu' | 'sigmoid' | 'tanh';
  readonly loss: 'cross-entropy' | 'least-squares';
  readonly regulariser: 'none' | 'l1' | 'l2';
  readonly lambda: number;
  readonly bias: boolean;
  /** a_0 and one-hot y. */
  readonly inputs: Float64Array;
  readonly targets: Float64Array;
}

/** A state file, as SPEC.md names things. */
export interface State {
  /** With b_l as last column, where there are biases. */
  readonly W: readonly Float64Array[];
  readonly z: readonly Float64Array[];
  readonly a: readonly Float64Array[];
  readonly epsilon: number;
  readonly rho: number;
  readonly omega: number;
  readonly theta: readonly number[];
  readonly tau: readonly number[];
  readonly objective: number;
  readonly rejected: readonly string[];
  /** u of the numbers in the file. */
  readonly roundoff: number;
}

export function h({ activation }: ProblemSpec, z: number): number {
  if (activation === 'tanh') return Math.tanh(z);
  if (activation === 'sigmoid') return 1 / (1 + Math.exp(-z));
  return z > 0 ? z : activation === 'relu' ? 0 : 0.01 * z;
}

/** [inf h, sup h]. */
export function rangeOf({ activation }: ProblemSpec): readonly [number, number] {
  if (activation === 'tanh') return [-1, 1];
  if (activation === 'sigmoid') return [0, 1];
  return [activation === 'relu' ? 0 : Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
}

const logit = (p: number) => Math.log(p / (1 - p));

/** {z : |h(z) − a| ≤ ε}, SPEC.md "Bounds". */
export function interval(spec: ProblemSpec, a: number, epsilon: number): readonly [number, number] {
  const [low, high] = [a - epsilon, a + epsilon];
  switch (spec.activation) {
    case 'relu':
      return [low > 0 ? low : Number.NEGATIVE_INFINITY, Math.max(high, 0)];
    case 'leaky-relu':
      return [low > 0 ? low : low / 0.01, high > 0 ? high : high / 0.01];
    case 'sigmoid':
      return [
        low <= 0 ? Number.NEGATIVE_INFINITY : logit(Math.min(low, 1 - 1e-4)),
        high >= 1 ? Number.POSITIVE_INFINITY : logit(Math.max(high, 1e-4)),
      ];
    case 'tanh':
      return [
        low <= -1 ? Number.NEGATIVE_INFINITY : Math.atanh(Math.min(low, 1 - 1e-4)),
        high >= 1 ? Number.POSITIVE_INFINITY : Math.atanh(Math.max(high, -1 + 1e-4)),
      ];
  }
}

export const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);

export function stateOf({ tensors, metadata }: ReadFile, spec: ProblemSpec): State {
  const values = (name: string, shape: readonly number[]): Float64Array => {
    const tensor = tensors.get(name);
    if (!tensor || tensor.shape.join() !== shape.join())
      throw new Error(`${name} is ${tensor?.shape.join('×')}, expected ${shape.join('×')}`);
    return tensor.values;
  };
  const samples = spec.inputs.length / (spec.widths[0] as number);
  const layers = spec.widths.slice(1).map((width, index) => ({
    l: index + 1,
    width,
    inner: spec.widths[index] as number,
  }));
  const W = layers.map(({ l, width, inner }) => {
    const matrix = values(`W${l}`, [width, inner]);
    if (spec.bias === false) return matrix;
    const b = values(`b${l}`, [width]);
    return withColumn(matrix, inner, (row) => at(b, row));
  });
  const z = layers.map(({ l, width }) => values(`z${l}`, [samples, width]));
  const a = layers.slice(0, -1).map(({ l, width }) => values(`a${l}`, [samples, width]));
  const roundoff = tensors.get('W1')?.dtype === 'F32' ? 2 ** -24 : 2 ** -53;
  return { ...(metadata as unknown as State), W, z, a, roundoff };
}

/** a_{l-1} with its column of ones where there are biases, l from 1. */
export function inputsOf(spec: ProblemSpec, state: State, l: number): Float64Array {
  const a = l === 1 ? spec.inputs : (state.a[l - 2] as Float64Array);
  return spec.bias ? withColumn(a, spec.widths[l - 1] as number, () => 1) : a;
}

export function columnsOf(spec: ProblemSpec, l: number): number {
  return (spec.widths[l - 1] as number) + (spec.bias ? 1 : 0);
}

/** a_l with which an iteration at ε begins. */
export function clamped(spec: ProblemSpec, a: Float64Array, epsilon: number): Float64Array {
  const [infimum, supremum] = rangeOf(spec);
  return a.map((value) => clamp(value, infimum - epsilon, supremum + epsilon));
}

export function lossOf(spec: ProblemSpec, z: Float64Array): number {
  if (spec.loss === 'least-squares')
    return 0.5 * squares(z.map((value, index) => value - at(spec.targets, index)));
  const n = spec.widths.at(-1) as number;
  let sum = 0;
  for (let row = 0; row < z.length; row += n) {
    const scores = z.subarray(row, row + n);
    const largest = Math.max(...scores);
    const total = scores.reduce((all, score) => all + Math.exp(score - largest), 0);
    const label = spec.targets.subarray(row, row + n).indexOf(1);
    sum += Math.log(total) + largest - at(scores, label);
  }
  return sum;
}

export function penalty(spec: ProblemSpec, W: Float64Array): number {
  if (spec.regulariser === 'none') return 0;
  return spec.regulariser === 'l2'
    ? (spec.lambda / 2) * squares(W)
    : spec.lambda * W.reduce((sum, w) => sum + Math.abs(w), 0);
}

/** φ_l of a_{l-1}, W_l, z_l. */
export function residual(
  spec: ProblemSpec,
  rho: number,
  parts: readonly [Float64Array, Float64Array, Float64Array],
  l: number,
): number {
  const [inputs, W, z] = parts;
  const v = timesTransposed(inputs, W, columnsOf(spec, l));
  return (rho / 2) * squares(v.map((value, index) => at(z, index) - value));
}

/** F at this state's ρ. */
export function objectiveOf(spec: ProblemSpec, state: State): number {
  return state.W.reduce(
    (sum, W, index) =>
      sum +
      penalty(spec, W) +
      residual(
        spec,
        state.rho,
        [inputsOf(spec, state, index + 1), W, state.z[index] as Float64Array],
        index + 1,
      ),
    lossOf(spec, state.z.at(-1) as Float64Array),
  );
}
