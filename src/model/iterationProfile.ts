/** Dispatches of one kernel that compute alike, in an iteration that was profiled. */
export interface KernelUse {
  readonly kernel: string;
  /** What it computed, in words; may be empty. */
  readonly detail: string;
  /** Recorded, whether their branch was taken or not. */
  readonly dispatches: number;
  readonly milliseconds: number;
  readonly product: boolean;
  /** Of a product: what its rate follows from; null where it is none, and where none was long enough for the clock. */
  readonly timed: TimedProducts | null;
}

/** Products that took so long that they surely ran. */
export interface TimedProducts {
  readonly dispatches: number;
  readonly flops: number;
  readonly milliseconds: number;
}

/** The rate of the best of `repetitions` products of square matrices. */
export interface MeasuredPeak {
  /** Of the matrices: rows, and columns. */
  readonly size: number;
  readonly repetitions: number;
  readonly gflops: number;
}

/** Where the time of one iteration of a run went. */
export interface IterationProfile {
  /** The run, and the iteration's number. */
  readonly run: string;
  readonly iteration: number;
  /** From the submission until its figures were there. */
  readonly wallMs: number;
  /** The longest first. */
  readonly kernels: readonly KernelUse[];
  /** Of the device, by the same clock; measured once. */
  readonly peak: MeasuredPeak;
}
