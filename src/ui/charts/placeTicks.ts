import { formatPowerOfTen } from '../format.ts';
import type { XAxis } from './chartSpec.ts';
import { prefixSize, tickLabel } from './costAxis.ts';
import { fromDisplay } from './scale.ts';
import { axisTicks, linearTicks, plainLabel, type Tick } from './ticks.ts';

/** Ticks of the horizontal axis, about `count` of them with a label. There is no update between two. */
export function placeTicks(axis: XAxis, count: number): readonly Tick[] {
  const { kind, scale = 'linear' } = axis;
  const ticks =
    scale === 'log' ? logPlaces(axis, count) : linearTicks(axis.domain, count, tickLabel(axis));
  return kind === 'iteration'
    ? ticks.filter((tick) => isWhole(fromDisplay(tick.at, scale)))
    : ticks;
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-6 * Math.max(1, value);
}

/** Over more decades, powers of ten alone have labels: 1, 10, 100. */
const DECADES_WITH_MULTIPLES = 2.2;
/** A decade of so many labels' width has room for the ticks between. */
const LABELS_WITH_BETWEEN = 0.7;

function logPlaces(axis: XAxis, count: number): readonly Tick[] {
  // Counted operations have a prefix: powers of ten of the unit that stands beside the axis.
  const shift = Math.log10(prefixSize(axis));
  const [low, high] = axis.domain.map((end) => end - shift) as [number, number];
  const placed = (tick: Tick): Tick => ({ ...tick, at: tick.at + shift });
  const decades = high - low;
  if (decades <= DECADES_WITH_MULTIPLES) return axisTicks([low, high], 'log', count).map(placed);
  const every = Math.max(1, Math.ceil(decades / count));
  const between = every === 1 && count / decades >= LABELS_WITH_BETWEEN;
  const ticks: Tick[] = [];
  for (let n = Math.floor(low); n <= high; n++) {
    ticks.push({ at: n, label: n % every === 0 ? powerLabel(n) : '' });
    if (between) for (const lead of BETWEEN) ticks.push({ at: n + Math.log10(lead), label: '' });
  }
  return ticks.filter(({ at }) => at >= low - 1e-9 && at <= high + 1e-9).map(placed);
}

const BETWEEN = [2, 3, 4, 5, 6, 7, 8, 9];

/** Plain as long as it is short. */
function powerLabel(n: number): string {
  return n >= -3 && n <= 5 ? plainLabel(10 ** n, 10 ** n) : formatPowerOfTen(n);
}
