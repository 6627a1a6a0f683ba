const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const ZERO = 48;

/** The number in a cell; NaN where it is none. Hexadecimal, "Infinity" and empty cells, which JavaScript takes, are none. */
export function cellNumber(cell: string): number {
  // Pixels are most cells of most tables; this spares them the expression.
  if (cell.length === 1) {
    const digit = cell.charCodeAt(0) - ZERO;
    if (digit >= 0 && digit <= 9) return digit;
  }
  const text = cell.trim();
  return DECIMAL.test(text) ? Number(text) : Number.NaN;
}

/** Whether a cell says that its value is not known, in the words of pandas, R and UCI. */
export function isMissing(cell: string): boolean {
  return /^(|\?|na|n\/a|nan|null|none)$/i.test(cell.trim());
}
