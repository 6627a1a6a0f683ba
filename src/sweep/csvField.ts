/**
 * RFC 4180: what holds a comma, a quote or a line break is quoted; nothing for null and undefined. A text that
 * spreadsheets would compute gets an apostrophe before it: names may come from anybody's files.
 */
export function csvField(value: string | number | null | undefined): string {
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r]/.test(value);
  const text = `${isFormula ? "'" : ''}${value ?? ''}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
