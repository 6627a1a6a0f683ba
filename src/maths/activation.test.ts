import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIVATIONS, activationRange } from '../model/activation.ts';
import { activate } from './activate.ts';
import { activation } from './activation.ts';
import { activationInverse } from './activationInverse.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  matrixOf,
  randomMatrix,
} from './testing/stridedMatrices.ts';

const numbers = fc.double({ noNaN: true });

describe.each(ACTIVATIONS)('activation %s', (name) => {
  const h = activation(name);

  it('is non-decreasing, inside its range, and never NaN', () => {
    const [infimum, supremum] = activationRange(name);
    fc.assert(
      fc.property(numbers, numbers, (x, y) => {
        const [low, high] = [h(Math.min(x, y)), h(Math.max(x, y))];
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(infimum);
        expect(high).toBeLessThanOrEqual(supremum);
      }),
    );
  });

  it.each(AWKWARD_SHAPES)('is applied element by element, %i×%i', (rows, columns) => {
    const z = randomMatrix(3, rows, columns, 2, 4);
    const out = matrixOf(rows, columns, () => 0, 1);
    activate(out, z, name);
    expect(elements(out)).toEqual(elements(z).map(h));
    expect(gapsUntouched(out)).toBe(true);
  });

  it('keeps NaN', () => {
    expect(h(Number.NaN)).toBeNaN();
  });
});

describe('the activations', () => {
  it('are the textbook functions', () => {
    for (const z of [-3, -0.5, 0, 0.25, 2]) {
      expect(activation('relu')(z)).toBe(Math.max(z, 0));
      expect(activation('leaky-relu')(z)).toBe(z > 0 ? z : 0.01 * z);
      expect(activation('sigmoid')(z)).toBeCloseTo(1 / (1 + Math.exp(-z)), 15);
      expect(activation('tanh')(z)).toBeCloseTo(
        (Math.exp(z) - Math.exp(-z)) / (Math.exp(z) + Math.exp(-z)),
        15,
      );
    }
  });

  it('resolve the far tail of the sigmoid', () => {
    expect(activation('sigmoid')(-700)).toBeCloseTo(Math.exp(-700), 310);
    expect(activation('sigmoid')(-700)).toBeGreaterThan(0);
  });
});

describe.each(['leaky-relu', 'sigmoid', 'tanh'] as const)('activationInverse %s', (name) => {
  it('undoes h to rounding', () => {
    const h = activation(name);
    const inverse = activationInverse(name);
    fc.assert(
      fc.property(fc.double({ min: -15, max: 15, noNaN: true }), (z) => {
        // Where h is flat, one rounding of h(z) is a wide interval of z: compare the values.
        expect(Math.abs(h(inverse(h(z))) - h(z))).toBeLessThanOrEqual(2 ** -51);
        if (Math.abs(z) < 2) expect(inverse(h(z))).toBeCloseTo(z, 13);
      }),
    );
  });
});

describe('activationInverse', () => {
  it('is infinite at the rim of a bounded range', () => {
    expect(activationInverse('sigmoid')(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(activationInverse('sigmoid')(1)).toBe(Number.POSITIVE_INFINITY);
    expect(activationInverse('tanh')(-1)).toBe(Number.NEGATIVE_INFINITY);
    expect(activationInverse('sigmoid')(5e-324)).toBeCloseTo(Math.log(5e-324), 10);
  });
});
