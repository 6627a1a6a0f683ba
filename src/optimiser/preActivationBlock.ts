import type { Scalar } from './backend.ts';
import type { Context } from './context.ts';
import type { Layer } from './layers.ts';

/**
 * Records the z_l block. The quadratic model of φ in z has the exact curvature ρ, so z̄ − ∇φ(z̄)/ρ = P_l for every z̄:
 * the extrapolation drops out and the step is the exact minimiser, Eq. (4) for l < L and Eq. (5) for l = L. Returns
 * ‖P_l − z_l‖² with the new z_l.
 */
export function recordPreActivationBlock(context: Context, layer: Layer): Scalar {
  const { backend: b, activation, epsilon, scratch } = context;
  const { z, preActivation, output } = layer;
  if (output) {
    const { moved, residual } = b.clampToActivationBand(
      z,
      preActivation,
      output.a,
      epsilon,
      activation,
    );
    b.assign(layer.zStep, b.squareRoot(moved));
    return residual;
  }
  const former = scratch.like('former z', z);
  b.combine(former, [[null, z]]);
  recordLastPreActivation(context, layer);
  b.assign(layer.zStep, b.squareRoot(b.squaredDistance(z, former)));
  return b.squaredDistance(preActivation, z);
}

function recordLastPreActivation(context: Context, { z, preActivation }: Layer): void {
  const { backend: b, goal, hyperparameters, problem, rho } = context;
  const { targets } = problem.train;
  if (goal.loss === 'cross-entropy') {
    b.proxCrossEntropy(z, preActivation, targets, rho, hyperparameters.proxSolver);
    return;
  }
  const one = b.constant(1);
  const share = b.divide(one, b.add(one, rho));
  b.combine(z, [
    [share, targets],
    [b.multiply(rho, share), preActivation],
  ]);
}
