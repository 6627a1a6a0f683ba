import type { Curve } from '../../theory/curve.ts';

/** The iterations over which the rate is fitted; both ends belong to it. */
export type FitWindow = readonly [from: number, to: number];

/** What a drag moves. */
export type Grip = 'new' | 'whole' | 'from' | 'to';

/** A window holds at least two iterations. */
const SHORTEST = 1;

/** The middle half of 1 … last: past the start, which no rate describes. */
export function middleHalf(last: number): FitWindow {
  const from = Math.max(1, Math.round(last / 4));
  return [from, Math.max(from + SHORTEST, Math.round((3 * last) / 4))];
}

/** The last iteration whose F − F* is above a bound; 0 where none is. */
export function lastAbove({ xs, ys, length }: Curve, bound: number): number {
  for (let i = length - 1; i >= 0; i--) if ((ys[i] as number) > bound) return xs[i] as number;
  return 0;
}

/** Moved as a whole by so many iterations, as far as 1 … last allow. */
export function shifted([from, to]: FitWindow, by: number, last: number): FitWindow {
  const free = Math.max(1 - from, Math.min(last - to, by));
  return [from + free, to + free];
}

/** With one end at k; it stops where the window would vanish. */
export function withEnd(
  [from, to]: FitWindow,
  end: 'from' | 'to',
  k: number,
  last: number,
): FitWindow {
  return end === 'from'
    ? [Math.max(1, Math.min(k, to - SHORTEST)), to]
    : [from, Math.min(Math.max(last, from + SHORTEST), Math.max(k, from + SHORTEST))];
}

/** The window while a drag that began at iteration `start` has come to k. */
export function dragged(
  grip: Grip,
  before: FitWindow,
  start: number,
  k: number,
  last: number,
): FitWindow {
  switch (grip) {
    case 'whole':
      return shifted(before, k - start, last);
    case 'from':
    case 'to':
      return withEnd(before, grip, k, last);
    case 'new': {
      const low = Math.max(1, Math.min(start, k));
      return [low, Math.max(low + SHORTEST, Math.min(last, Math.max(start, k)))];
    }
  }
}

/** By how many iterations a key moves what it is pressed on; null for other keys. Shift takes ten times the way. */
export function keySteps(
  key: string,
  shift: boolean,
  at: number,
  least: number,
  most: number,
): number | null {
  const step = shift ? 10 : 1;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -step;
    case 'ArrowRight':
    case 'ArrowUp':
      return step;
    case 'Home':
      return least - at;
    case 'End':
      return most - at;
    default:
      return null;
  }
}
