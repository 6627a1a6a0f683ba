import { describe, expect, it } from 'vitest';
import { crossEntropy } from './crossEntropy.ts';
import { crossEntropyGradient } from './crossEntropyGradient.ts';
import type { StridedMatrix } from './stridedMatrix.ts';
import {
  AWKWARD_SHAPES,
  at,
  elements,
  gapsUntouched,
  matrixOf,
  randomLabels,
  randomMatrix,
} from './testing/stridedMatrices.ts';

function gradientOf(z: StridedMatrix, y: StridedMatrix): StridedMatrix {
  const out = matrixOf(z.rows, z.columns, () => Number.NaN, 3);
  crossEntropyGradient(out, z, y);
  return out;
}

/** One row of scores and the class that is true. */
function gradientOfRow(scores: readonly number[], truth: number): number[] {
  const z = matrixOf(1, scores.length, (_, column) => scores[column]);
  const y = matrixOf(1, scores.length, (_, column) => Number(column === truth));
  return elements(gradientOf(z, y));
}

describe('crossEntropyGradient', () => {
  it('is the slope of crossEntropy, by central differences', () => {
    const z = randomMatrix(1, 4, 5, 2, 2);
    // Weights that are no probabilities: the sum of a row of y scales softmax.
    const y = matrixOf(4, 5, (i, j) => (i === 3 ? 0 : ((i + 2 * j) % 3) / 2));
    const gradient = gradientOf(z, y);
    const [step, worst] = [1e-5, 1e-8];
    for (let i = 0; i < 4; i += 1) {
      for (let j = 0; j < 5; j += 1) {
        const moved = (by: number) =>
          crossEntropy(
            matrixOf(
              4,
              5,
              (row, column) => at(z, row, column) + (row === i && column === j ? by : 0),
            ),
            y,
          );
        const slope = (moved(step) - moved(-step)) / (2 * step);
        expect(Math.abs(at(gradient, i, j) - slope)).toBeLessThan(worst);
      }
    }
  });

  it.each(AWKWARD_SHAPES)('is softmax − y, row sums 0, gaps untouched, %i×%i', (rows, classes) => {
    const z = randomMatrix(2, rows, classes, 1, 4);
    const y = randomLabels(3, rows, classes);
    const gradient = gradientOf(z, y);
    expect(gapsUntouched(gradient)).toBe(true);
    for (let i = 0; i < rows; i += 1) {
      const powers = Array.from({ length: classes }, (_, j) => Math.exp(at(z, i, j)));
      const total = powers.reduce((sum, power) => sum + power);
      let sum = 0;
      for (let j = 0; j < classes; j += 1) {
        const naive = powers[j] / total - at(y, i, j);
        expect(Math.abs(at(gradient, i, j) - naive)).toBeLessThan(1e-14);
        sum += at(gradient, i, j);
      }
      expect(Math.abs(sum)).toBeLessThan(1e-14);
    }
  });

  it('keeps the tiny gradient of a nearly certain sample, and does not overflow', () => {
    const [certain, other] = gradientOfRow([40, 0], 0);
    expect(certain / -Math.exp(-40)).toBeCloseTo(1, 14);
    expect(other).toBe(-certain);
    expect(gradientOfRow([1e4, -1e4], 1)).toEqual([1, -1]);
  });

  it('is zero where the row of y is, and NaN throughout where the row of z has a NaN', () => {
    const zeros = elements(
      gradientOf(
        randomMatrix(5, 2, 3),
        matrixOf(2, 3, () => 0),
      ),
    );
    expect(zeros.every((value) => value === 0)).toBe(true);
    expect(gradientOfRow([1, Number.NaN, 2], 0)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
