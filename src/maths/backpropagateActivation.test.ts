import { describe, expect, it } from 'vitest';
import { ACTIVATIONS } from '../model/activation.ts';
import { activation } from './activation.ts';
import { activationSlope } from './activationSlope.ts';
import { backpropagateActivation } from './backpropagateActivation.ts';
import {
  AWKWARD_SHAPES,
  elements,
  gapsUntouched,
  randomMatrix,
} from './testing/stridedMatrices.ts';

describe.each(ACTIVATIONS)('backpropagateActivation %s', (name) => {
  const [h, slope] = [activation(name), activationSlope(name)];

  it('has the derivative of h, by central differences', () => {
    const step = 1e-5;
    for (const z of [-6, -2, -0.3, -0.01, 0.02, 0.5, 1, 7]) {
      const difference = (h(z + step) - h(z - step)) / (2 * step);
      expect(Math.abs(slope(z) - difference)).toBeLessThan(1e-9);
    }
  });

  it.each(AWKWARD_SHAPES)('multiplies g in place and nothing beyond, %i×%i', (rows, columns) => {
    const [g, z] = [randomMatrix(1, rows, columns, 2), randomMatrix(2, rows, columns, 3)];
    const [before, zs] = [elements(g), elements(z)];
    backpropagateActivation(g, z, name);
    expect(elements(g)).toEqual(before.map((value, i) => value * slope(zs[i])));
    expect(gapsUntouched(g)).toBe(true);
  });

  it('passes NaN on', () => {
    expect(slope(Number.NaN) * Number.NaN).toBeNaN();
    expect(slope(Number.NaN)).not.toBe(0);
  });
});

describe('activationSlope', () => {
  it('takes the derivative from the left at a kink, as PyTorch does', () => {
    expect([0, -0].map(activationSlope('relu'))).toEqual([0, 0]);
    expect([0, -0].map(activationSlope('leaky-relu'))).toEqual([0.01, 0.01]);
  });

  it('keeps its relative accuracy where h saturates', () => {
    for (const side of [-1, 1]) {
      expect(activationSlope('sigmoid')(side * 60) / Math.exp(-60)).toBeCloseTo(1, 14);
      expect(activationSlope('tanh')(side * 60) / (4 * Math.exp(-120))).toBeCloseTo(1, 14);
      expect(activationSlope('sigmoid')(side * 1e4)).toBe(0);
    }
  });
});
