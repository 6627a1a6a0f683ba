import type { ActivationGap, BoxedStepSums, Matrix, Scalar } from './backend.ts';
import {
  ACTIVATION_TRIALS,
  CURVATURE_MARGIN,
  LARGEST_TAU_DROP,
  onGrid,
  SMALLEST_MEASURED_STEP,
  searchStepSize,
  withMargin,
} from './backtracking.ts';
import type { Context } from './context.ts';
import { recordDifference } from './difference.ts';
import type { Layer, LayerOutput } from './layers.ts';
import { fitScale, fitSize, roundingTolerance, SUM_ROUNDING } from './rounding.ts';

interface Block {
  readonly context: Context;
  readonly layer: Layer;
  readonly output: LayerOutput;
  readonly next: Layer;
  /** āW_{l+1}ᵀ + b_{l+1} − z_{l+1} while the step is taken, with a⁺ for ā after the block. */
  readonly residual: Matrix;
  /** ∇φ at ā. */
  readonly gradient: Matrix;
  /** D = a⁺ − ā and DW_{l+1}ᵀ. */
  readonly step: Matrix;
  readonly image: Matrix;
  readonly cap: Scalar;
  /** Of the last attempt: its sums, and ‖DW_{l+1}ᵀ‖². */
  readonly sums: BoxedStepSums & { readonly image: Scalar };
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

/** One step from the ā that is there to a⁺: Eq. (6) with backtracking on τ. a itself is in `previousA` by now. */
function takeStep(block: Block): void {
  const { context, layer, output, next, residual, gradient, step, image, cap, sums } = block;
  const { backend: b, activation, epsilon, rho } = context;
  const { a, previousA, point, tau } = output;
  b.product(gradient, residual, next.weightsProper, { scale: rho });
  b.assign(tau, firstTau(block));
  const operands = { point: point.a, a: previousA, g: gradient, tau, z: layer.z, epsilon };
  searchStepSize(b, {
    size: tau,
    trials: ACTIVATION_TRIALS,
    bound: () => cap,
    ceiling: cap,
    attempt: () => {
      const latest = b.boxedGradientStep(a, step, operands, activation);
      b.product(image, step, next.weightsProper, { transposeB: true });
      for (const name of ['step', 'moved', 'gradient', 'origin', 'slope'] as const)
        b.assign(sums[name], latest[name]);
      for (const name of ['squared', 'largest'] as const)
        b.assign(sums.gap[name], latest.gap[name]);
      b.assign(sums.image, b.dot(image, image));
      return { step: sums.step, curvature: b.multiply(rho, sums.image) };
    },
  });
  const smallest = b.multiply(sums.origin, b.constant(SMALLEST_MEASURED_STEP ** 2));
  b.when(b.greater(sums.step, smallest), () =>
    b.assign(output.curvature, b.divide(sums.image, sums.step)),
  );
}

/**
 * Whether ⟨G, a⁺ − a⟩ + (ρ/2)‖DWᵀ‖² ≤ 0, beyond the rounding of the sums. φ is convex: φ(a) ≥ φ(ā) + ⟨G, a − ā⟩, so that
 * ΔF is no larger, and what tells it exactly need not be computed.
 */
function surelyDescends({ context, sums }: Block): Scalar {
  const { backend: b, rho } = context;
  const { slope, gradient, moved, image } = sums;
  const half = b.multiply(b.multiply(rho, b.constant(0.5)), image);
  const rounding = b.multiply(
    b.constant(SUM_ROUNDING * b.roundoff),
    b.squareRoot(b.multiply(gradient, moved)),
  );
  return b.atLeast(b.subtract(b.constant(0), slope), b.add(withMargin(b, half), rounding));
}

/**
 * Records what settles whether the step raised F: ΔF = ρ Σ (r∘d + ½d∘d) with d = (a⁺ − a)Wᵀ and r = P − z_{l+1} at a
 * itself (mDLAM, Algorithm 2, line 22), which is left in `origin`. Beside the rounding of P, a⁺ itself is rounded to
 * within u|a|, which changes F by up to u‖∇φ‖‖a‖: at a corner of its box a step may be nothing else.
 */
function recordRaised(block: Block, origin: Matrix): void {
  const { context, output, next, residual, step, image, sums } = block;
  const { backend: b, rho, scratch } = context;
  const { previousA, point, raised } = output;
  const back = scratch.like('a back image', residual);
  recordDifference(b, step, point.a, previousA);
  b.product(back, step, next.weightsProper, { transposeB: true });
  recordDifference(b, origin, residual, back);
  const size = fitSize(context, origin, next.z);
  const change = back;
  b.combine(change, [
    [null, back],
    [null, image],
  ]);
  const [slope, moved] = [b.dot(origin, change), b.dot(change, change)];
  const difference = b.multiply(rho, b.add(slope, b.multiply(b.constant(0.5), moved)));
  const stored = b.squareRoot(b.multiply(sums.gradient, sums.origin));
  const scale = b.add(fitScale(context, size, moved), stored);
  b.assign(raised, b.greater(difference, roundingTolerance(context, scale)));
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
  const { a, previousA, point, tau, curvature } = output;
  const { weights, weightsProper } = next;
  const figure = (name: string) => b.scalar(`a${layer.index} ${name}`, 0);
  const square = (name: string) => figure(`${name} squared`);
  const block: Block = {
    context,
    layer,
    output,
    next,
    residual,
    gradient: scratch.like('a gradient', a),
    step: scratch.like('a step', a),
    image: scratch.like('a step image', residual),
    cap: onGrid(b, b.multiply(rho, b.dot(weightsProper, weightsProper))),
    sums: {
      step: square('step'),
      moved: square('move'),
      gradient: square('gradient'),
      origin: square('origin'),
      slope: figure('slope'),
      image: square('image'),
      gap: { squared: square('gap'), largest: figure('largest gap') },
    },
  };
  const formerTau = b.scalar(`tau${layer.index} before`, 0);
  const formerCurvature = b.scalar(`curvature${layer.index} before`, 0);
  b.assign(formerTau, tau);
  b.assign(formerCurvature, curvature);

  b.extrapolate(point.a, previousA, a, omega);
  b.product(residual, point.extended, weights, { transposeB: true });
  recordDifference(b, residual, residual, next.z);
  takeStep(block);
  b.assign(output.raised, b.constant(0));
  b.when(b.not(surelyDescends(block)), () => {
    const origin = scratch.like('residual before a', residual);
    recordRaised(block, origin);
    if (hyperparameters.algorithm === 'mdlam')
      b.when(output.raised, () => {
        b.assign(tau, formerTau);
        b.assign(curvature, formerCurvature);
        b.combine(point.a, [[null, previousA]]);
        b.combine(residual, [[null, origin]]);
        takeStep(block);
      });
  });
  b.assign(output.aStep, b.squareRoot(block.sums.moved));
  b.combine(residual, [
    [null, residual],
    [null, block.image],
  ]);
  return block.sums.gap;
}
