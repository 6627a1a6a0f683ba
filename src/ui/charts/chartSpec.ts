import type { HelpText } from '../helpText.ts';
import type { Appearance } from './appearance.ts';
import type { XAxisKind } from './columns.ts';
import type { Columns } from './decimate.ts';
import type { Domain, Scale, XWindow } from './scale.ts';

/** How far several runs lie apart at the places of their median; the columns are as long as those of the median. */
export interface SeriesBand {
  /** What line and shades are, for legends. */
  readonly words: string;
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** The middle half, where there are enough runs for one. */
  readonly quartiles: { readonly low: readonly number[]; readonly high: readonly number[] } | null;
}

/** One curve. Curves of one group (a run, say) share a line of the legend. */
export interface Series {
  readonly id: string;
  readonly group: string;
  /** Tells groups of one name apart; the name does where it is not given. */
  readonly groupKey?: string;
  /** Distinguishes the curves of a group: "train", "test". */
  readonly part: string | null;
  readonly appearance: Appearance;
  readonly columns: Columns;
  /** It will not grow any more: the browser need not paint it again when another curve does. */
  readonly still?: boolean;
  /** What was measured, where `columns` are smoothed: drawn pale beneath. */
  readonly raw?: Columns;
  /** Where `columns` are the median of several runs. */
  readonly band?: SeriesBand;
}

/** Iterations in which a block's first step raised F: ticks along the lower edge. */
export interface RaisedMarks {
  /** Marks of one row are drawn together; each has its own where it is not said. */
  readonly row?: string;
  readonly group: string;
  readonly color: string;
  readonly columns: Columns;
  /** All iterations of the run. */
  readonly all: Columns;
}

/** The horizontal axis, common to all charts. */
export interface XAxis extends XWindow {
  readonly kind: XAxisKind;
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
  /** Overrides the domain that shows everything; in display space. */
  readonly yDomain: Domain | null;
  readonly format: (value: number) => string;
  /** Tick labels of a linear axis; null for plain numbers. */
  readonly tickLabel: ((value: number, step: number) => string) | null;
  /** Said in place of curves while there are none. */
  readonly empty: string;
  /** Behind a question mark. */
  readonly help?: HelpText;
  /** The groups are named above all charts: with many curves the legend need not name them again. */
  readonly namedAbove?: boolean;
  /** How `columns` were smoothed, in words, where they were. */
  readonly smoothed?: string;
}
