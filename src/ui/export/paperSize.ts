/** The size of a figure in print. */
export interface PaperSize {
  readonly widthInches: number;
  /** Of a figure whose legend is short. */
  readonly heightInches: number;
  readonly fontPoints: number;
}

/** The columns of a two-column page, as IEEE and ACM have them. */
export const PAPER_SIZES = {
  one: { widthInches: 3.5, heightInches: 2.6, fontPoints: 8 },
  two: { widthInches: 7, heightInches: 4, fontPoints: 9 },
} as const satisfies Readonly<Record<string, PaperSize>>;

export type ColumnCount = keyof typeof PAPER_SIZES;

/** Of the axes' labels, in the pixels of the charts on the screen. */
export const FONT_PX = 11;

const POINTS_PER_INCH = 72;

/**
 * The charts' own pixels in an inch of paper: as many as give the axes' labels their size in print.
 * So margins, strokes and dashes are those of the screen, all scaled alike.
 */
export function pixelsPerInch({ fontPoints }: PaperSize): number {
  return (POINTS_PER_INCH * FONT_PX) / fontPoints;
}
