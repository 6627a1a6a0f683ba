import type { Classification } from '../../worker/protocol.ts';

/** How often each true class was taken for each class. */
export interface Confusion {
  readonly classCount: number;
  /** `classCount × classCount`: a row a true class, a column a predicted one. */
  readonly counts: Uint32Array;
  readonly total: number;
  /** On the diagonal. */
  readonly correct: number;
}

export function confusionOf(
  { labels, predicted }: Pick<Classification, 'labels' | 'predicted'>,
  classCount: number,
): Confusion {
  const counts = new Uint32Array(classCount * classCount);
  let correct = 0;
  labels.forEach((label, sample) => {
    const guess = predicted[sample] as number;
    const cell = label * classCount + guess;
    counts[cell] = (counts[cell] as number) + 1;
    if (label === guess) correct++;
  });
  return { classCount, counts, total: labels.length, correct };
}

/** A cell of the matrix. */
export interface ConfusionCell {
  readonly label: number;
  readonly predicted: number;
}

export function countAt({ counts, classCount }: Confusion, cell: ConfusionCell): number {
  return counts[cell.label * classCount + cell.predicted] as number;
}

/** Samples of a class. */
export function rowTotal({ counts, classCount }: Confusion, label: number): number {
  return counts.subarray(label * classCount, (label + 1) * classCount).reduce((a, b) => a + b, 0);
}

/** Samples taken for a class. */
export function columnTotal({ counts, classCount }: Confusion, predicted: number): number {
  let total = 0;
  for (let row = 0; row < classCount; row++)
    total += counts[row * classCount + predicted] as number;
  return total;
}

/** Places of the samples of a cell, or of all misclassified ones; those the network was surest of come first. */
export function samplesOf(
  { labels, predicted, confidence }: Classification,
  cell: ConfusionCell | null,
): readonly number[] {
  const places: number[] = [];
  labels.forEach((label, sample) => {
    const guess = predicted[sample] as number;
    const wanted = cell ? label === cell.label && guess === cell.predicted : label !== guess;
    if (wanted) places.push(sample);
  });
  return places.sort((a, b) => (confidence[b] as number) - (confidence[a] as number) || a - b);
}

/** The next misclassified sample after a place, from the beginning again after the last; null where all are right. */
export function nextMisclassified(
  { labels, predicted }: Pick<Classification, 'labels' | 'predicted'>,
  after: number,
): number | null {
  for (let step = 1; step <= labels.length; step++) {
    const sample = (after + step) % labels.length;
    if (labels[sample] !== predicted[sample]) return sample;
  }
  return null;
}
