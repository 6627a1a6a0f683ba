/** Digits grouped by thousands, e.g. 60,000. */
const COUNT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function formatCount(value: number): string {
  return COUNT.format(value);
}

/**
 * A number at a fixed number of significant digits, so that a running figure keeps its width:
 * 0.01234, 123.4, 12,345, and 1.234e-5 where plain digits would not be read at a glance.
 */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return minus(exponential(value, digits));
  if (size >= 10 ** digits) return minus(COUNT.format(value));
  const text = value.toPrecision(digits);
  return minus(size >= 1000 ? COUNT.format(Number(text)) : text);
}

function exponential(value: number, digits: number): string {
  return value.toExponential(digits - 1).replace('e+', 'e');
}

/** A true minus sign, as wide as the digits. */
function minus(text: string): string {
  return text.replace(/^-/, '−');
}

/** A share of one as a percentage with two decimals: one image in 10,000 shows. */
export function formatPercent(share: number): string {
  return Number.isFinite(share) ? `${(share * 100).toFixed(2)}%` : formatNumber(share);
}

export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return '–';
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${twoDigits(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Iterations per second; slow runs read better as seconds per iteration. */
export function formatRate(perSecond: number): string {
  if (!Number.isFinite(perSecond) || perSecond <= 0) return '–';
  if (perSecond < 0.95) return `${(1 / perSecond).toFixed(1)} s/iteration`;
  return `${perSecond < 100 ? perSecond.toFixed(1) : COUNT.format(perSecond)} iterations/s`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 10⁻³ and the like, for the ticks of a logarithmic axis. */
export function formatPowerOfTen(exponent: number): string {
  const digits = String(Math.abs(exponent))
    .split('')
    .map((digit) => SUPERSCRIPTS[Number(digit)])
    .join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}
