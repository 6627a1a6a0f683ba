import type { ClassLabels, RawClass } from '../model/dataset.ts';
import { DatasetFormatError } from '../model/errors.ts';
import { LONGEST_NAME, MOST_CLASSES } from '../model/fileLimits.ts';
import { quoted, shortened, visibleText } from '../model/readableText.ts';

/** The labels of the parts of a data set as its files have them: all numbers or all words. */
export type GivenLabels = readonly string[] | readonly number[] | Float64Array | ClassLabels;

const LARGEST_BYTE = 255;
const DIGITS = /(\d+)/;

/** Room for labels up to `largest`. */
export function labelArray(count: number, largest: number): ClassLabels {
  return largest <= LARGEST_BYTE ? new Uint8Array(count) : new Uint16Array(count);
}

/** Classes 0 … count − 1 that are called by their numbers. */
export function numberedClasses(count: number): RawClass[] {
  return Array.from({ length: count }, (_, label) => ({ label, name: String(label) }));
}

interface Classified {
  readonly classes: readonly RawClass[];
  /** For each part, the label of each sample. */
  readonly labels: readonly ClassLabels[];
}

/**
 * The classes that occur in any part. Whole numbers from 0 to 65,535 keep their value as label (a class of letters
 * 1 to 26 is called so in the settings); anything else is numbered from 0, numbers by size and words by alphabet.
 * @throws DatasetFormatError for a single class and for more classes than can be numbered.
 */
export function classify(parts: readonly GivenLabels[], fileName: string): Classified {
  const sorted = [...distinct(parts, fileName)].sort(inOrder);
  if (sorted.length < 2) {
    throw new DatasetFormatError(
      fileName,
      `${fileName}: every sample is of class ${shortened(String(sorted[0]))}, expected at least two classes. Check which column or array holds the labels.`,
    );
  }
  const kept = sorted.every((value) => typeof value === 'number' && isLabel(value));
  const classes = sorted.map((value, index) => ({
    label: kept ? (value as number) : index,
    name: visibleText(String(value)),
  }));
  const numbers = new Map(sorted.map((value, i) => [value, classes[i]?.label as number]));
  const largest = classes.at(-1)?.label as number;
  const labels = parts.map((part) => {
    const numbered = labelArray(part.length, largest);
    part.forEach((value, i) => {
      numbered[i] = numbers.get(value) as number;
    });
    return numbered;
  });
  return { classes, labels };
}

/** The values of all labels; a table with a column of measurements for label has no end of them. */
function distinct(parts: readonly GivenLabels[], fileName: string): Set<string | number> {
  const refuse = (finding: string) =>
    new DatasetFormatError(
      fileName,
      `${fileName}: ${finding}. Check which column or array holds the labels.`,
    );
  const values = new Set<string | number>();
  for (const part of parts)
    for (const value of part) {
      if (typeof value === 'string' && value.length > LONGEST_NAME)
        throw refuse(
          `the label ${quoted(value)} has ${value.length} characters, expected at most ${LONGEST_NAME}`,
        );
      values.add(value);
      if (values.size > MOST_CLASSES)
        throw refuse(`the labels have more than ${MOST_CLASSES} different values, one a class`);
    }
  return values;
}

function isLabel(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < MOST_CLASSES;
}

/** Numbers by size; words by code units, alike on every machine, but for the numbers in them: c2 comes before c10. */
function inOrder(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a).split(DIGITS), String(b).split(DIGITS)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [one, other] = [left[i] as string, right[i] as string];
    // Splitting by a captured group puts the digits at odd places.
    const difference = i % 2 === 1 ? Number(one) - Number(other) : 0;
    if (difference !== 0) return difference;
    if (one !== other) return one < other ? -1 : 1;
  }
  return left.length - right.length;
}
