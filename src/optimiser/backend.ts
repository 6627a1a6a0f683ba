/**
 * The port between the algorithms and the engines that compute. An algorithm RECORDS operations on
 * handles; nothing here returns a number, so a whole iteration — backtracking and rejection
 * included — runs on the device without a round trip. The CPU engine runs what is recorded in
 * float64; the GPU engine turns it into one command buffer in float32.
 */

import type { ColumnScale } from '../model/scaleColumns.ts';

/** A matrix on the engine, row-major. A view shares the rows of its parent and its leading columns. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly label: string;
}

/** One number on the engine. Flags are scalars, 0 = false. */
export interface Scalar {
  readonly label: string;
}

/** coefficient · matrix; a coefficient of null is 1. */
export type Term = readonly [coefficient: Scalar | null, matrix: Matrix];

export interface ProductOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  /** out = scale · op(A)·op(B). */
  readonly scale?: Scalar;
}

/** Arithmetic on device scalars; each operation returns a fresh scalar that the next may read. */
export interface ScalarArithmetic {
  constant(value: number): Scalar;
  add(x: Scalar, y: Scalar): Scalar;
  subtract(x: Scalar, y: Scalar): Scalar;
  multiply(x: Scalar, y: Scalar): Scalar;
  /** x / y, and 0 where y = 0. */
  divide(x: Scalar, y: Scalar): Scalar;
  minimum(x: Scalar, y: Scalar): Scalar;
  maximum(x: Scalar, y: Scalar): Scalar;
  squareRoot(x: Scalar): Scalar;
  /** x > y as a flag. */
  greater(x: Scalar, y: Scalar): Scalar;
  /** x ≥ y as a flag. */
  atLeast(x: Scalar, y: Scalar): Scalar;
  and(x: Scalar, y: Scalar): Scalar;
  not(x: Scalar): Scalar;
  /** The smallest start·2^j ≥ bound with integer j ≥ 0; `start` must be positive. Exact in binary. */
  raiseByDoubling(start: Scalar, bound: Scalar): Scalar;
  /** target ← source; the only operation that changes an existing scalar. */
  assign(target: Scalar, source: Scalar): void;
}

/** How long a kernel took, once. */
export interface KernelTime {
  readonly kernel: string;
  /** What it computed, in words; may be empty. */
  readonly detail: string;
  /** Floating-point operations of a product; 0 where memory sets the time. */
  readonly flops: number;
  readonly milliseconds: number;
}

/** A body of recorded operations, ready to run any number of times. */
export interface Program {
  readonly label: string;
}

export type ActivationName = 'relu' | 'leaky-relu' | 'sigmoid' | 'tanh';

/** Which rows a mini-batch takes: row i is row π(start + i) of the source, see {@link MatrixOperations.gatherRows}. */
export interface SampleOrder {
  /** Chooses the permutation π of a pass: an integer, 0 ≤ key < 2²⁴. */
  readonly key: Scalar;
  /** Samples of the pass used before this batch. */
  readonly start: Scalar;
}

/** Coefficients of {@link MatrixOperations.adaptiveStep}. */
export interface AdaptiveCoefficients {
  readonly decay: Scalar;
  readonly gain: Scalar;
  readonly size: Scalar;
  readonly correction: Scalar;
  readonly epsilon: Scalar;
}

/** Of {@link MatrixOperations.clampToActivationBand}: ‖change of z‖² and, with the new z, ‖p − z‖², fresh scalars. */
export interface BandSquares {
  readonly moved: Scalar;
  readonly residual: Scalar;
}

/** ‖a − h(z)‖² and max |a − h(z)|, fresh scalars. */
export interface ActivationGap {
  readonly squared: Scalar;
  readonly largest: Scalar;
}

/**
 * Of {@link MatrixOperations.boxedGradientStep}: ‖step‖², ‖candidate − a‖², ‖g‖², ‖a‖² and ⟨g, candidate − a⟩, and how
 * far the candidate is from h(z), fresh scalars.
 */
export interface BoxedStepSums {
  readonly step: Scalar;
  readonly moved: Scalar;
  readonly gradient: Scalar;
  readonly origin: Scalar;
  readonly slope: Scalar;
  readonly gap: ActivationGap;
}

