import { describe, expect, it } from 'vitest';
import { dlamRecord, gradientRecord } from '../../theory/testing/records.ts';
import { blockNames, layerPick, omegaPick, raisedPick } from './layerFigures.ts';

describe('figures of the layers', () => {
  const record = {
    ...dlamRecord(3, 1, { theta: [4, 2], omega: 0.5, raised: ['W2'] }),
    weights: { steps: [0.1, 0.2], distances: [1, 2] },
  };
  it('are read by layer, null where there is none', () => {
    expect(layerPick('theta', 2)(record)).toBe(2);
    expect(layerPick('theta', 3)(record)).toBeNull();
    expect(layerPick('residual', 1)(record)).toBeNull();
    expect(layerPick('weightStep', 1)(gradientRecord(0, 1))).toBeNull();
  });
  it('keep their function, which keys the columns', () => {
    expect(layerPick('theta', 2)).toBe(layerPick('theta', 2));
    expect(layerPick('theta', 2)).not.toBe(layerPick('tau', 2));
  });
  it('name blocks in the order of an iteration', () => {
    expect(blockNames(3)).toEqual(['W1', 'a1', 'W2', 'a2', 'W3']);
    expect(blockNames(1)).toEqual(['W1']);
    expect([raisedPick('W2')(record), raisedPick('a1')(record)]).toEqual([1, null]);
  });
  it('leave out the ω_0 that acts on nothing', () => {
    expect(omegaPick(record)).toBe(0.5);
    expect(omegaPick(dlamRecord(1, 1, { omega: -1 }))).toBeNull();
  });
});
