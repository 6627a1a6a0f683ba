import { formatNumber, formatPowerOfTen } from '../format.ts';
import type { Domain, Scale } from './scale.ts';

export interface Tick {
  /** In display space. */
  readonly at: number;
  readonly label: string;
}

/** Ticks at round values, at most about `count` of them. */
export function axisTicks(domain: Domain, scale: Scale, count: number): readonly Tick[] {
  return scale === 'log' ? logTicks(domain, count) : linearTicks(domain, count, plainLabel);
}

/** Ticks are rounded to twelve digits: closer ones are one. */
const SMALLEST_STEP = 1e-12;

export function linearTicks(
  [low, high]: Domain,
  count: number,
  label: (value: number, step: number) => string,
): readonly Tick[] {
  const step = roundStep((high - low) / Math.max(1, count));
  const ticks: Tick[] = [];
  // Steps too small for the numbers of the axis, which files may hold, would never get on.
  if (!(step > Math.max(Math.abs(low), Math.abs(high)) * SMALLEST_STEP)) return ticks;
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    const at = Number((i * step).toPrecision(12));
    ticks.push({ at, label: label(at, step) });
  }
  return ticks;
}

/** The smallest of 1, 2, 5 × 10ⁿ that is no smaller. */
export function roundStep(least: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const lead = [1, 2, 5, 10].find((candidate) => candidate * magnitude >= least * (1 - 1e-9)) ?? 10;
  return lead * magnitude;
}

/** As many decimals as tell neighbouring ticks apart. */
export function plainLabel(value: number, step: number): string {
  const size = Math.max(Math.abs(value), step);
  if (size >= 1e6 || (step < 1e-4 && size < 1e-2)) return scientific(value, step);
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return value
    .toLocaleString('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .replace('-', '−');
}

function scientific(value: number, step: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const decimals = Math.max(0, Math.ceil(exponent - Math.log10(step) - 1e-9));
  const lead = (value / 10 ** exponent).toFixed(decimals).replace('-', '−');
  return `${lead}·${formatPowerOfTen(exponent)}`;
}

/** Below so many decades, multiples of powers of ten are marked as well. */
const DECADES_WITH_MULTIPLES = 2.2;

function logTicks([low, high]: Domain, count: number): readonly Tick[] {
  const decades = high - low;
  if (decades > DECADES_WITH_MULTIPLES) {
    const every = Math.max(1, Math.ceil(decades / count));
    const ticks = powers(low, high, every);
    // A single tick tells no scale: rather one more than there is room for.
    return ticks.length > 1 || every === 1 ? ticks : powers(low, high, every - 1);
  }
  for (const leads of [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7]].reverse()) {
    const ticks = multiples(low, high, leads);
    if (ticks.length >= 3 && ticks.length <= count) return ticks;
  }
  const decadesOnly = multiples(low, high, [1]);
  if (decadesOnly.length >= 2) return decadesOnly;
  // Less than a decade: round values of the linear axis, placed logarithmically.
  return linearTicks([10 ** low, 10 ** high], count, plainLabel)
    .filter((tick) => tick.at > 0)
    .map((tick) => ({ at: Math.log10(tick.at), label: tick.label }));
}

function powers(low: number, high: number, every: number): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let n = Math.ceil(low / every) * every; n <= high; n += every)
    ticks.push({ at: n, label: formatPowerOfTen(n) });
  return ticks;
}

function multiples(low: number, high: number, leads: readonly number[]): readonly Tick[] {
  const ticks: Tick[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const lead of leads) {
      const value = Number(`${lead}e${power}`);
      const at = Math.log10(value);
      if (at >= low && at <= high) ticks.push({ at, label: multipleLabel(value) });
    }
  }
  return ticks;
}

function multipleLabel(value: number): string {
  if (value >= 1e5 || value < 1e-3) {
    const exponent = Math.floor(Math.log10(value) + 1e-9);
    const lead = Math.round(value / 10 ** exponent);
    return lead === 1 ? formatPowerOfTen(exponent) : `${lead}·${formatPowerOfTen(exponent)}`;
  }
  return formatNumber(value, 1);
}
