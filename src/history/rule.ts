/** When a history is thinned out, and to what; counts of records and iterations. */
export interface HistoryRule {
  /** At so many records it is. */
  readonly limit: number;
  /** The newest stay as they are. */
  readonly newest: number;
  /** So many are left at most. */
  readonly left: number;
  /** The shortest stretch of iterations that is thinned; longer ones are powers of two of it. */
  readonly stretch: number;
}

/**
 * The rule of every run, on the page, in the worker, in files. A screen has fewer columns than a curve has places left, and 10,000
 * records of a network with three layers are about 10 MB of JSON.
 */
export const HISTORY_RULE: HistoryRule = { limit: 10_000, newest: 1_000, left: 5_000, stretch: 16 };

/** The rule in words, for files: whoever reads them need not know this app. */
export function ruleInWords({ limit, newest, left, stretch }: HistoryRule): string {
  return `Every iteration is kept up to ${limit} records. Whenever there are as many, those older than the newest ${newest} are thinned out: of every ${stretch} iterations (or ${2 * stretch}, ${4 * stretch}, …: the fewest that leave at most ${left} records) the first, the first that was evaluated, and those with the least and the greatest objective, test loss and test accuracy are kept. The "span" of a record counts the iterations that it stands for, those left out just before it and its own, and has their figures of the theory as they were before.`;
}
