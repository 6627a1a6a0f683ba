import type { Matrix, Scalar, Term } from './backend.ts';
import type { Context } from './context.ts';
import { recordDifference } from './difference.ts';
import type { Gram } from './gram.ts';
import type { Layer } from './layers.ts';
import { fistaCoefficients } from './momentum.ts';
import { type ProximalStep, recordQuadraticStep, recordSoftThresholdStep } from './proximalStep.ts';
import { fitScale, roundingTolerance } from './rounding.ts';

/** E with W̄ = W + E, and ES; both null stand for zero. */
interface Displacement {
  readonly e: Matrix;
  readonly es: Matrix;
}

/** The matrices of a W-block, all of W's shape: E is W⁺ − W so far. */
interface Workspace {
  readonly gradient: Matrix;
  readonly direction: Matrix;
  readonly directionGram: Matrix;
  readonly current: Displacement;
  readonly former: Displacement;
  readonly extrapolated: Displacement;
  readonly zero: Matrix;
  /** W⁺ under ℓ1, where thresholded weights are exactly 0; W + E would leave rounding there. */
  readonly thresholded: Matrix;
}

interface Block {
  readonly context: Context;
  readonly layer: Layer;
  readonly gram: Gram;
  readonly lambda: Scalar;
  readonly steps: number;
  readonly workspace: Workspace;
}

/** The term, and the former point where there is one. */
function onto(term: Term, former: Matrix | undefined): readonly Term[] {
  return former ? [term, [null, former]] : [term];
}

function createWorkspace({ scratch }: Context, { weights }: Layer): Workspace {
  const like = (role: string) => scratch.like(role, weights);
  const pair = (role: string): Displacement => ({ e: like(role), es: like(`${role} S`) });
  return {
    gradient: like('G0'),
    direction: like('D'),
    directionGram: like('DS'),
    current: pair('E'),
    former: pair('former E'),
    extrapolated: pair('extrapolated E'),
    zero: like('zero'),
    thresholded: like('thresholded W'),
  };
}

/** What the step shares with other methods; the images of directions come from S, as ⟨XS, X⟩ = ‖aXᵀ‖². */
function proximalStep({ context, layer, gram, lambda, workspace }: Block): ProximalStep {
  const { backend, rho } = context;
  const { directionGram } = workspace;
  const squaredImage = (x: Matrix): Scalar => {
    gram.apply(directionGram, x);
    return backend.dot(directionGram, x);
  };
  return { backend, theta: layer.theta, coefficient: rho, lambda, squaredImage };
}

/** current ← base − H/(θ + λ) with H = ∇φ(W̄) + λW̄: the proximal step of ℓ2 (λ = 0: of no regulariser), Eq. (3). */
function quadraticStep(block: Block, base: Displacement | null): void {
  const { context, layer, lambda, workspace } = block;
  const { backend: b, rho } = context;
  const { gradient, direction: h, directionGram: hs, current } = workspace;
  b.combine(h, [
    [null, gradient],
    [lambda, layer.weights],
  ]);
  if (base)
    b.combine(h, [
      [null, h],
      [rho, base.es],
      [lambda, base.e],
    ]);
  const scale = recordQuadraticStep(proximalStep(block), h);
  b.combine(current.e, onto([scale, h], base?.e));
  b.combine(current.es, onto([scale, hs], base?.es));
}

/** current ← base + D with D = prox_{λ/θ}(W̄ − ∇φ(W̄)/θ) − W̄, soft-thresholding, Eq. (3). */
function softThresholdedStep(block: Block, base: Displacement | null): void {
  const { context, layer, workspace } = block;
  const { backend: b, rho, scratch } = context;
  const { gradient, direction: d, directionGram: ds, current, former, zero } = workspace;
  const { weights, inputs } = layer;
  const smooth = scratch.like('smooth gradient', weights);
  b.combine(
    smooth,
    base
      ? [
          [null, gradient],
          [rho, base.es],
        ]
      : [[null, gradient]],
  );
  const from: readonly Term[] = onto([null, weights], base?.e);
  const point = (): Matrix => {
    if (base) b.combine(former.e, from);
    return base ? former.e : weights;
  };
  const e = base?.e ?? zero;
  recordSoftThresholdStep(proximalStep(block), { d, weights, e, point, gradient: smooth, inputs });
  b.combine(workspace.thresholded, [...from, [null, d]]);
  b.combine(current.e, onto([null, d], base?.e));
  b.combine(current.es, onto([null, ds], base?.es));
}

