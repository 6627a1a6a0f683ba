import type { Backend, Matrix, MatrixOperations, Program, Scalar } from './backend.ts';

function size({ rows, columns }: Matrix): number {
  return rows * columns;
}

/**
 * Floating-point operations of each operation: 2mnk for a product, half
 * of it for a symmetric one; elsewhere additions, multiplications, divisions,
 * roots, comparisons and exponentials count one each. docs/algorithm.md, "Costs".
 */
const FLOPS: {
  readonly [Name in keyof MatrixOperations]: (
    ...operands: Parameters<MatrixOperations[Name]>
  ) => number;
} = {
  product: (out, a, b, { transposeA = false, transposeB = false } = {}) => {
    const symmetric = a === b && transposeA !== transposeB;
    return (
      (symmetric ? out.rows + 1 : 2 * out.columns) * out.rows * (transposeA ? a.rows : a.columns)
    );
  },
  combine: (out, terms) => size(out) * (2 * terms.length - 1),
  dot: (x) => 2 * size(x),
  squaredDistance: (x) => 3 * size(x),
  absoluteSum: (x) => 2 * size(x),
  absoluteSumChange: (x) => 4 * size(x),
  activate: (out) => size(out),
  addSignPenalty: (out) => 2 * size(out),
  softThresholdStep: (step) => 7 * size(step),
  clampToActivationBand: (z) => 7 * size(z),
  extrapolate: (point) => 3 * size(point),
  boxedGradientStep: (candidate) => 18 * size(candidate),
  activationGap: (a) => 6 * size(a),
  clampToRange: (a) => 2 * size(a),
  // Newton's dozen of steps, or FISTA's, are not told apart: twelve steps of ten operations a class.
  proxCrossEntropy: (z) => 120 * size(z),
  crossEntropy: (z) => 4 * size(z),
  crossEntropyGradient: (out) => 5 * size(out),
  backpropagateActivation: (g) => 2 * size(g),
  gatherRows: () => 0,
  adaptiveStep: ({ w, peak }) => (peak ? 12 : 11) * size(w),
  adadeltaStep: ({ w }) => 16 * size(w),
  minimiseActivationPenalty: (z) => 12 * size(z),
  countCorrect: (z) => size(z),
};

/**
 * The backend, counting what its programs really execute: a branch counts where it is taken, so that backtracking and
 * rejected steps cost what they cost. Every program reports the count of its run before its own scalars.
 */
export function countFlops(backend: Backend, total: Scalar): Backend {
  let pending = 0;
  const flush = (): void => {
    if (pending > 0) backend.assign(total, backend.add(total, backend.constant(pending)));
    pending = 0;
  };
  const when = (flag: Scalar, body: () => void): void => {
    flush();
    backend.when(flag, () => {
      body();
      flush();
    });
  };
  const record = (
    label: string,
    parameters: readonly Scalar[],
    body: () => readonly Scalar[],
  ): Promise<Program> =>
    backend.record(label, parameters, () => {
      backend.assign(total, backend.constant(0));
      const reported = body();
      flush();
      return [total, ...reported];
    });
  const counted = (name: keyof MatrixOperations) => {
    const operation = backend[name] as (...operands: unknown[]) => unknown;
    const flops = FLOPS[name] as (...operands: unknown[]) => number;
    return (...operands: unknown[]): unknown => {
      pending += flops(...operands);
      return operation.apply(backend, operands);
    };
  };
  const overrides: Record<string, unknown> = { when, record };
  for (const name of Object.keys(FLOPS) as (keyof MatrixOperations)[])
    overrides[name] = counted(name);
  return new Proxy(backend, {
    get(target, name) {
      if (typeof name === 'string' && name in overrides) return overrides[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
