/** The first `length` entries of two columns that may still grow: iterations k, in order, and a figure at each. */
export interface Curve {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly length: number;
}