/** The operations on matrices that an algorithm records. `out` never aliases an input unless said so. */
export interface MatrixOperations {
  /** out = scale · op(A)·op(B). */
  product(out: Matrix, a: Matrix, b: Matrix, options?: ProductOptions): void;
  /** out = Σ coefficient·matrix over one to three terms; `out` may be one of the matrices. */
  combine(out: Matrix, terms: readonly Term[]): void;
  /** Σ x∘y, as a fresh scalar. */
  dot(x: Matrix, y: Matrix): Scalar;
  /** ‖x − y‖², as a fresh scalar; x − y is formed in passing. */
  squaredDistance(x: Matrix, y: Matrix): Scalar;
  /** Σ |x|, as a fresh scalar. */
  absoluteSum(x: Matrix): Scalar;
  /** Σ (|x + d| − |x|), summed as differences so that no cancellation hides the sign. */
  absoluteSumChange(x: Matrix, d: Matrix): Scalar;
  /** out = h(z). */
  activate(out: Matrix, z: Matrix, h: ActivationName): void;
  /** out = g + λ·sign(w): a subgradient of φ + λ‖·‖₁. */
  addSignPenalty(out: Matrix, g: Matrix, w: Matrix, lambda: Scalar): void;
  /**
   * Soft-thresholding, mDLAM Eq. (3) with Ω = λ‖·‖₁: with w̄ = w + e,
   * step = prox(w̄ − g/θ) − w̄, where prox shrinks by λ/θ.
   */
  softThresholdStep(
    step: Matrix,
    w: Matrix,
    e: Matrix,
    g: Matrix,
    theta: Scalar,
    lambda: Scalar,
  ): void;
  /**
   * z ← clamp(p, B1, B2) with [B1, B2] = {z : |h(z) − a| ≤ ε}, mDLAM Eq. (4). Where the z that is there is feasible, it
   * stays inside the interval, so that the step cannot raise φ. Returns sums of squares that the pass brings along.
   */
  clampToActivationBand(
    z: Matrix,
    p: Matrix,
    a: Matrix,
    epsilon: Scalar,
    h: ActivationName,
  ): BandSquares;
  /** point = x + ω(x − previous), then previous ← x: Nesterov's extrapolation (mDLAM, Algorithm 1, lines 6, 12). */
  extrapolate(point: Matrix, previous: Matrix, x: Matrix, omega: Scalar): void;
  /**
   * mDLAM Eq. (6): candidate = clamp(ā − g/τ, h(z) − ε, h(z) + ε) and step = candidate − ā, the gradient g at ā. Returns
   * sums that the pass brings along; a is where the block began.
   */
  boxedGradientStep(
    candidate: Matrix,
    step: Matrix,
    operands: {
      readonly point: Matrix;
      readonly a: Matrix;
      readonly g: Matrix;
      readonly tau: Scalar;
      readonly z: Matrix;
      readonly epsilon: Scalar;
    },
    h: ActivationName,
  ): BoxedStepSums;
  /** ‖a − h(z)‖² and max |a − h(z)|, as fresh scalars. */
  activationGap(a: Matrix, z: Matrix, h: ActivationName): ActivationGap;
  /** a ← clamp(a, inf h − ε, sup h + ε) in place. */
  clampToRange(a: Matrix, epsilon: Scalar, h: ActivationName): void;
  /**
   * z ← argmin Σ_i −log softmax(z_i)·y_i + (ρ/2)‖z − v‖², mDLAM Eq. (5); y one-hot.
   * Both solvers stop a sample at ‖gradient‖∞ ≤ tolerance (see each kernel) or at their step limit.
   */
  proxCrossEntropy(z: Matrix, v: Matrix, y: Matrix, rho: Scalar, solver: 'newton' | 'fista'): void;
  /** Σ_i −log softmax(z_i)·y_i, as a fresh scalar. */
  crossEntropy(z: Matrix, y: Matrix): Scalar;
  /** out = ∂/∂z Σ_i −log softmax(z_i)·y_i = (Σ_j y_ij)·softmax(z_i) − y_i; a row of zeros in y gives zeros. */
  crossEntropyGradient(out: Matrix, z: Matrix, y: Matrix): void;
  /** g ← g∘h′(z) in place: backpropagation through h; at a kink the derivative from the left, as PyTorch has it. */
  backpropagateActivation(g: Matrix, z: Matrix, h: ActivationName): void;
  /**
   * out = rows of source in a seeded order: row i is row π(start + i), start + out.rows ≤ source.rows. π is a
   * Feistel permutation of the source's rows, see docs/algorithm.md, "Sample order"; both engines have the same.
   */
  gatherRows(out: Matrix, source: Matrix, order: SampleOrder): void;
  /**
   * s ← decay·s + gain·g∘g, peak ← max(peak, s), then w ← w − size·m/(√d·correction + ε) with d = peak where there is
   * one, else s: the step of AdaGrad, RMSProp, Adam and AMSGrad (see UpdateRule). m may be g.
   */
  adaptiveStep(
    state: { readonly w: Matrix; readonly s: Matrix; readonly peak: Matrix | null },
    g: Matrix,
    m: Matrix,
    coefficients: AdaptiveCoefficients,
  ): void;
  /** s ← ρs + (1−ρ)g∘g; d = g·√(u + ε)/√(s + ε); u ← ρu + (1−ρ)d∘d; w ← w − η·d (Zeiler 2012). */
  adadeltaStep(
    state: { readonly w: Matrix; readonly s: Matrix; readonly u: Matrix },
    g: Matrix,
    coefficients: { readonly rho: Scalar; readonly rate: Scalar; readonly epsilon: Scalar },
  ): void;
  /**
   * z ← argmin (ν/2)(z − p)² + (ν/2)(a − h(z))² element by element, h ReLU or leaky ReLU: the better of the minima left
   * and right of zero, in closed form (dlADMM's z-step); ν drops out. @throws RangeError for other h.
   */
  minimiseActivationPenalty(z: Matrix, p: Matrix, a: Matrix, h: ActivationName): void;
  /** How many rows have their largest value of z where y has its own; NaN rows count as wrong. */
  countCorrect(z: Matrix, y: Matrix): Scalar;
}

