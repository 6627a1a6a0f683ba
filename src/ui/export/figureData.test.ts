import { describe, expect, it } from 'vitest';
import { defaultLook, runAppearance } from '../charts/appearance.ts';
import type { ChartSpec, Series, XAxis } from '../charts/chartSpec.ts';
import { figureCsv, figureJson } from './figureData.ts';

const X_AXIS: XAxis = { kind: 'flops', domain: [0, 1e12] };
const VALUES = [0.1 + 0.2, Math.PI * 1e-300, -123456789012345.67e5 / 3];

const SPEC: ChartSpec = {
  id: 'loss',
  title: 'Loss, "forward"',
  unit: 'mean',
  scale: 'log',
  series: [
    {
      id: 'a',
      group: 'Run "A", first',
      part: 'test',
      appearance: runAppearance(defaultLook('mdlam')),
      // One value more than was there when the figure was asked for.
      columns: { xs: [0, 1e9 / 3, 3e9, 4e9], ys: [...VALUES, 4], length: 3 },
    },
    {
      id: 'b',
      group: 'B',
      part: null,
      appearance: runAppearance(defaultLook('adam')),
      columns: { xs: [0, 1], ys: [1, Number.POSITIVE_INFINITY], length: 2 },
    },
  ],
  raised: [
    {
      group: 'B',
      color: 'var(--run-adam)',
      columns: { xs: [1], ys: [2], length: 1 },
      all: { xs: [0, 1], ys: [1, 1], length: 2 },
    },
  ],
  yDomain: null,
  format: String,
  tickLabel: null,
  empty: '',
};

describe('the data of a figure as CSV', () => {
  const lines = figureCsv(SPEC, X_AXIS).split('\r\n');

  it('has a row for every value that was there', () => {
    expect(lines[0]).toBe('figure,run,part,x name,x,y');
    expect(lines).toHaveLength(1 + 3 + 2 + 1);
    expect(lines.at(-1)).toBe('');
  });

  it('quotes what holds commas and quotes', () => {
    expect(lines[1]).toMatch(
      /^"Loss, ""forward""","Run ""A"", first",test,floating-point operations \(FLOP\),0,/,
    );
    expect(lines[4]).toBe('"Loss, ""forward""",B,,floating-point operations (FLOP),0,1');
  });

  it('keeps full precision', () => {
    const read = lines.slice(1, 4).map((line) => line.split(',').slice(-2).map(Number));
    expect(read).toEqual([
      [0, VALUES[0]],
      [1e9 / 3, VALUES[1]],
      [3e9, VALUES[2]],
    ]);
  });

  it('says so where a value is not finite', () => {
    expect(lines[5]).toMatch(/,1,Infinity$/);
  });
});

describe('the data of a figure as JSON', () => {
  it('has the words of the figure and its series', () => {
    expect(JSON.parse(figureJson(SPEC, X_AXIS))).toEqual({
      figure: 'loss',
      title: 'Loss, "forward"',
      unit: 'mean',
      scale: 'log',
      xAxis: { kind: 'flops', name: 'floating-point operations (FLOP)', scale: 'linear' },
      series: [
        { run: 'Run "A", first', part: 'test', x: [0, 1e9 / 3, 3e9], y: VALUES },
        { run: 'B', part: null, x: [0, 1], y: [1, null] },
      ],
      raised: [{ run: 'B', x: [1], blocks: [2] }],
    });
  });
});

describe('the data of medians and averages', () => {
  const columns = { xs: [1, 2], ys: [10, 20], length: 2 };
  const [first, second] = SPEC.series as [Series, Series];
  const band = { words: 'median of 3 seeds, range', low: [9, 18], high: [11, 22], quartiles: null };
  const spec = {
    ...SPEC,
    smoothed: 'moving average, weight 0.6',
    series: [{ ...first, columns: { ...columns, ys: [10, 16] }, raw: columns, band }, second],
  };

  it('are columns beside what was measured, empty where a curve has none', () => {
    const lines = figureCsv(spec, X_AXIS).split('\r\n');
    expect(lines[0]).toBe('figure,run,part,x name,x,y,smoothed,low,high');
    expect(lines[2]).toMatch(/,2,20,16,18,22$/);
    expect(lines[3]).toMatch(/,0,1,,,$/);
  });

  it('are named in JSON', () => {
    const { smoothing, series } = JSON.parse(figureJson(spec, X_AXIS));
    expect(smoothing).toBe('moving average, weight 0.6');
    expect(series[0]).toEqual({
      run: first.group,
      part: first.part,
      of: 'median of 3 seeds, range',
      x: [1, 2],
      y: [10, 20],
      smoothed: [10, 16],
      low: [9, 18],
      high: [11, 22],
    });
  });
});
