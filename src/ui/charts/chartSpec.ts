import type { Appearance } from './appearance.ts';
import type { XAxisKind } from './columns.ts';
import type { Columns } from './decimate.ts';
import type { Domain, Scale } from './scale.ts';

/** One curve. Curves of one group (a run, say) share a line of the legend. */
export interface Series {
  readonly id: string;
  readonly group: string;
  /** Distinguishes the curves of a group: "train", "test". */
  readonly part: string | null;
  readonly appearance: Appearance;
  readonly columns: Columns;
}

/** Iterations in which a block's first step raised F: ticks along the lower edge, a row per run. */
export interface RaisedMarks {
  readonly group: string;
  readonly color: string;
  readonly columns: Columns;
  /** All iterations of the run. */
  readonly all: Columns;
}

/** The horizontal axis, common to all charts. */
export interface XAxis {
  readonly kind: XAxisKind;
  readonly domain: Domain;
}

export interface ChartSpec {
  readonly id: string;
  readonly title: string;
  /** What the vertical axis measures, with its unit. */
  readonly unit: string;
  readonly scale: Scale;
  /** In the order of the legend; the first lies on top. */
  readonly series: readonly Series[];
  readonly raised: readonly RaisedMarks[];
  /** Overrides the domain that shows everything. */
  readonly yDomain: Domain | null;
  readonly format: (value: number) => string;
  /** Tick labels of a linear axis; null for plain numbers. */
  readonly tickLabel: ((value: number, step: number) => string) | null;
  /** Said in place of curves while there are none. */
  readonly empty: string;
  /** One or two sentences behind a question mark. */
  readonly help?: string;
  /** The groups are named above all charts: with many curves the legend need not name them again. */
  readonly namedAbove?: boolean;
}
