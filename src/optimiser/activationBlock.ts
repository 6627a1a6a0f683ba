import type { ActivationGap, BoxedStepSquares, Matrix, Scalar } from './backend.ts';
import {
  ACTIVATION_TRIALS,
  CURVATURE_MARGIN,
  LARGEST_TAU_DROP,
  onGrid,
  SMALLEST_MEASURED_STEP,
  searchStepSize,
} from './backtracking.ts';
import type { Context } from './context.ts';
import { recordDifference } from './difference.ts';
import type { Layer, LayerOutput } from './layers.ts';
import { fitScale, fitSize, roundingTolerance } from './rounding.ts';

interface Block {
  readonly context: Context;
  readonly layer: Layer;
  readonly output: LayerOutput;
  readonly next: Layer;
  /** P_{l+1} − z_{l+1}. */
  readonly residual: Matrix;
  /** a − a_prev and its image under W_{l+1}. */
  readonly velocity: Matrix;
  readonly velocityImage: Matrix;
  /** ∇φ at the point that the step starts from. */
  readonly gradient: Matrix;
  readonly candidate: Matrix;
  /** (a⁺ − a)W_{l+1}ᵀ. */
  readonly change: Matrix;
  readonly cap: Scalar;
  /** Of the last attempt: its sums of squares, and ‖DW_{l+1}ᵀ‖². */
  readonly squares: BoxedStepSquares & { readonly image: Scalar };
  /** ‖P_{l+1} − z_{l+1}‖ + 2‖z_{l+1}‖. */
  readonly fit: Scalar;
}

/**
 * Where the search for τ begins: cap/32 the first time, later max(τ_prev/2, cap·2⁻¹²), or τ_prev where the curvature
 * that the last step measured says that half of it would fail: most steps then need one trial. Never above cap.
 */
function firstTau({ context, output, cap }: Block): Scalar {
  const { backend: b, rho } = context;
  const { tau, curvature } = output;
  const start = b.scalar('first tau', 0);
  b.assign(start, b.multiply(cap, b.constant(1 / 32)));
  b.when(b.greater(tau, b.constant(0)), () => {
    const half = b.multiply(tau, b.constant(0.5));
    const expected = b.multiply(b.multiply(rho, curvature), b.constant(CURVATURE_MARGIN));
    b.assign(start, b.maximum(half, b.multiply(cap, b.constant(LARGEST_TAU_DROP))));
    b.when(b.greater(expected, half), () => b.assign(start, tau));
  });
  return b.minimum(start, cap);
}

/** One step from ā = a + ω(a − a_prev), ω = null standing for 0: Eq. (6) with backtracking on τ. */
function takeStep(block: Block, omega: Scalar | null): void {
  const { context, layer, output, next, residual, velocity, velocityImage, cap } = block;
  const { backend: b, activation, epsilon, rho, scratch } = context;
  const { squares } = block;
  const { tau } = output;
  const point = omega ? block.change : residual;
  if (omega)
    b.combine(point, [
      [null, residual],
      [omega, velocityImage],
    ]);
  const { gradient } = block;
  b.product(gradient, point, next.weightsProper, { scale: rho });
  const step = scratch.like('a step', output.a);
  const image = scratch.like('a step image', residual);
  b.assign(tau, firstTau(block));
  searchStepSize(b, {
    size: tau,
    trials: ACTIVATION_TRIALS,
    bound: () => cap,
    ceiling: cap,
    attempt: () => {
      const sums = b.boxedGradientStep(
        block.candidate,
        step,
        {
          a: output.a,
          v: velocity,
          omega: omega ?? b.constant(0),
          g: gradient,
          tau,
          z: layer.z,
          epsilon,
        },
        activation,
      );
      b.product(image, step, next.weightsProper, { transposeB: true });
      for (const name of ['step', 'moved', 'gradient', 'origin'] as const)
        b.assign(squares[name], sums[name]);
      for (const name of ['squared', 'largest'] as const)
        b.assign(squares.gap[name], sums.gap[name]);
      b.assign(squares.image, b.dot(image, image));
      return { step: squares.step, curvature: b.multiply(rho, squares.image) };
    },
  });
  const smallest = b.multiply(squares.origin, b.constant(SMALLEST_MEASURED_STEP ** 2));
  b.when(b.greater(squares.step, smallest), () =>
    b.assign(output.curvature, b.divide(squares.image, squares.step)),
  );
  b.combine(
    block.change,
    omega
      ? [
          [null, image],
          [omega, velocityImage],
        ]
      : [[null, image]],
  );
}

