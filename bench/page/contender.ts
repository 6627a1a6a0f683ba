import type { ContenderFacts, ProductForm } from '../results.ts';

/** The operands of a product, row-major; B is A in a Gram matrix. */
export interface ProductInputs {
  readonly form: ProductForm;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** A ReLU network with biases, its data, and where gradient descent starts. */
export interface StepInputs {
  /** n_0, …, n_L. */
  readonly widths: readonly number[];
  readonly samples: number;
  /** `samples × n_0`, row-major. */
  readonly features: Float32Array;
  readonly labels: ArrayLike<number>;
  /** W_l, `n_l × (n_{l-1} + 1)`, row-major, b_l in the last column. */
  readonly weights: readonly Float64Array[];
  readonly rate: number;
}

/** A case that is ready to be computed again and again; everything it needs is on its device. */
export interface Prepared {
  /** What has to happen before a run and is no part of it. */
  readonly ready?: () => Promise<void>;
  /** Computes once, until one number of the result was read back. */
  readonly run: () => Promise<void>;
  /**
   * What the last run left: the product, or all W_l as in {@link StepInputs}. Row-major.
   */
  readonly result: () => Promise<readonly ArrayLike<number>[]>;
  readonly dispose: () => void;
}

/** A library that takes part. */
export interface Contender {
  readonly facts: Omit<ContenderFacts, 'error'>;
  /** null where it has none in this benchmark. */
  readonly product: ((inputs: ProductInputs) => Promise<Prepared>) | null;
  /** One full-batch gradient step on the mean softmax cross-entropy; null where the library cannot train. */
  readonly gradientStep: ((inputs: StepInputs) => Promise<Prepared>) | null;
}

/** Rows and columns of a product's operands as they are stored. */
export function operandShapes({ rows, columns, inner, transposeA, transposeB }: ProductForm): {
  readonly a: readonly [rows: number, columns: number];
  readonly b: readonly [rows: number, columns: number];
} {
  return {
    a: transposeA ? [inner, rows] : [rows, inner],
    b: transposeB ? [columns, inner] : [inner, columns],
  };
}
