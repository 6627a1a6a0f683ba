import { formatNumber, formatPowerOfTen } from '../format.ts';
import type { Domain, Scale } from './scale.ts';

export interface Tick {
  /** In display space. */
  readonly at: number;
  readonly label: string;
}

/** Ticks at round values: about `count` of them at most, two at least. None where numbers are too close for any. */
export function axisTicks(domain: Domain, scale: Scale, count: number): readonly Tick[] {
  return scale === 'log'
    ? atLeastTwo(count, (room) => logTicks(domain, room))
    : linearTicks(domain, count, plainLabel);
}

/** How many more ticks than there is room for may be tried. */
const MOST_MORE = 4;

/** A single tick tells no scale: rather one or two more than there is room for. */
function atLeastTwo(count: number, place: (count: number) => readonly Tick[]): readonly Tick[] {
  let ticks = place(count);
  for (let more = 1; ticks.length < 2 && more <= MOST_MORE; more++) ticks = place(count + more);
  return ticks;
}

/** Ticks are rounded to twelve digits: closer ones are one. */
const SMALLEST_STEP = 1e-12;

type TickLabel = (value: number, step: number) => string;

export function linearTicks(domain: Domain, count: number, label: TickLabel): readonly Tick[] {
  return atLeastTwo(count, (room) => multiplesOfStep(domain, room, label));
}

function multiplesOfStep([low, high]: Domain, count: number, label: TickLabel): readonly Tick[] {
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

/** Which multiples, the closest first. */
const LEADS = [[1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]];

function logTicks([low, high]: Domain, count: number): readonly Tick[] {
  const decades = high - low;
  if (decades > DECADES_WITH_MULTIPLES) {
    const every = Math.max(1, Math.ceil(decades / count));
    return powers(low, high, every);
  }
  const choices = LEADS.map((leads) => multiples(low, high, leads));
  // Round values of the linear axis would crowd at the upper end of more than a decade.
  for (const least of decades > 1 ? [3, 2] : [3]) {
    const ticks = choices.find(({ length }) => length >= least && length <= count);
    if (ticks) return ticks;
  }
  const decadesOnly = choices.at(-1) as readonly Tick[];
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