/** base ← (1 + β)·current − β·former, in E and in ES. */
function extrapolate({ context, workspace }: Block, beta: number): Displacement {
  const { backend: b } = context;
  const { current, former, extrapolated } = workspace;
  const [ahead, back] = [b.constant(1 + beta), b.constant(-beta)];
  b.combine(extrapolated.e, [
    [ahead, current.e],
    [back, former.e],
  ]);
  b.combine(extrapolated.es, [
    [ahead, current.es],
    [back, former.es],
  ]);
  return extrapolated;
}

/** All inner steps of the block: the first from `start`, the later ones with FISTA's momentum if asked for. */
function takeSteps(block: Block, start: Displacement | null, momentum: boolean): void {
  const { context, workspace, steps } = block;
  const { backend: b } = context;
  const { current, former } = workspace;
  const step = context.goal.regulariser === 'l1' ? softThresholdedStep : quadraticStep;
  step(block, start);
  const betas = fistaCoefficients(steps);
  betas.forEach((beta, index) => {
    const moving = momentum && index > 0;
    const base = moving ? extrapolate(block, beta) : current;
    if (momentum) {
      b.combine(former.e, [[null, current.e]]);
      b.combine(former.es, [[null, current.es]]);
    }
    step(block, base);
  });
}

/** Ω(W + E) − Ω(W), summed as differences. */
function penaltyChange({ context, layer, lambda, workspace }: Block): Scalar {
  const { backend: b, goal } = context;
  const { e } = workspace.current;
  switch (goal.regulariser) {
    case 'none':
      return b.constant(0);
    case 'l1':
      return b.multiply(lambda, b.absoluteSumChange(layer.weights, e));
    case 'l2':
      return b.multiply(
        lambda,
        b.add(b.dot(layer.weights, e), b.multiply(b.constant(0.5), b.dot(e, e))),
      );
  }
}

/** Whether the block raised F: ΔF = ⟨G₀, E⟩ + (ρ/2)⟨ES, E⟩ + ΔΩ beyond its rounding (mDLAM, Algorithm 2, line 7). */
function raisedObjective(block: Block, residual: Matrix): Scalar {
  const { context, layer, lambda, workspace } = block;
  const { backend: b, rho } = context;
  const { e, es } = workspace.current;
  const moved = b.dot(es, e);
  const change = b.add(
    b.add(b.dot(workspace.gradient, e), b.multiply(b.multiply(rho, b.constant(0.5)), moved)),
    penaltyChange(block),
  );
  const fit = fitScale(context, residual, layer.z, moved);
  const penalty = b.multiply(
    lambda,
    b.squareRoot(b.multiply(b.dot(layer.weights, layer.weights), b.dot(e, e))),
  );
  return b.greater(change, roundingTolerance(context, b.add(fit, penalty)));
}

/**
 * Records the W_l block: W_prev ← W, W ← W⁺ of mDLAM Eq. (3) with extrapolation, backtracking on condition (2) and,
 * for mDLAM, the second take from W itself; then P_l = a_{l-1}W_lᵀ anew. See docs/algorithm.md, "The W_l block".
 */
export function recordWeightBlock(context: Context, layer: Layer, gram: Gram): void {
  const { backend: b, goal, hyperparameters, omega, rho, scratch } = context;
  const { weights, previousWeights, inputs, preActivation } = layer;
  const workspace = createWorkspace(context, layer);
  const lambda = b.constant(
    goal.regulariser === 'none' ? 0 : (goal.lambda[layer.index - 1] as number),
  );
  const steps = hyperparameters.innerSteps[layer.index - 1] as number;
  const block: Block = { context, layer, gram, lambda, steps, workspace };
  const residual = scratch.like('residual', preActivation);
  recordDifference(b, residual, preActivation, layer.z);
  b.product(workspace.gradient, residual, inputs, { transposeA: true, scale: rho });
  gram.refresh();

  const { extrapolated, direction, directionGram } = workspace;
  const formerTheta = b.scalar(`theta${layer.index} before`, 0);
  b.assign(formerTheta, layer.theta);
  recordDifference(b, direction, weights, previousWeights);
  gram.apply(directionGram, direction);
  b.combine(extrapolated.e, [[omega, direction]]);
  b.combine(extrapolated.es, [[omega, directionGram]]);
  takeSteps(block, extrapolated, true);
  b.assign(layer.weightsRaised, raisedObjective(block, residual));
  if (hyperparameters.algorithm === 'mdlam')
    b.when(layer.weightsRaised, () => {
      b.assign(layer.theta, formerTheta);
      takeSteps(block, null, false);
    });
  b.combine(previousWeights, [[null, weights]]);
  if (goal.regulariser === 'l1') b.combine(weights, [[null, workspace.thresholded]]);
  else
    b.combine(weights, [
      [null, weights],
      [null, workspace.current.e],
    ]);
  b.product(preActivation, inputs, weights, { transposeB: true });
}
