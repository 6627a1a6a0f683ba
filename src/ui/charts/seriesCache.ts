/** So many answers are kept for each array: those of a chart, of its overview and of its figure for print. */
const KEPT = 6;

/**
 * What was worked out from an array that only grows, by the question in words (its length is part of it): a curve
 * that did not change is neither thinned out nor made a path again when another one grows. The array takes its
 * answers with it when it goes.
 */
export class SeriesCache<T> {
  private readonly answers = new WeakMap<object, Map<string, T>>();

  get(array: object, question: string, answer: () => T): T {
    let known = this.answers.get(array);
    if (!known) {
      known = new Map();
      this.answers.set(array, known);
    }
    const found = known.get(question);
    if (found !== undefined) return found;
    const made = answer();
    known.set(question, made);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return made;
  }
}
