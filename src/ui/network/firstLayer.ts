import type { StoredLayer } from '../../model/storedWeights.ts';

export interface Unit {
  /** From 0. */
  readonly unit: number;
  /** ‖·‖₂ of its row of W. */
  readonly norm: number;
}

/** The units of a layer, those with the largest weights first. */
export function unitsByNorm({ rows, columns, weights }: StoredLayer): readonly Unit[] {
  const units = Array.from({ length: rows }, (_, unit) => {
    let squares = 0;
    for (let column = 0; column < columns; column++)
      squares += (weights[unit * columns + column] as number) ** 2;
    return { unit, norm: Math.sqrt(squares) };
  });
  return units.sort((a, b) => b.norm - a.norm || a.unit - b.unit);
}

/** max |w|. */
export function largestWeight({ weights }: StoredLayer): number {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  return largest;
}
