import { describe, expect, it } from 'vitest';
import { initialWeights } from './initialWeights.ts';

const shape = { widths: [300, 200, 10], activation: 'relu', bias: true } as const;
const he = { seed: 7, weights: { kind: 'he' }, output: 'forward' } as const;

function inputsOf(values: Float64Array, columns: number): number[] {
  return [...values].filter((_, position) => position % columns !== columns - 1);
}

describe('initialWeights', () => {
  it('is He normal with zero biases', () => {
    const [first] = initialWeights(shape, he) as [Float64Array, Float64Array];
    expect(first).toHaveLength(200 * 301);
    const weights = inputsOf(first, 301);
    const variance = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
    expect(variance / (2 / 300)).toBeCloseTo(1, 1);
    for (let row = 0; row < 200; row++) expect(first[row * 301 + 300]).toBe(0);
  });

  it('gives float32 numbers, the same for the same seed and others for another', () => {
    const once = initialWeights(shape, he);
    expect(initialWeights(shape, he)).toEqual(once);
    for (const layer of once) for (const w of layer) expect(Math.fround(w)).toBe(w);
    expect(initialWeights(shape, { ...he, seed: 8 })[0]).not.toEqual(once[0]);
  });

  it('draws the given σ', () => {
    const drawn = { ...he, weights: { kind: 'normal', sigma: 0.5 } } as const;
    const [first] = initialWeights({ ...shape, bias: false }, drawn) as [Float64Array];
    const variance = first.reduce((sum, w) => sum + w * w, 0) / first.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.5, 2);
  });
});
