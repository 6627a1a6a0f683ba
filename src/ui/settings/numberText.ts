/** A number as one would type it: 0.001, 1e-4, 60000. */
export function numberText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'number') return String(value);
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || (size >= 1e6 && value % 1e5 === 0))) {
    return value.toExponential().replace('e+', 'e');
  }
  return String(value);
}

/** The number a text stands for ("1e-3", "60,000", "−2"); the text itself when it is none. */
export function parseNumberText(text: string): number | string {
  const plain = text.trim().replace('−', '-');
  const digits = /^-?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replaceAll(',', '') : plain;
  const value = Number(digits);
  return digits === '' || Number.isNaN(value) ? text : value;
}

/** "500, 100" and the like; entries that are no numbers stay text, for the validation to name. */
export function parseListText(text: string): readonly (number | string)[] {
  return text
    .split(/[\s,;]+/)
    .filter((entry) => entry !== '')
    .map(parseNumberText);
}

export function listText(values: unknown): string {
  return Array.isArray(values) ? values.map(numberText).join(', ') : numberText(values);
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly logarithmic: boolean;
}

/**
 * The next value up (+1) or down (−1) by an arrow key: along 1, 2, 5, 10, … where the values span
 * orders of magnitude, by one for whole numbers, by a tenth of the leading digit elsewhere.
 */
export function neighbour(value: number, direction: 1 | -1, bounds: Bounds): number {
  const next = bounds.logarithmic
    ? nextOfSeries(value, direction)
    : value +
      direction * (bounds.integer ? 1 : 10 ** (Math.floor(Math.log10(Math.abs(value) || 1)) - 1));
  return Math.min(bounds.max, Math.max(bounds.min, Number(next.toPrecision(12))));
}

function nextOfSeries(value: number, direction: 1 | -1): number {
  if (value <= 0) return value;
  const exponent = Math.floor(Math.log10(value));
  const candidates = [exponent - 1, exponent, exponent + 1].flatMap((power) =>
    [1, 2, 5].map((lead) => Number(`${lead}e${power}`)),
  );
  return direction > 0
    ? (candidates.find((candidate) => candidate > value * 1.000001) ?? value)
    : (candidates.findLast((candidate) => candidate < value * 0.999999) ?? value);
}
