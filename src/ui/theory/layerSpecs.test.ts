import { describe, expect, it } from 'vitest';
import { dlamRecord, gradientRecord } from '../../theory/testing/records.ts';
import { constraintSpec, layersSpec, quantitiesOf, splitSpec } from './layerSpecs.ts';
import { runOf } from './testing/labRun.ts';

describe('what a run has', () => {
  const split = { loss: 1, penalties: [1, 2], residuals: [3, 4], constraintGap: 5 };
  const groups = (spec: { series: readonly { group: string; part: string | null }[] }) =>
    spec.series.map(({ group, part }) => (part ? `${group} ${part}` : group));

  it('splits F into R, every φ_l and every Ω_l', () => {
    const run = runOf([{ ...dlamRecord(0, 1, { violations: [0] }), split }]);
    expect(groups(splitSpec(run, 2))).toEqual([
      'R',
      'layer 1 φ',
      'layer 2 φ',
      'layer 1 Ω',
      'layer 2 Ω',
    ]);
    expect(groups(constraintSpec(run, 2))).toEqual(['gap', 'layer 1']);
  });

  it('shows violations, but does not let rounding flatten the gap', () => {
    const low = (violation: number) => {
      const run = runOf([{ ...dlamRecord(0, 1, { violations: [violation] }), split }]);
      return constraintSpec(run, 2).yDomain?.[0];
    };
    expect(low(1e-2)).toBeLessThan(-2);
    expect(low(1e-2)).toBeGreaterThan(-3);
    expect(low(1e-17)).toBeGreaterThan(-4);
    expect(low(0)).toBeGreaterThan(0);
  });

  it('is less for gradient methods, and said', () => {
    const run = runOf([gradientRecord(0, 1)], 'adam');
    expect(splitSpec(run, 2).series).toEqual([]);
    expect(splitSpec(run, 2).empty).toMatch(/no z and a/);
    expect(quantitiesOf(run)).toEqual(['distances', 'weight-steps']);
    expect(quantitiesOf(runOf([], 'dladmm'))).toContain('step-sizes');
  });

  it('shows W of any method', () => {
    const records = [{ ...gradientRecord(1, 1), weights: { steps: [1, 2], distances: [3, 4] } }];
    const spec = layersSpec(runOf(records, 'adam'), 2, 'distances');
    expect(spec.series.map((series) => series.columns.ys)).toEqual([[3], [4]]);
  });
});
