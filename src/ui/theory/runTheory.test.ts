import { describe, expect, it } from 'vitest';
import { dlamRecord } from '../../theory/testing/records.ts';
import { gapsOf, theoryOf } from './runTheory.ts';
import { runOf } from './testing/labRun.ts';

describe('theoryOf', () => {
  it('reads each record once, however often it is asked', () => {
    const records = [dlamRecord(0, 5), dlamRecord(1, 6)];
    expect(theoryOf(runOf(records), 'float64').lemma1.count('violation')).toBe(1);
    expect(theoryOf(runOf(records), 'float64').lemma1.count('violation')).toBe(1);
    records.push(dlamRecord(2, 7));
    expect(theoryOf(runOf(records), 'float64').lemma1.count('violation')).toBe(2);
    expect(theoryOf(runOf(records), 'float64').least.value).toBe(5);
  });

  it('begins anew for other rounding', () => {
    const records = [dlamRecord(0, 5), dlamRecord(1, 5 * (1 + 1e-9))];
    expect(theoryOf(runOf(records), 'float64').lemma1.rises).toHaveLength(1);
    expect(theoryOf(runOf(records), 'float32').lemma1.rises).toHaveLength(0);
  });
});

describe('gapsOf', () => {
  it('follows F*', () => {
    const run = runOf([dlamRecord(0, 5), dlamRecord(1, 3), dlamRecord(2, 2)]);
    expect(gapsOf(run, 2)).toMatchObject({ xs: [0, 1], ys: [3, 1] });
    expect(gapsOf(run, 1)).toMatchObject({ xs: [0, 1, 2], ys: [4, 2, 1] });
  });
});
