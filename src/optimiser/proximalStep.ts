import type { Backend, Matrix, Scalar } from './backend.ts';
import { firstTrial, onGrid, searchStepSize, WEIGHT_TRIALS, withMargin } from './backtracking.ts';

/**
 * A proximal gradient step W̄ → prox_{Ω/θ}(W̄ − G/θ) on φ(W) + Ω(W) with φ(W) = (c/2)‖aWᵀ − z‖², mDLAM Eq. (3); θ is sought
 * on the powers of two until condition (2), θ‖D‖² ≥ c‖aDᵀ‖², holds. See docs/algorithm.md, "The W_l block".
 */
export interface ProximalStep {
  readonly backend: Backend;
  /** θ of the layer's last step, 0 before the first; afterwards that of this step. */
  readonly theta: Scalar;
  /** c. */
  readonly coefficient: Scalar;
  readonly lambda: Scalar;
  /** ‖aXᵀ‖² of a direction X, recorded together with what the caller wants to keep of aXᵀ. */
  readonly squaredImage: (x: Matrix) => Scalar;
}

/** c‖aHᵀ‖²/‖H‖², the curvature of φ along H. */
function curvatureAlong(step: ProximalStep, h: Matrix): Scalar {
  const { backend: b, coefficient, squaredImage } = step;
  return b.multiply(coefficient, b.divide(squaredImage(h), b.dot(h, h)));
}

/**
 * The step of ℓ2, or with λ = 0 of no regulariser, along H = G + λW̄: returns −1/(θ + λ), so that D is that times H. The
 * direction is the same for every θ, so one product settles θ.
 */
export function recordQuadraticStep(step: ProximalStep, h: Matrix): Scalar {
  const { backend: b, theta, lambda } = step;
  const curvature = withMargin(b, curvatureAlong(step, h));
  b.assign(theta, b.raiseByDoubling(firstTrial(b, theta), curvature));
  return b.divide(b.constant(-1), b.add(theta, lambda));
}

export interface ThresholdOperands {
  /** D, which is recorded; W's shape, like all but the last. */
  readonly d: Matrix;
  readonly weights: Matrix;
  /** W̄ = W + e. */
  readonly e: Matrix;
  /** Records W̄ itself, which only the very first step reads. */
  readonly point: () => Matrix;
  /** G = ∇φ(W̄). */
  readonly gradient: Matrix;
  /** a, whose norm bounds every curvature. */
  readonly inputs: Matrix;
}

/** The very first θ is sought from the curvature along a subgradient of φ + Ω at W̄. */
function recordFirstTheta(step: ProximalStep, operands: ThresholdOperands): void {
  const { backend: b, theta, lambda } = step;
  const { d: h, gradient, point } = operands;
  const unset = b.not(b.greater(theta, b.constant(0)));
  b.when(unset, () => {
    b.addSignPenalty(h, gradient, point(), lambda);
    b.assign(theta, onGrid(b, curvatureAlong(step, h)));
  });
}

/** The step of ℓ1: D = prox_{λ/θ}(W̄ − G/θ) − W̄, soft-thresholding; `squaredImage` has last seen D. */
export function recordSoftThresholdStep(step: ProximalStep, operands: ThresholdOperands): void {
  const { backend: b, theta, coefficient, lambda, squaredImage } = step;
  const { d, weights, e, gradient, inputs } = operands;
  recordFirstTheta(step, operands);
  b.assign(theta, firstTrial(b, theta));
  searchStepSize(b, {
    size: theta,
    trials: WEIGHT_TRIALS,
    bound: () => onGrid(b, b.multiply(coefficient, b.dot(inputs, inputs))),
    attempt: () => {
      b.softThresholdStep(d, weights, e, gradient, theta, lambda);
      const moved = squaredImage(d);
      return { step: b.dot(d, d), curvature: b.multiply(coefficient, moved) };
    },
  });
}
