import type { Matrix, Scalar, Term } from './backend.ts';
import type { Context } from './context.ts';
import type { Layer } from './layers.ts';
import { fistaCoefficients } from './momentum.ts';
import { type ProximalStep, recordQuadraticStep, recordSoftThresholdStep } from './proximalStep.ts';
import { fitScale, fitSize, roundingTolerance } from './rounding.ts';
import { recordVelocity, type WeightModel } from './weightModel.ts';

/** W̄ = W + fE: E and its image (WeightModel), and f, null for 1. */
interface Displacement {
  readonly factor: Scalar | null;
  readonly e: Matrix;
  readonly image: Matrix;
}

/** Working matrices of a W-block, images apart all of W's shape: E is W⁺ − W so far. */
interface Workspace {
  readonly direction: Matrix;
  readonly directionImage: Matrix;
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
  readonly model: WeightModel;
  readonly lambda: Scalar;
  readonly steps: number;
  readonly workspace: Workspace;
}

/** The term, and the displacement's E or image where there is one. */
function onto(term: Term, base: Displacement | null, of: 'e' | 'image'): readonly Term[] {
  return base ? [term, [base.factor, base[of]]] : [term];
}

function createWorkspace({ scratch }: Context, { weights }: Layer, model: WeightModel): Workspace {
  const like = (role: string) => scratch.like(role, weights);
  const pair = (role: string, image = model.image(role)): Displacement => {
    return { factor: null, e: like(role), image };
  };
  return {
    direction: like('D'),
    directionImage: model.image('D'),
    current: pair('E', model.keptImage ?? undefined),
    former: pair('former E'),
    extrapolated: pair('extrapolated E'),
    zero: like('zero'),
    thresholded: like('thresholded W'),
  };
}

/** What the step shares with other methods. */
function proximalStep({ context, layer, model, lambda, workspace }: Block): ProximalStep {
  const { backend, rho } = context;
  const { directionImage } = workspace;
  const squaredImage = (x: Matrix): Scalar => {
    model.apply(directionImage, x);
    return model.squared(x, directionImage);
  };
  return { backend, theta: layer.theta, coefficient: rho, lambda, squaredImage };
}

/** current ← base − H/(θ + λ) with H = ∇φ(W̄) + λW̄: the proximal step of ℓ2 (without a regulariser λ = 0), Eq. (3). */
function quadraticStep(block: Block, base: Displacement | null): void {
  const { context, layer, model, lambda, workspace } = block;
  const { backend: b, goal } = context;
  const { direction: h, directionImage, current } = workspace;
  model.gradientAt(h, base && [base.factor, base.image]);
  if (goal.regulariser === 'l2') {
    const decay: readonly Term[] = [
      [null, h],
      [lambda, layer.weights],
    ];
    const ahead = base?.factor ? b.multiply(lambda, base.factor) : lambda;
    b.combine(h, base ? [...decay, [ahead, base.e]] : decay);
  }
  const scale = recordQuadraticStep(proximalStep(block), h);
  b.combine(current.e, onto([scale, h], base, 'e'));
  b.combine(current.image, onto([scale, directionImage], base, 'image'));
}

/** fE itself. */
function whole({ context, workspace }: Block, { factor, e }: Displacement): Matrix {
  if (!factor) return e;
  const scaled = workspace.extrapolated.e;
  context.backend.combine(scaled, [[factor, e]]);
  return scaled;
}

/** current ← base + D with D = prox_{λ/θ}(W̄ − ∇φ(W̄)/θ) − W̄, soft-thresholding, Eq. (3). */
function softThresholdedStep(block: Block, base: Displacement | null): void {
  const { context, layer, model, workspace } = block;
  const { backend: b, scratch } = context;
  const { direction: d, directionImage, current, former, zero } = workspace;
  const { weights, inputs } = layer;
  const gradient = scratch.like('smooth gradient', weights);
  model.gradientAt(gradient, base && [base.factor, base.image]);
  const e = base ? whole(block, base) : zero;
  const from: readonly Term[] = base
    ? [
        [null, weights],
        [null, e],
      ]
    : [[null, weights]];
  const point = (): Matrix => {
    if (base) b.combine(former.e, from);
    return base ? former.e : weights;
  };
  recordSoftThresholdStep(proximalStep(block), { d, weights, e, point, gradient, inputs });
  b.combine(workspace.thresholded, [...from, [null, d]]);
  b.combine(
    current.e,
    base
      ? [
          [null, d],
          [null, e],
        ]
      : [[null, d]],
  );
  b.combine(current.image, onto([null, directionImage], base, 'image'));
}

/** base ← (1 + β)·current − β·former, in E and in its image. */
function extrapolate({ context, workspace }: Block, beta: number): Displacement {
  const { backend: b } = context;
  const { current, former, extrapolated } = workspace;
  const [ahead, back] = [b.constant(1 + beta), b.constant(-beta)];
  b.combine(extrapolated.e, [
    [ahead, current.e],
    [back, former.e],
  ]);
  b.combine(extrapolated.image, [
    [ahead, current.image],
    [back, former.image],
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
      b.combine(former.image, [[null, current.image]]);
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

/** Whether the block raised F: the change of φ and of Ω, beyond its rounding (mDLAM, Algorithm 2, line 7). */
function raisedObjective(block: Block, fitted: Scalar): Scalar {
  const { context, layer, model, lambda, workspace } = block;
  const { backend: b } = context;
  const { e, image } = workspace.current;
  const moved = model.squared(e, image);
  const change = b.add(model.change(e, image, moved), penaltyChange(block));
  const fit = fitScale(context, fitted, moved);
  const penalty = b.multiply(
    lambda,
    b.squareRoot(b.multiply(b.dot(layer.weights, layer.weights), b.dot(e, e))),
  );
  return b.greater(change, roundingTolerance(context, b.add(fit, penalty)));
}

/**
 * Records the W_l block: W_prev ← W, W ← W⁺ of mDLAM Eq. (3) with extrapolation, backtracking on condition (2) and,
 * for mDLAM, the second take from W itself; P_l = a_{l-1}W_lᵀ comes along. `residual` is P_l − z_l as the block before
 * left it. See docs/algorithm.md, "The W_l block".
 */
export function recordWeightBlock(
  context: Context,
  layer: Layer,
  model: WeightModel,
  residual: Matrix,
): void {
  const { backend: b, goal, hyperparameters, omega } = context;
  const { weights, previousWeights } = layer;
  const workspace = createWorkspace(context, layer, model);
  const lambda = b.constant(
    goal.regulariser === 'none' ? 0 : (goal.lambda[layer.index - 1] as number),
  );
  const steps = hyperparameters.innerSteps[layer.index - 1] as number;
  const block: Block = { context, layer, model, lambda, steps, workspace };
  const fitted = fitSize(context, residual, layer.z);
  model.begin();

  const { current } = workspace;
  const formerTheta = b.scalar(`theta${layer.index} before`, 0);
  b.assign(formerTheta, layer.theta);
  const velocity = recordVelocity(block);
  const image = model.velocityImage(velocity);
  takeSteps(block, { factor: omega, e: velocity, image }, true);
  b.assign(layer.weightsRaised, raisedObjective(block, fitted));
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
      [null, current.e],
    ]);
  model.finish();
}
