import { describe, expect, it } from 'vitest';
import { dlamRecord } from '../../theory/testing/records.ts';
import { gapModel, gapSpec, iterationAt } from './gapSpec.ts';
import { runOf } from './testing/labRun.ts';

describe('the chart of F − F*', () => {
  const run = runOf(Array.from({ length: 101 }, (_, k) => dlamRecord(k, 1 + 0.9 ** k)));
  const spec = gapSpec([run], 1, null);

  it('places iterations by their logarithm on a log–log plot, without k = 0', () => {
    const { lines, x } = gapModel(spec, 100, 'log', 900, 300);
    expect(lines[0]?.points[0]?.x).toBe(0);
    expect(lines[0]?.points[0]?.y).toBeCloseTo(Math.log10(0.9), 12);
    expect(lines[0]?.points.at(-1)?.x).toBeCloseTo(2, 12);
    expect(x.domain).toEqual([0, 2]);
    expect(x.ticks.map((tick) => tick.label)).toContain('10');
    expect(iterationAt(2, 'log')).toBe(100);
  });

  it('keeps k = 0 on a plain axis', () =>
    expect(gapModel(spec, 100, 'linear', 900, 300).lines[0]?.points[0]).toEqual({ x: 0, y: 0 }));

  it('draws the fit over its window, on top', () => {
    const fit = {
      kind: 'linear',
      from: 20,
      to: 80,
      points: 61,
      leftOut: 0,
      c1: 0.81,
      error: 0,
      logScale: 0,
      logRatio: Math.log(0.9),
      rSquared: 1,
    } as const;
    const columns = gapSpec([run], 1, fit).series[0]?.columns;
    expect([columns?.xs[0], columns?.xs.at(-1)]).toEqual([20, 80]);
    expect(columns?.ys[0]).toBeCloseTo(0.9 ** 20, 12);
  });

  it('has no curves without F*, or where nothing lies above it', () => {
    expect(gapSpec([run], null, null).series).toEqual([]);
    expect(gapSpec([run], 5, null).series).toEqual([]);
  });
});