/**
 * Whether the step raised F: ΔF = ρ Σ (r∘d + ½d∘d), d = (a⁺ − a)Wᵀ (mDLAM, Algorithm 2, line 22). Beside the rounding
 * of P, a⁺ itself is rounded to within u|a|, which changes F by up to u‖∇φ‖‖a‖: at a corner of its box a step may be
 * nothing else.
 */
function raisedObjective({ context, residual, change, squares, fit }: Block): Scalar {
  const { backend: b, rho } = context;
  const moved = b.dot(change, change);
  const difference = b.multiply(
    rho,
    b.add(b.dot(residual, change), b.multiply(b.constant(0.5), moved)),
  );
  const image = fitScale(context, fit, moved);
  const stored = b.squareRoot(b.multiply(squares.gradient, squares.origin));
  return b.greater(difference, roundingTolerance(context, b.add(image, stored)));
}

/**
 * Records the a_l block, l < L: a_prev ← a, a ← a⁺ of mDLAM Eq. (6) with W_{l+1}, z_{l+1} of the last iteration. Leaves
 * P_{l+1} − z_{l+1} in `residual` for the W_{l+1} block, which forms P_{l+1} itself; returns how far a_l is from h(z_l).
 * See docs/algorithm.md, "The a_l block".
 */
export function recordActivationBlock(
  context: Context,
  layer: Layer,
  output: LayerOutput,
  next: Layer,
  residual: Matrix,
): ActivationGap {
  const { backend: b, hyperparameters, omega, rho, scratch } = context;
  const { a, previousA, tau, curvature } = output;
  const { weightsProper, preActivation } = next;
  recordDifference(b, residual, preActivation, next.z);
  const figure = (name: string) => b.scalar(`a${layer.index} ${name}`, 0);
  const square = (name: string) => figure(`${name} squared`);
  const block: Block = {
    context,
    layer,
    output,
    next,
    residual,
    fit: fitSize(context, residual, next.z),
    velocity: scratch.like('a velocity', a),
    velocityImage: scratch.like('a velocity image', preActivation),
    gradient: scratch.like('a gradient', a),
    candidate: scratch.like('a candidate', a),
    change: scratch.like('a change image', preActivation),
    cap: onGrid(b, b.multiply(rho, b.dot(weightsProper, weightsProper))),
    squares: {
      step: square('step'),
      moved: square('move'),
      gradient: square('gradient'),
      origin: square('origin'),
      image: square('image'),
      gap: { squared: square('gap'), largest: figure('largest gap') },
    },
  };
  recordDifference(b, block.velocity, a, previousA);
  b.product(block.velocityImage, block.velocity, weightsProper, { transposeB: true });

  const formerTau = b.scalar(`tau${layer.index} before`, 0);
  const formerCurvature = b.scalar(`curvature${layer.index} before`, 0);
  b.assign(formerTau, tau);
  b.assign(formerCurvature, curvature);
  takeStep(block, omega);
  b.assign(output.raised, raisedObjective(block));
  if (hyperparameters.algorithm === 'mdlam')
    b.when(output.raised, () => {
      b.assign(tau, formerTau);
      b.assign(curvature, formerCurvature);
      takeStep(block, null);
    });
  b.combine(previousA, [[null, a]]);
  b.combine(a, [[null, block.candidate]]);
  b.assign(output.aStep, b.squareRoot(block.squares.moved));
  b.combine(residual, [
    [null, residual],
    [null, block.change],
  ]);
  return block.squares.gap;
}
