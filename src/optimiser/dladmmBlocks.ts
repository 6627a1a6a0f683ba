import type { Matrix, Scalar, Term } from './backend.ts';
import { firstTrial, withMargin } from './backtracking.ts';
import type { AdmmContext } from './dladmmContext.ts';
import { type ProximalStep, recordQuadraticStep, recordSoftThresholdStep } from './proximalStep.ts';
import type { SplitLayer, SplitOutput } from './splitLayers.ts';

/** c of (c/2)‖z̃_l − a_{l-1}W_lᵀ − b_l‖²: ν for l < L, ρ for l = L. */
export function fitCoefficient({ hyperparameters }: AdmmContext, layer: SplitLayer): number {
  return layer.output ? hyperparameters.nu : hyperparameters.rho;
}

/** Records P_l − z̃_l with z̃_l = z_l for l < L and z̃_L = z_L + u/ρ: the constraint's terms of L_ρ, squares completed. */
function recordMismatch(context: AdmmContext, layer: SplitLayer): Matrix {
  const { backend: b, dual, hyperparameters, scratch } = context;
  const { z, preActivation, output } = layer;
  const mismatch = scratch.like('residual', z);
  const terms: readonly Term[] = [
    [null, preActivation],
    [b.constant(-1), z],
  ];
  b.combine(
    mismatch,
    output ? terms : [...terms, [b.constant(-1 / hyperparameters.rho), dual] as const],
  );
  return mismatch;
}

/** target ← target + scale·direction; a scale of null is 1. */
function recordMove(
  { backend }: AdmmContext,
  target: Matrix,
  scale: Scalar | null,
  direction: Matrix,
): void {
  backend.combine(target, [
    [null, target],
    [scale, direction],
  ]);
}

/**
 * Records the W_l block, b_l included: a proximal gradient step on (c/2)‖z̃_l − a_{l-1}W_lᵀ − b_l‖² + Ω_l(W_l) from W_l
 * itself. The image aDᵀ, which settles θ, also brings P_l along: two products over the samples in all (ℓ1: one more a
 * further trial).
 */
export function recordWeightStep(context: AdmmContext, layer: SplitLayer): void {
  const { backend: b, goal, scratch } = context;
  const { weights, inputs, preActivation, theta, index } = layer;
  const { regulariser, lambda } = goal;
  const image = scratch.like('W step image', preActivation);
  const step: ProximalStep = {
    backend: b,
    theta,
    coefficient: b.constant(fitCoefficient(context, layer)),
    lambda: b.constant(regulariser === 'none' ? 0 : (lambda[index - 1] as number)),
    squaredImage: (x) => {
      b.product(image, inputs, x, { transposeB: true });
      return b.dot(image, image);
    },
  };
  const gradient = scratch.like('G0', weights);
  b.product(gradient, recordMismatch(context, layer), inputs, {
    transposeA: true,
    scale: step.coefficient,
  });
  if (regulariser === 'l1') {
    const [d, e] = [scratch.like('D', weights), scratch.like('zero', weights)];
    recordSoftThresholdStep(step, { d, weights, e, point: () => weights, gradient, inputs });
    recordMove(context, weights, null, d);
    recordMove(context, preActivation, null, image);
    return;
  }
  recordMove(context, gradient, step.lambda, weights);
  const scale = recordQuadraticStep(step, gradient);
  recordMove(context, weights, scale, gradient);
  recordMove(context, preActivation, scale, image);
}

/**
 * Records the z_l block, the exact minimiser: for l < L that of (ν/2)‖z − P_l‖² + (ν/2)‖a_l − h(z)‖², for l = L that of
 * R(z) + ⟨u, z⟩ + (ρ/2)‖z − P_L‖², the proximal step of R from P_L − u/ρ.
 */
export function recordPreActivationStep(context: AdmmContext, layer: SplitLayer): void {
  const { backend: b, activation, dual, goal, hyperparameters, problem, scratch } = context;
  const { z, preActivation, output } = layer;
  if (output) {
    b.minimiseActivationPenalty(z, preActivation, output.a, activation);
    return;
  }
  const { rho, proxSolver } = hyperparameters;
  const { targets } = problem.train;
  if (goal.loss === 'cross-entropy') {
    const centre = scratch.like('prox centre', z);
    b.combine(centre, [
      [null, preActivation],
      [b.constant(-1 / rho), dual],
    ]);
    b.proxCrossEntropy(z, centre, targets, b.constant(rho), proxSolver);
    return;
  }
  const share = 1 / (1 + rho);
  b.combine(z, [
    [b.constant(share), targets],
    [b.constant(rho * share), preActivation],
    [b.constant(-share), dual],
  ]);
}

/**
 * Records the a_l block, l < L: a gradient step on (ν/2)‖a − h(z_l)‖² + (c/2)‖z̃_{l+1} − aW_{l+1}ᵀ − b_{l+1}‖². The step is
 * along the gradient g whatever τ is, so that the exact curvature ν + c‖gW_{l+1}ᵀ‖²/‖g‖² settles τ, and gW_{l+1}ᵀ brings
 * P_{l+1} along.
 */
export function recordActivationStep(
  context: AdmmContext,
  layer: SplitLayer,
  { a, tau }: SplitOutput,
  next: SplitLayer,
): void {
  const { backend: b, activation, hyperparameters, scratch } = context;
  const { weightsProper, preActivation } = next;
  const [nu, c] = [b.constant(hyperparameters.nu), b.constant(fitCoefficient(context, next))];
  const gradient = scratch.like('a gradient', a);
  const value = scratch.like('h(z)', a);
  b.product(gradient, recordMismatch(context, next), weightsProper, { scale: c });
  b.activate(value, layer.z, activation);
  b.combine(gradient, [
    [null, gradient],
    [nu, a],
    [b.constant(-hyperparameters.nu), value],
  ]);
  const image = scratch.like('a step image', preActivation);
  b.product(image, gradient, weightsProper, { transposeB: true });
  const along = b.divide(b.dot(image, image), b.dot(gradient, gradient));
  const curvature = withMargin(b, b.add(nu, b.multiply(c, along)));
  b.assign(tau, b.raiseByDoubling(firstTrial(b, tau), curvature));
  const scale = b.divide(b.constant(-1), tau);
  recordMove(context, a, scale, gradient);
  recordMove(context, preActivation, scale, image);
}

/** Records u ← u + ρ(z_L − a_{L-1}W_Lᵀ − b_L). */
export function recordDualStep(
  { backend: b, dual, hyperparameters }: AdmmContext,
  { z, preActivation }: SplitLayer,
): void {
  b.combine(dual, [
    [null, dual],
    [b.constant(hyperparameters.rho), z],
    [b.constant(-hyperparameters.rho), preActivation],
  ]);
}
