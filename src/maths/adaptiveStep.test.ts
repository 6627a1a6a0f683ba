import { describe, expect, it } from 'vitest';
import { type AdaptiveCoefficients, adaptiveStep } from './adaptiveStep.ts';
import type { StridedMatrix } from './stridedMatrix.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

const GRADIENTS = [0.5, -2, 0.1, 0, 3e-4, -0.7, 0.02];

/** The weight after each update: `next` is torch.optim's formula for one number, `coefficients` and m ours. */
function compare(
  next: (g: number, t: number) => number,
  ours: {
    readonly coefficients: (t: number) => AdaptiveCoefficients;
    readonly direction?: (g: number, previous: number) => number;
    readonly peak?: boolean;
  },
): void {
  const single = (value: number): StridedMatrix => matrixOf(1, 1, () => value);
  const [w, s, m] = [single(1), single(0), single(0)];
  const peak = ours.peak ? single(0) : null;
  for (const [index, g] of GRADIENTS.entries()) {
    m.values[0] = ours.direction?.(g, m.values[0]) ?? g;
    adaptiveStep({ w, s, peak }, single(g), m, ours.coefficients(index + 1));
    expect(w.values[0]).toBeCloseTo(next(g, index + 1), 13);
  }
}

describe('adaptiveStep does what torch.optim does', () => {
  const rate = 0.05;

  it('Adagrad', () => {
    const epsilon = 1e-10;
    let [w, sum] = [1, 0];
    compare(
      (g) => {
        sum += g * g;
        w -= (rate * g) / (Math.sqrt(sum) + epsilon);
        return w;
      },
      { coefficients: () => ({ decay: 1, gain: 1, size: rate, correction: 1, epsilon }) },
    );
  });

  it('RMSprop', () => {
    const [alpha, epsilon] = [0.99, 1e-8];
    let [w, average] = [1, 0];
    compare(
      (g) => {
        average = alpha * average + (1 - alpha) * g * g;
        w -= (rate * g) / (Math.sqrt(average) + epsilon);
        return w;
      },
      {
        coefficients: () => ({ decay: alpha, gain: 1 - alpha, size: rate, correction: 1, epsilon }),
      },
    );
  });

  it.each([
    ['Adam', false],
    ['Adam with amsgrad', true],
  ])('%s', (_name, amsgrad) => {
    const [beta1, beta2, epsilon] = [0.9, 0.99, 1e-8];
    let [w, first, second, largest] = [1, 0, 0, 0];
    compare(
      (g, t) => {
        first = beta1 * first + (1 - beta1) * g;
        second = beta2 * second + (1 - beta2) * g * g;
        largest = Math.max(largest, second);
        const root = Math.sqrt(amsgrad ? largest : second) / Math.sqrt(1 - beta2 ** t);
        w -= ((rate / (1 - beta1 ** t)) * first) / (root + epsilon);
        return w;
      },
      {
        coefficients: (t) => ({
          decay: beta2,
          gain: 1 - beta2,
          size: rate / (1 - beta1 ** t),
          correction: 1 / Math.sqrt(1 - beta2 ** t),
          epsilon,
        }),
        direction: (g, previous) => beta1 * previous + (1 - beta1) * g,
        peak: amsgrad,
      },
    );
  });
});

describe('adaptiveStep on matrices', () => {
  it.each(AWKWARD_SHAPES)(
    'works in place and on nothing beyond, m being g, %i×%i',
    (rows, columns) => {
      const make = (seed: number) => randomMatrix(seed, rows, columns, seed);
      const [w, g] = [make(1), make(2)];
      const [s, peak] = [3, 4].map((pad) =>
        matrixOf(rows, columns, (i, j) => (i + 2 * j) % 3, pad),
      );
      const [ws, gs, ss, peaks] = [w, g, s, peak].map(elements);
      const coefficients = { decay: 0.5, gain: 2, size: 0.1, correction: 3, epsilon: 0.01 };
      adaptiveStep({ w, s, peak }, g, g, coefficients);
      const squares = ss.map((value, i) => 0.5 * value + 2 * gs[i] * gs[i]);
      const largest = squares.map((value, i) => Math.max(value, peaks[i]));
      expect(elements(s)).toEqual(squares);
      expect(elements(peak)).toEqual(largest);
      expect(elements(w)).toEqual(
        ws.map((value, i) => value - (0.1 * gs[i]) / (Math.sqrt(largest[i]) * 3 + 0.01)),
      );
      expect([w, s, peak].every(gapsUntouched)).toBe(true);
    },
  );
});
