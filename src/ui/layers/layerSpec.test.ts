import { describe, expect, it } from 'vitest';
import { dlamRecord, gradientRecord } from '../../theory/testing/records.ts';
import { INITIAL_VIEW, LAYER_ROWS, restoreView } from '../store/viewStore.ts';
import { fakeRun } from '../testing/fakeRun.ts';
import { LAYER_ROW_WORDS } from './layerRows.ts';
import { commonDomain, layerSpec } from './layerSpec.ts';

const weights = (first: number, second: number) => ({
  weights: { steps: [first, second], distances: [first, second] },
});
const mdlam = fakeRun('mdlam', [
  { ...dlamRecord(1, 1, { theta: [4, 2], tau: [3], raised: ['W2'] }), ...weights(1, 10) },
  { ...dlamRecord(2, 1, { theta: [4, 2], tau: [3], raised: ['a1', 'W2'] }), ...weights(2, 100) },
]);
const adam = fakeRun('adam', [{ ...gradientRecord(1, 1), ...weights(5, 50) }]);
const runs = [mdlam, adam];
const AXIS = { kind: 'iteration', domain: [0, 2] } as const;

describe('a small chart', () => {
  it('has every run that has the quantity', () => {
    const names = (row: Parameters<typeof layerSpec>[1]) =>
      layerSpec(runs, row, 1, INITIAL_VIEW).series.map(({ group }) => group);
    expect(names('distance').toSorted()).toEqual(['adam', 'mdlam']);
    expect(names('theta')).toEqual(['mdlam']);
    expect(layerSpec([adam], 'theta', 1, INITIAL_VIEW).series).toEqual([]);
  });

  it('marks the steps of its own block', () => {
    const raised = (row: 'distance' | 'tau' | 'residual', layer: number) =>
      layerSpec(runs, row, layer, INITIAL_VIEW).raised.map(({ columns }) => columns.xs);
    expect(raised('distance', 1)).toEqual([[]]);
    expect(raised('distance', 2)).toEqual([[1, 2]]);
    expect(raised('tau', 1)).toEqual([[2]]);
    expect(raised('residual', 1)).toEqual([]);
  });

  it('shares its vertical axis with the other layers', () => {
    const specs = [1, 2].map((layer) => layerSpec(runs, 'weightStep', layer, INITIAL_VIEW));
    const [low, high] = commonDomain(specs, AXIS) as [number, number];
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(2);
    expect(commonDomain([], AXIS)).toBeNull();
  });
});

it('every row has words, and the choice of rows is remembered', () => {
  expect(Object.keys(LAYER_ROW_WORDS).toSorted()).toEqual([...LAYER_ROWS].toSorted());
  expect(restoreView({ view: { layerRows: [] } }).layerRows).toEqual([]);
});
