/** Digits that tell any two float32 apart. */
const MOST_DIGITS = 9;

/** The numbers of a column with as many decimals as the longest needs: 6.0 below 2.7. */
export function columnTexts(values: readonly number[]): readonly string[] {
  const texts = values.map(float32Text);
  if (texts.some((text) => text.includes('e'))) return texts;
  const decimals = texts.map((text) => text.split('.')[1]?.length ?? 0);
  const most = Math.max(0, ...decimals);
  return texts.map((text, i) => {
    const missing = '0'.repeat(most - (decimals[i] as number));
    return missing !== '' && decimals[i] === 0 ? `${text}.${missing}` : text + missing;
  });
}

/** The shortest decimal that is this float32: 5.1, where JavaScript has 5.099999904632568. */
export function float32Text(value: number): string {
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short).replace('-', '−');
  }
  return String(Number(value.toPrecision(MOST_DIGITS))).replace('-', '−');
}