export interface Backend extends MatrixOperations, ScalarArithmetic {
  readonly name: 'cpu' | 'gpu';
  /** What computes, in words, e.g. the adapter's description. */
  readonly description: string;
  /** Unit roundoff u of the matrix arithmetic: 2^-53 or 2^-24. */
  readonly roundoff: number;

  /** A zero matrix. */
  matrix(rows: number, columns: number, label: string): Matrix;
  /**
   * A matrix whose numbers are written as bytes b that stand for (b − offset_j)·factor_j, in a quarter of the memory where
   * that pays: read by `product` and `gatherRows` alone, and written by nothing but `write`, with bytes.
   */
  byteMatrix(rows: number, columns: number, label: string, scale: ColumnScale): Matrix;
  /** The leading columns of a matrix, sharing its storage. */
  view(parent: Matrix, columns: number): Matrix;
  /** A scalar that lives until it is released; one made while recording belongs to that program. */
  scalar(label: string, initial: number): Scalar;
  /** Frees matrices and scalars at once; a view frees nothing. */
  release(handles: readonly (Matrix | Scalar)[]): void;
  /** Row by row; the bytes of a byte matrix. */
  write(matrix: Matrix, values: ArrayLike<number>): void;
  /** Sets every element to one value. */
  fill(matrix: Matrix, value: number): void;
  read(matrix: Matrix): Promise<Float64Array>;
  writeScalar(scalar: Scalar, value: number): void;
  readScalars(scalars: readonly Scalar[]): Promise<number[]>;

  /** Records a branch: the body runs only where the flag is not 0. May be nested. */
  when(flag: Scalar, body: () => void): void;

  /**
   * Records `body` once. Each run first loads one row of `parameters`, runs the body, and then
   * reports the scalars that the body returned, in that order.
   */
  record(
    label: string,
    parameters: readonly Scalar[],
    body: () => readonly Scalar[],
  ): Promise<Program>;

  /**
   * Runs a program once a row, in order, without a round trip between the rows; resolves to the
   * reported scalars of each run. Calls may overlap: they run in the order of submission. Where the engine can
   * tell how long it computed, `timed` hears the milliseconds before the promise resolves, in one or several parts
   * that add up.
   */
  submit(
    program: Program,
    rows: readonly (readonly number[])[],
    timed?: (milliseconds: number) => void,
  ): Promise<Float64Array[]>;

  /**
   * Runs `body`, and times kernel by kernel what is submitted meanwhile; that costs time of its own. `times` is null
   * where the engine cannot tell.
   */
  profile<T>(
    body: () => Promise<T>,
  ): Promise<{ readonly result: T; readonly times: readonly KernelTime[] | null }>;

  /** Frees a program's own resources. */
  releaseProgram(program: Program): void;
  dispose(): void;
}
