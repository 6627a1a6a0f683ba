import { describe, expect, it } from 'vitest';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRun } from '../testing/fakeRun.ts';
import { columnsOf, placeOf, X_AXIS_KINDS } from './columns.ts';
import { axisLabel, placeText, tickLabel } from './costAxis.ts';
import { objective } from './figures.ts';
import { snap } from './inspection.ts';
import { linearTicks } from './ticks.ts';
import { tellsDeviceTime, whyEmpty } from './whyEmpty.ts';
import { runsXAxis } from './xAxis.ts';

const record = {
  ...fakeRecord(3),
  cost: { updates: 120, passes: 4, flops: 7e9, deviceMs: 250 },
  elapsedMs: 900,
};

describe('the place of a record', () => {
  it('is what the axis counts', () =>
    expect(X_AXIS_KINDS.map((kind) => placeOf(record, kind))).toEqual([120, 4, 7e9, 0.25, 0.9]));

  it('is none where the engine cannot tell, and then there is no point', () => {
    const run = fakeRun('sgd', [fakeRecord(0), record]);
    expect(placeOf(fakeRecord(0), 'device')).toBeNull();
    expect(columnsOf(run, 'device', objective).xs).toEqual([0.25]);
    expect(columnsOf(run, 'flops', objective).xs).toEqual([0, 7e9]);
  });
});

describe('the axis in words', () => {
  it.each([
    [8e8, 'floating-point operations (MFLOP)', ['0', '200', '400', '600', '800']],
    [6e10, 'floating-point operations (GFLOP)', ['0', '20', '40', '60']],
    [2.5e12, 'floating-point operations (TFLOP)', ['0.0', '0.5', '1.0', '1.5', '2.0', '2.5']],
  ])('counts operations up to %d in one prefix', (right, label, ticks) => {
    const axis = { kind: 'flops', domain: [0, right] } as const;
    expect(axisLabel(axis)).toBe(label);
    const drawn = linearTicks(axis.domain, 5, tickLabel(axis));
    expect(drawn.map((tick) => tick.label)).toEqual(ticks);
  });

  it.each([
    ['iteration', 1, '1 weight update'],
    ['iteration', 1200, '1,200 weight updates'],
    ['passes', 40, '40 passes'],
    ['flops', 1.5e12, '1.500 TFLOP'],
    ['device', 1.234, '1.23 s on the device'],
    ['seconds', 1.234, '1.23 s'],
  ] as const)('names a place over %s', (kind, x, text) => expect(placeText(x, kind)).toBe(text));

  it('says that a logarithmic axis leaves 0 out', () =>
    expect(axisLabel({ kind: 'iteration', scale: 'log', domain: [0, 3] })).toMatch(
      /0 is left out/,
    ));

  it('finds places of a logarithmic axis', () =>
    expect(snap(7.6, { kind: 'iteration', scale: 'log', domain: [0, 2] })).toBe(8));

  it('finds whole places where it counts, and none beyond the end', () => {
    expect(snap(3.4, { kind: 'iteration', domain: [0, 9] })).toBe(3);
    expect(snap(2.9, { kind: 'passes', domain: [0, 2.5] })).toBe(2.5);
    expect(snap(3.4, { kind: 'seconds', domain: [0, 9] })).toBe(3.4);
  });
});

describe('runsXAxis', () => {
  const done = { state: { kind: 'finished', reason: 'iterations' } } as const;

  it('has room for the updates to come, a mini-batch each', () => {
    const run = fakeRun('sgd', [record]);
    expect(runsXAxis([run], 'iteration').domain).toEqual([0, 150]);
    const late = { ...record, iteration: 8, cost: { ...record.cost, updates: 320 } };
    expect(runsXAxis([fakeRun('sgd', [late])], 'iteration').domain).toEqual([0, 360]);
  });

  it('fits once the race is over, and reaches as far as the costliest run', () => {
    const race = [
      { ...fakeRun('sgd', [fakeRecord(4)]), ...done },
      { ...fakeRun('adam', [record]), ...done },
    ];
    expect(runsXAxis(race, 'flops').domain).toEqual([0, 7e9]);
    expect(runsXAxis(race, 'device').domain).toEqual([0, 0.25]);
  });

  it('begins at the first place that has a logarithm', () => {
    const race = [{ ...fakeRun('sgd', [fakeRecord(0), fakeRecord(2), record]), ...done }];
    const { scale, domain } = runsXAxis(race, 'iteration', 'log');
    expect([scale, domain]).toEqual(['log', [Math.log10(2), Math.log10(120)]]);
    const empty = runsXAxis([fakeRun('sgd', [fakeRecord(0)])], 'iteration', 'log').domain;
    expect(empty[1]).toBeGreaterThan(empty[0]);
  });

  it('exists without a race', () =>
    expect(X_AXIS_KINDS.map((kind) => runsXAxis([], kind).domain[1] > 0)).not.toContain(false));
});

describe('charts without curves', () => {
  const untold = [fakeRun('sgd', [fakeRecord(1)])];
  it('know whether the engine tells device time', () => {
    expect(tellsDeviceTime(untold)).toBe(false);
    expect(tellsDeviceTime([fakeRun('sgd', [fakeRecord(1)]), fakeRun('adam', [record])])).toBe(
      true,
    );
    expect(tellsDeviceTime([fakeRun('sgd')])).toBe(true);
  });
  it('say why', () => {
    expect(whyEmpty(untold, untold, 'device')).toContain('cannot tell device time');
    expect(whyEmpty(untold, untold, 'flops')).toBeNull();
    expect(whyEmpty(untold, [], 'flops')).toContain('hidden');
    expect(whyEmpty([], [], 'device')).toBeNull();
  });
});
