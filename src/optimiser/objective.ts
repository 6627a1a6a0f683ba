import type { ActivationGap, Backend, Matrix, Scalar } from './backend.ts';
import type { Context } from './context.ts';
import type { Layer } from './layers.ts';
import type { TrainingContext } from './trainingContext.ts';

/** F of Problem 2 and its terms, as device scalars. */
export interface ObjectiveTerms {
  readonly objective: Scalar;
  /** R(z_L; y). */
  readonly loss: Scalar;
  /** Ω_l(W_l). */
  readonly penalties: readonly Scalar[];
  /** φ_l. */
  readonly residuals: readonly Scalar[];
  /** Σ_{l<L} ‖a_l − h(z_l)‖². */
  readonly constraintGap: Scalar;
  /** max(0, max |a_l − h(z_l)| − ε), l < L. */
  readonly violations: readonly Scalar[];
}

/** R(z; y), a sum over the samples: softmax cross-entropy or ½‖z − y‖². */
export function recordLoss(context: TrainingContext, z: Matrix, y: Matrix): Scalar {
  const { backend: b, goal } = context;
  if (goal.loss === 'cross-entropy') return b.crossEntropy(z, y);
  return b.multiply(b.constant(0.5), b.squaredDistance(z, y));
}

/** Ω_l(W_l); `index` is l. */
export function recordPenalty(
  { backend: b, goal }: TrainingContext,
  weights: Matrix,
  index: number,
): Scalar {
  const { regulariser, lambda } = goal;
  if (regulariser === 'none') return b.constant(0);
  const weight = b.constant(lambda[index - 1] as number);
  if (regulariser === 'l1') return b.multiply(weight, b.absoluteSum(weights));
  const half = b.multiply(weight, b.constant(0.5));
  return b.multiply(half, b.dot(weights, weights));
}

/** How well a layer's variables fit each other; a block knows it of the variables that it leaves. */
export interface LayerFit {
  /** ‖P_l − z_l‖². */
  readonly residual: Scalar;
  /** How far a_l is from h(z_l); null for l = L. */
  readonly gap: ActivationGap | null;
}

/** Records the fit of every layer, in passes of its own; assumes every P_l is up to date. */
export function recordFits({ backend: b, activation }: Context, layers: readonly Layer[]) {
  return layers.map(
    ({ preActivation, z, output }): LayerFit => ({
      residual: b.squaredDistance(preActivation, z),
      gap: output && b.activationGap(output.a, z, activation),
    }),
  );
}

/** The sum of scalars, at least one. */
export function recordSum(b: Backend, terms: readonly Scalar[]): Scalar {
  return terms.reduce((total, term) => b.add(total, term));
}

/** Records F and its terms at the current variables, whose fits are known. */
export function recordObjective(
  context: Context,
  layers: readonly Layer[],
  fits: readonly LayerFit[],
): ObjectiveTerms {
  const { backend: b, problem } = context;
  const last = layers.at(-1) as Layer;
  const loss = recordLoss(context, last.z, problem.train.targets);
  const penalties = layers.map(({ weights, index }) => recordPenalty(context, weights, index));
  const half = b.multiply(context.rho, b.constant(0.5));
  const residuals = fits.map(({ residual }) => b.multiply(half, residual));
  const gaps = fits.flatMap(({ gap }) => gap ?? []);
  const objective = recordSum(b, [loss, ...penalties, ...residuals]);
  b.assign(context.objective, objective);
  const zero = b.constant(0);
  return {
    objective,
    loss,
    penalties,
    residuals,
    constraintGap: recordSum(b, [zero, ...gaps.map(({ squared }) => squared)]),
    violations: gaps.map(({ largest }) => b.maximum(zero, b.subtract(largest, context.epsilon))),
  };
}
