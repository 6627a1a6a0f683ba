/** What a run of the benchmark leaves: docs/benchmarks.json. Times are milliseconds. */

export type ContenderId =
  | 'dlam-lab'
  | 'jax-js'
  | 'tfjs-webgpu'
  | 'tfjs-wasm'
  | 'tfjs-wasm-transposed'
  | 'onnxruntime-web';

/** The contender that all others are compared with. */
export const OWN: ContenderId = 'dlam-lab';

/** One library on one kind of device. */
export interface ContenderFacts {
  readonly id: ContenderId;
  readonly version: string;
  readonly device: 'gpu' | 'cpu';
  /** How it was used, where that is not obvious. */
  readonly note: string;
  /** Why it could not be opened; null where it could. */
  readonly error: string | null;
}

export interface Timing {
  /** In the order in which they were taken. */
  readonly samples: readonly number[];
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

/** One contender's part in one case. */
export interface Measurement {
  readonly contender: ContenderId;
  /** null where it failed. */
  readonly timing: Timing | null;
  /** The largest error of its result over the largest value of the right one; null where it was never computed. */
  readonly deviation: number | null;
  readonly error: string | null;
}

/** op(A)·op(B), `rows × inner` by `inner × columns`. */
export interface ProductForm {
  readonly id: string;
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  /** A and B are the same matrix. */
  readonly gram: boolean;
  /** The operand that holds pixels: k/255 for bytes k. Everybody multiplies them; who can may keep them as bytes. */
  readonly pixels: 'a' | 'b' | null;
  /** Products of a timed run, one after the other; its time is shared out among them. */
  readonly inARow: number;
}

export interface ProductResult {
  readonly form: ProductForm;
  readonly measurements: readonly Measurement[];
}

/** How the iterations of an mDLAM run went that were timed. */
export interface RunEvidence {
  /** Iterations from the start before the first timed one. */
  readonly before: number;
  /** ε of the first and of the last timed iteration. */
  readonly epsilon: readonly [first: number, last: number];
  /** The smallest φ_l of the timed iterations, l = 1 … L. */
  readonly smallestResiduals: readonly number[];
  /** ‖z_l‖-steps: the smallest ‖z_l^{k+1} − z_l^k‖ of the timed iterations. */
  readonly smallestSteps: readonly number[];
  /** Blocks whose first step raised F and that were taken again, over all timed iterations. */
  readonly rejected: readonly string[];
  /** Floating-point operations of the median timed iteration, retries included. */
  readonly flops: number;
}

export interface StepsResult {
  readonly widths: readonly number[];
  readonly samples: number;
  readonly gradientSteps: readonly Measurement[];
  readonly iteration: Measurement;
  /** null where the iteration failed. */
  readonly evidence: RunEvidence | null;
}

/** An mDLAM iteration against a program that has nothing but its products. */
export interface IterationProductsResult {
  readonly widths: readonly number[];
  readonly samples: number;
  readonly iteration: Timing;
  /** The k-th sample has the products that the k-th timed iteration ran. */
  readonly products: Timing;
  /** The k-th sample of `iteration` over the k-th of `products`. */
  readonly ratio: Timing;
  /** Products of an iteration outside of branches; recorded within branches; of those, run. Medians. */
  readonly counts: {
    readonly always: number;
    readonly inBranches: number;
    readonly taken: number;
  };
  /** Floating-point operations of the products that ran, over all that ran (median). */
  readonly share: number;
  readonly evidence: RunEvidence;
}

export interface ScalingPoint {
  /** N, the width, or the number of hidden layers. */
  readonly value: number;
  readonly widths: readonly number[];
  readonly samples: number;
  readonly timing: Timing;
  readonly evidence: RunEvidence;
}

export interface ScalingSeries {
  readonly axis: 'samples' | 'width' | 'depth';
  readonly points: readonly ScalingPoint[];
}

/** A part that ran, that failed as a whole, or that was not asked for (null). */
export type Part<T> = { readonly result: T } | { readonly error: string } | null;

export interface BenchmarkResults {
  readonly format: 1;
  /** ISO 8601. */
  readonly date: string;
  readonly commit: string;
  readonly repeats: number;
  readonly warmUps: number;
  readonly machine: {
    readonly adapter: string;
    readonly softwareAdapter: boolean;
    readonly browser: string;
    readonly processor: string;
    readonly cores: number;
    readonly platform: string;
    readonly node: string;
  };
  readonly data: string;
  readonly contenders: readonly ContenderFacts[];
  readonly products: Part<readonly ProductResult[]>;
  readonly steps: Part<StepsResult>;
  /** Our own gradient step and iteration with other numbers of samples. */
  readonly ownSteps: Part<readonly StepsResult[]>;
  readonly iterationProducts: Part<IterationProductsResult>;
  readonly scaling: Part<readonly ScalingSeries[]>;
}
