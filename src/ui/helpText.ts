/** What stands behind a question mark. */
export interface HelpText {
  /** One sentence, two at most. */
  readonly text: string;
  /** TeX. */
  readonly formula?: string;
  /** Where the formula is from: "mDLAM Eq. (6)". */
  readonly source?: string;
}
