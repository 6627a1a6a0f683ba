import type { Backend, Matrix } from './backend.ts';

/** Records out = x − y; `out` may be x or y. */
export function recordDifference(backend: Backend, out: Matrix, x: Matrix, y: Matrix): void {
  backend.combine(out, [
    [null, x],
    [backend.constant(-1), y],
  ]);
}
