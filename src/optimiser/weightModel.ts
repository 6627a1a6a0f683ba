import type { Matrix, Scalar, Term } from './backend.ts';
import type { Context } from './context.ts';
import { recordDifference } from './difference.ts';
import type { Layer } from './layers.ts';

/**
 * φ_l around the W that a block starts from: φ(W + E) = φ(W) + ⟨G₀, E⟩ + (ρ/2)‖aEᵀ‖². E is known to it by an image that
 * is linear in E, so that extrapolations and sums of steps take sums of images and no product of their own: ES with
 * S = aᵀa ({@link gramModel}) or aEᵀ itself ({@link sampleModel}).
 */
export interface WeightModel {
  /** A working matrix for an image. */
  image(role: string): Matrix;
  /** Records what the data alone settle; before the first iteration. */
  prepare(): void;
  /** Records anew what is kept from block to block, so that its rounding does not add up. */
  refresh(): void;
  /** Records what a block starts with, once W, z and P_l − z_l are there. */
  begin(): void;
  /** out = image of X, for X of W's shape. */
  apply(out: Matrix, x: Matrix): void;
  /** The image of W − W_prev, which is given. */
  velocityImage(velocity: Matrix): Matrix;
  /** out = ∇φ(W + fE), E given by its image and f, null for 1; no term at all for 0. */
  gradientAt(out: Matrix, at: Term | null): void;
  /** ‖aXᵀ‖². */
  squared(x: Matrix, image: Matrix): Scalar;
  /** φ(W + E) − φ(W), as a sum of changes; `squared` is ‖aEᵀ‖². */
  change(e: Matrix, image: Matrix, squared: Scalar): Scalar;
  /** Records P_l = aWᵀ once W + E is W. */
  finish(): void;
  /**
   * The image of W − W_prev where it is kept from block to block, a part of the run's state: a block begins with it and
   * leaves the image of its own E there.
   */
  readonly keptImage: Matrix | null;
  readonly owned: readonly Matrix[];
}

export interface ModelOperands {
  readonly context: Pick<Context, 'backend' | 'rho' | 'scratch'>;
  readonly layer: Pick<Layer, 'index' | 'inputs' | 'weights' | 'previousWeights' | 'preActivation'>;
  /** P_l − z_l of the block's beginning. */
  readonly residual: Matrix;
}

/** What an iteration multiplies, to choose between the models. */
export interface ModelCost {
  readonly samples: number;
  /** W is `outputs × inputs`. */
  readonly inputs: number;
  readonly outputs: number;
  /** Proximal steps of a block. */
  readonly steps: number;
  /** a never changes. */
  readonly constant: boolean;
}

/**
 * Which model multiplies less while no step is taken again. With N samples, W `m × n` and s steps a block, by images aEᵀ:
 * 2sNmn for the steps, Nmn for W − W_prev, Nmn for P; by ES: 2Nmn for G₀ and P, smn² for the steps, and where a changes
 * Nn² for S and mn² for W − W_prev.
 */
export function gramPays({ samples, inputs, outputs, steps, constant }: ModelCost): boolean {
  const product = samples * outputs * inputs;
  const application = outputs * inputs * inputs;
  const changing = constant ? 0 : 1;
  const bySamples = (2 * steps + 2) * product;
  const build = changing * samples * inputs * inputs;
  const byGram = 2 * product + build + (steps + changing) * application;
  return byGram <= bySamples;
}

/** W − W_prev. */
export function recordVelocity({ context, layer }: Pick<ModelOperands, 'context' | 'layer'>) {
  const velocity = context.scratch.like('W velocity', layer.weights);
  recordDifference(context.backend, velocity, layer.weights, layer.previousWeights);
  return velocity;
}

/**
 * The image of E is ES with S = aᵀa, of W's shape: no step, extrapolation or second take needs a product over the samples.
 * For l = 1, where S never changes, the image of W − W_prev is that of the last block's E.
 */
export function gramModel(operands: ModelOperands): WeightModel {
  const { context, layer, residual } = operands;
  const { backend: b, rho, scratch } = context;
  const { index, inputs, weights, preActivation } = layer;
  const gram = b.matrix(weights.columns, weights.columns, `S${index}`);
  const kept = index === 1 ? b.matrix(weights.rows, weights.columns, 'image of W1 velocity') : null;
  const start = scratch.like('G0', weights);
  const build = () => b.product(gram, inputs, inputs, { transposeA: true });
  const image = (role: string) => scratch.like(`${role} image`, weights);
  const apply = (out: Matrix, x: Matrix) => b.product(out, x, gram);
  return {
    image,
    apply,
    keptImage: kept,
    owned: kept ? [gram, kept] : [gram],
    prepare: () => {
      if (kept) build();
    },
    refresh: () => {
      if (kept) apply(kept, recordVelocity(operands));
    },
    begin: () => {
      if (!kept) build();
      b.product(start, residual, inputs, { transposeA: true, scale: rho });
    },
    velocityImage: (velocity) => {
      if (kept) return kept;
      const formed = image('W velocity');
      apply(formed, velocity);
      return formed;
    },
    gradientAt: (out, at) => {
      const terms: readonly Term[] = [[null, start]];
      if (!at) return b.combine(out, terms);
      const [factor, moved] = at;
      b.combine(out, [...terms, [factor ? b.multiply(rho, factor) : rho, moved]]);
    },
    squared: (x, of) => b.dot(of, x),
    change: (e, _, squared) =>
      b.add(b.dot(start, e), b.multiply(b.multiply(rho, b.constant(0.5)), squared)),
    finish: () => b.product(preActivation, inputs, weights, { transposeB: true }),
  };
}

/** The image of E is aEᵀ, of P's shape: S is never formed, which is cheaper where W has few rows. */
export function sampleModel(operands: ModelOperands): WeightModel {
  const { context, layer, residual } = operands;
  const { backend: b, rho, scratch } = context;
  const { inputs, weights, preActivation } = layer;
  const image = (role: string) => scratch.like(`${role} image`, preActivation);
  const apply = (out: Matrix, x: Matrix) => b.product(out, inputs, x, { transposeB: true });
  return {
    image,
    apply,
    keptImage: null,
    owned: [],
    prepare: () => undefined,
    refresh: () => undefined,
    begin: () => undefined,
    velocityImage: (velocity) => {
      const formed = image('W velocity');
      apply(formed, velocity);
      return formed;
    },
    gradientAt: (out, at) => {
      const moved = scratch.like('moved residual', residual);
      if (at) b.combine(moved, [[null, residual], at]);
      b.product(out, at ? moved : residual, inputs, { transposeA: true, scale: rho });
    },
    squared: (_, of) => b.dot(of, of),
    change: (_, of, squared) =>
      b.multiply(rho, b.add(b.dot(residual, of), b.multiply(b.constant(0.5), squared))),
    finish: () => apply(preActivation, weights),
  };
}
