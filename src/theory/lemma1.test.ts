import { describe, expect, it } from 'vitest';
import type { Algorithm } from '../model/algorithms.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import { Lemma1, type Precision, ROUNDING_TOLERANCE } from './lemma1.ts';
import { dlamRecord, gradientRecord } from './testing/records.ts';

function judged(
  algorithm: Algorithm,
  records: readonly IterationRecord[],
  precision: Precision = 'float64',
): Lemma1 {
  const lemma = new Lemma1(algorithm, precision);
  for (const record of records) lemma.read(record);
  return lemma;
}

const counts = (lemma: Lemma1) =>
  (['violation', 'shrinking-epsilon', 'dlam-rise'] as const).map((kind) => lemma.count(kind));

const rising = [dlamRecord(0, 5), dlamRecord(1, 4), dlamRecord(2, 4.5), dlamRecord(3, 3)];

describe('Lemma1', () => {
  it('counts a rise at fixed ε and ρ against mDLAM', () => {
    const lemma = judged('mdlam', rising);
    expect(counts(lemma)).toEqual([1, 0, 0]);
    expect(lemma.rises).toEqual([{ iteration: 2, from: 2, kind: 'violation', count: 1 }]);
  });

  it('expects it of DLAM', () => expect(counts(judged('dlam', rising))).toEqual([0, 0, 1]));

  it.each([
    ['ε', { epsilon: 1e-4 }],
    ['ρ', { rho: 0.02 }],
  ])('blames a change of %s, in either algorithm, and only in that iteration', (_, changed) => {
    const records = [dlamRecord(0, 5), dlamRecord(1, 6, changed), dlamRecord(2, 7, changed)];
    expect(counts(judged('mdlam', records))).toEqual([1, 1, 0]);
    expect(counts(judged('dlam', records))).toEqual([0, 1, 1]);
    expect(judged('mdlam', records).rises.map((rise) => rise.iteration)).toEqual([1, 2]);
  });

  it.each<Precision>(['float32', 'float64'])(
    'lets rounding pass in %s, and no more',
    (precision) => {
      const tolerance = ROUNDING_TOLERANCE[precision];
      const risen = (share: number) =>
        judged('mdlam', [dlamRecord(0, 1e4), dlamRecord(1, 1e4 * (1 + share))], precision);
      expect(counts(risen(0.5 * tolerance))).toEqual([0, 0, 0]);
      expect(counts(risen(2 * tolerance))).toEqual([1, 0, 0]);
    },
  );

  it('finds nothing where F falls or stays', () =>
    expect(judged('mdlam', [dlamRecord(0, 5), dlamRecord(1, 5), dlamRecord(2, 1)]).rises).toEqual(
      [],
    ));

  it('says nothing of methods without such an F', () => {
    const records = [gradientRecord(0, 1), gradientRecord(1, 2)];
    expect(judged('adam', records).rises).toEqual([]);
    expect(judged('dladmm', records).rises).toEqual([]);
  });
});
