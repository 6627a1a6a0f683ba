import type { Backend, Matrix, Scalar } from './backend.ts';
import type { Context } from './context.ts';
import { recordDifference } from './difference.ts';
import type { Layer } from './layers.ts';

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
}

/** R(z; y), a sum over the samples: softmax cross-entropy or ½‖z − y‖². */
export function recordLoss(context: Context, z: Matrix, y: Matrix): Scalar {
  const { backend: b, hyperparameters, scratch } = context;
  if (hyperparameters.loss === 'cross-entropy') return b.crossEntropy(z, y);
  const error = scratch.like('loss error', z);
  recordDifference(b, error, z, y);
  return b.multiply(b.constant(0.5), b.dot(error, error));
}

function recordPenalty({ backend: b, hyperparameters }: Context, layer: Layer): Scalar {
  const { regulariser, lambda } = hyperparameters;
  if (regulariser === 'none') return b.constant(0);
  const weight = b.constant(lambda[layer.index - 1] as number);
  if (regulariser === 'l1') return b.multiply(weight, b.absoluteSum(layer.weights));
  const half = b.multiply(weight, b.constant(0.5));
  return b.multiply(half, b.dot(layer.weights, layer.weights));
}

function recordResidual({ backend: b, rho, scratch }: Context, layer: Layer): Scalar {
  const residual = scratch.like('residual', layer.z);
  recordDifference(b, residual, layer.preActivation, layer.z);
  return b.multiply(b.multiply(rho, b.constant(0.5)), b.dot(residual, residual));
}

function recordGap({ backend: b, activation, scratch }: Context, layer: Layer): Scalar | null {
  if (!layer.output) return null;
  const value = scratch.like('h(z)', layer.z);
  b.activate(value, layer.z, activation);
  recordDifference(b, value, layer.output.a, value);
  return b.dot(value, value);
}

function sum(b: Backend, terms: readonly Scalar[]): Scalar {
  return terms.reduce((total, term) => b.add(total, term));
}

/** Records F and its terms at the current variables; assumes every P_l is up to date. */
export function recordObjective(context: Context, layers: readonly Layer[]): ObjectiveTerms {
  const { backend: b, problem } = context;
  const last = layers.at(-1) as Layer;
  const loss = recordLoss(context, last.z, problem.train.targets);
  const penalties = layers.map((layer) => recordPenalty(context, layer));
  const residuals = layers.map((layer) => recordResidual(context, layer));
  const gaps = layers.map((layer) => recordGap(context, layer)).filter((gap) => gap !== null);
  const objective = sum(b, [loss, ...penalties, ...residuals]);
  b.assign(context.objective, objective);
  return { objective, loss, penalties, residuals, constraintGap: sum(b, [b.constant(0), ...gaps]) };
}
