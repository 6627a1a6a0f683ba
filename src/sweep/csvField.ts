/** RFC 4180: what holds a comma, a quote or a line break is quoted; nothing for null and undefined. */
export function csvField(value: string | number | null | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
