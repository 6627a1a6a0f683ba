const COUNT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** Memory as GPUs are measured in, rounded up: what is announced is enough. */
export function formatMebibytes(bytes: number): string {
  const size = bytes / 2 ** 20;
  return `${size < 10 ? (Math.ceil(10 * size) / 10).toFixed(1) : COUNT.format(Math.ceil(size))} MiB`;
}
