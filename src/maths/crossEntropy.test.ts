import { describe, expect, it } from 'vitest';
import { countCorrect } from './countCorrect.ts';
import { crossEntropy } from './crossEntropy.ts';
import { at, matrixOf, randomLabels, randomMatrix } from './testing/stridedMatrices.ts';

const NAN = Number.NaN;

describe('crossEntropy', () => {
  it.each([
    [1, 1],
    [65, 2],
    [64, 10],
    [13, 11],
  ])('is Σ −log softmax(z)[y], %i samples of %i classes', (rows, classes) => {
    const z = randomMatrix(1, rows, classes, 3, 4);
    const y = randomLabels(2, rows, classes);
    let naive = 0;
    for (let i = 0; i < rows; i += 1) {
      let sum = 0;
      for (let j = 0; j < classes; j += 1) sum += Math.exp(at(z, i, j));
      for (let j = 0; j < classes; j += 1) {
        naive -= at(y, i, j) * Math.log(Math.exp(at(z, i, j)) / sum);
      }
    }
    expect(crossEntropy(z, y)).toBeCloseTo(naive, 9);
  });

  it('neither overflows nor loses a nearly certain sample', () => {
    const y = matrixOf(1, 2, (_, column) => 1 - column);
    const loss = (first: number, second: number) =>
      crossEntropy(
        matrixOf(1, 2, (_, column) => (column === 0 ? first : second)),
        y,
      );
    expect(loss(1e4, -1e4)).toBe(0);
    expect(loss(-1e4, 1e4)).toBe(2e4);
    expect(loss(40, 0) / Math.exp(-40)).toBeCloseTo(1, 12);
    expect(loss(NAN, 0)).toBeNaN();
    expect(loss(0, NAN)).toBeNaN();
  });
});

describe('countCorrect', () => {
  it('counts the rows whose first largest value is at the label', () => {
    const rows = [
      [1, 2, 0],
      [2, 2, 0],
      [-3, -1, -2],
      [NAN, 5, 0],
      [0, 5, NAN],
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0],
    ];
    const z = matrixOf(rows.length, 3, (i, j) => rows[i][j], 2);
    const y = matrixOf(rows.length, 3, (_, j) => (j === 1 ? 1 : 0));
    expect(countCorrect(z, y)).toBe(3);
  });
});
