import type { Matrix } from '../../optimiser/backend.ts';
import { type GpuBlock, type GpuMatrix, ownMatrix } from './matrices.ts';

/** The part of a matrix that is being recorded. */
export type PartOf = (matrix: Matrix) => GpuBlock;

/**
 * Records an operation that treats every row by itself, once a part of `matrix`. The operation's other matrices have as
 * many rows, so they are split alike. `own` tells whether they may be bytes.
 */
export function overParts(
  matrix: Matrix,
  record: (part: PartOf, index: number) => void,
  own: (matrix: Matrix) => GpuMatrix = ownMatrix,
): void {
  for (const [index, { rows }] of own(matrix).parts.entries())
    record((other) => {
      const part = own(other).parts[index];
      if (part?.rows === rows) return part;
      throw new RangeError(`"${matrix.label}" and "${other.label}" are not split alike`);
    }, index);
}
