/** The part of an axis that is shown, as shares of it: 0 ≤ from < to ≤ 1. */
export type Share = readonly [from: number, to: number];

export const ALL: Share = [0, 1];

/** Less would be a window that nobody can take hold of. */
const LEAST = 0.005;

/** What of the window is dragged: an end, the whole of it, or one that is drawn anew. */
export type Grip = 'from' | 'to' | 'whole' | 'new';

function within(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** The window with one end at a place; never narrower than can be seen. */
export function withEnd([from, to]: Share, end: 'from' | 'to', place: number): Share {
  return end === 'from'
    ? [Math.min(within(place), to - LEAST), to]
    : [from, Math.max(within(place), from + LEAST)];
}

/** The window moved as a whole, up to an end of the axis. */
export function shifted([from, to]: Share, by: number): Share {
  const width = to - from;
  const start = Math.min(1 - width, Math.max(0, from + by));
  return [start, start + width];
}

/** The window after a drag from one place to another. */
export function dragged(grip: Grip, before: Share, start: number, now: number): Share {
  switch (grip) {
    case 'from':
    case 'to':
      return withEnd(before, grip, now);
    case 'whole':
      return shifted(before, now - start);
    case 'new': {
      const [from, to] = [within(Math.min(start, now)), within(Math.max(start, now))];
      return to - from < LEAST ? before : [from, to];
    }
  }
}

/** What a key of a slider does: steps to move by, ±∞ for the ends; null for other keys. */
export function keyStep(key: string, shift: boolean, step: number): number | null {
  const by = shift ? 10 * step : step;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -by;
    case 'ArrowRight':
    case 'ArrowUp':
      return by;
    case 'PageDown':
      return -10 * step;
    case 'PageUp':
      return 10 * step;
    case 'Home':
      return Number.NEGATIVE_INFINITY;
    case 'End':
      return Number.POSITIVE_INFINITY;
    default:
      return null;
  }
}
