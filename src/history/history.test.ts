import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IterationRecord } from '../model/iterationRecord.ts';
import { Lemma1 } from '../theory/lemma1.ts';
import { LeastObjective } from '../theory/objectiveFloor.ts';
import { RaisedBlocks } from '../theory/raisedBlocks.ts';
import { dlamRecord, gradientRecord } from '../theory/testing/records.ts';
import { Theorem1 } from '../theory/theorem1.ts';
import { Theorem2 } from '../theory/theorem2.ts';
import { thinningOf, withRecord } from './history.ts';
import { HISTORY_RULE, type HistoryRule } from './rule.ts';
import { thinned } from './thinned.ts';

/** As the rule of runs, for runs that a test can afford. */
const RULE: HistoryRule = { limit: 200, newest: 20, left: 100, stretch: 16 };

/** What mDLAM's blocks, and a schedule that changes ε now and then, may leave behind. */
const step = fc.record({
  objective: fc.double({ min: 0, max: 10, noNaN: true }),
  shrinks: fc.boolean(),
  omega: fc.double({ min: -1, max: 1, noNaN: true }),
  theta: fc.double({ min: 0.1, max: 9, noNaN: true }),
  length: fc.double({ min: 0, max: 3, noNaN: true }),
  raised: fc.subarray(['W1', 'a1', 'W2']),
  evaluated: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function runOf(steps: readonly Step[]): readonly IterationRecord[] {
  let epsilon = 1;
  return [dlamRecord(0, 10), ...steps.map(recordOf)];

  function recordOf(
    { objective, shrinks, omega, theta, length, raised, evaluated }: Step,
    index: number,
  ): IterationRecord {
    if (shrinks && index % 37 === 0) epsilon /= 2;
    const sizes = { theta: [theta, 1], tau: [theta], zSteps: [length, 0], aSteps: [length] };
    const figures = { ...sizes, epsilon, omega, raised };
    const record = dlamRecord(index + 1, objective, figures, [length, length]);
    const accuracy = Math.round(objective) / 10;
    const forward = {
      trainLoss: 0,
      trainAccuracy: 0,
      testLoss: objective,
      testAccuracy: accuracy,
    };
    return evaluated ? { ...record, forward } : record;
  }
}

const runs = fc.array(step, { minLength: 0, maxLength: 900, size: 'max' }).map(runOf);

function historyOf(run: readonly IterationRecord[], rule = RULE): IterationRecord[] {
  return run.reduce<IterationRecord[]>((kept, record) => withRecord(kept, record, rule), []);
}

/** All that the theory says, by figures that need every iteration. */
function figuresOf(records: readonly IterationRecord[]) {
  const mdlam = {
    float64: new Lemma1('mdlam', 'float64'),
    float32: new Lemma1('mdlam', 'float32'),
  };
  const [theorem1, theorem2] = [new Theorem1(), new Theorem2()];
  const [least, raised] = [new LeastObjective(), new RaisedBlocks()];
  for (const record of records)
    for (const reader of [...Object.values(mdlam), theorem1, theorem2, least, raised])
      reader.read(record);
  return {
    violations: Object.values(mdlam).map((lemma) => lemma.count('violation')),
    scheduled: Object.values(mdlam).map((lemma) => lemma.count('shrinking-epsilon')),
    condition: [theorem1.held, theorem1.judged],
    decrease: theorem2.current,
    least: least.value,
    raised: ['W1', 'a1', 'W2', 'a2'].map((block) => raised.count(block)),
  };
}

describe('a history', () => {
  it('has every iteration while there is room, in the same array', () => {
    const records = [gradientRecord(0, 1)];
    for (let k = 1; k < RULE.limit - 1; k++)
      expect(withRecord(records, gradientRecord(k, 1), RULE)).toBe(records);
    expect(records.map(({ iteration }) => iteration)).toEqual([...records.keys()]);
    expect(thinningOf(records, records.length)).toBeNull();
  });

  it('is never longer than its rule, in whatever order its figures come', () =>
    fc.assert(
      fc.property(runs, (run) => {
        let kept: IterationRecord[] = [];
        for (const record of run) {
          const former = kept;
          const before = [...kept];
          kept = withRecord(kept, record, RULE);
          expect(kept.length).toBeLessThan(RULE.limit);
          if (kept !== former) {
            expect(kept.length).toBeLessThanOrEqual(RULE.left);
            expect(former.slice(0, before.length)).toEqual(before);
          }
        }
        expect(kept[0]).toEqual(run[0]);
        expect(kept.slice(-RULE.newest + 1)).toEqual(run.slice(-RULE.newest + 1));
      }),
      { numRuns: 50 },
    ));

  it('leaves what the theory says exactly as it was', () =>
    fc.assert(
      fc.property(runs, (run) => {
        expect(figuresOf(historyOf(run))).toEqual(figuresOf(run));
      }),
      { numRuns: 100 },
    ));

  it('keeps the extremes of every stretch, and the newest evaluation', () =>
    fc.assert(
      fc.property(runs, (run) => {
        const kept = historyOf(run);
        const longest = thinningOf(kept, kept.length)?.longest ?? 1;
        const extremes = (records: readonly IterationRecord[]) => {
          const objectives = records.map(({ objective }) => objective);
          const losses = records.flatMap(({ forward }) => forward?.testLoss ?? []);
          return [objectives, losses].flatMap((all) => [Math.min(...all), Math.max(...all)]);
        };
        expect(extremes(kept)).toEqual(extremes(run));
        const evaluated = (records: readonly IterationRecord[]) =>
          records.findLast(({ forward }) => forward !== null)?.iteration;
        expect(evaluated(kept)).toBe(evaluated(run));
        // Neighbours lie at most two stretches apart, and a span may reach from one into the next.
        expect(longest).toBeLessThan(2 * 1024);
      }),
      { numRuns: 50 },
    ));

  it('is the same whether or not it was stored and read again on the way', () =>
    fc.assert(
      fc.property(runs, fc.nat(), (run, place) => {
        const at = place % run.length;
        const stored = structuredClone(historyOf(run.slice(0, at)));
        const resumed = run
          .slice(at)
          .reduce<IterationRecord[]>((kept, record) => withRecord(kept, record, RULE), stored);
        expect(resumed).toEqual(historyOf(run));
      }),
      { numRuns: 50 },
    ));

  it('thins by short stretches first as by long ones at once', () => {
    for (const records of fc.sample(runs, { seed: 7, numRuns: 20 })) {
      const by = (stretch: number, from: readonly IterationRecord[]) =>
        thinned(from, { ...RULE, newest: 0, left: records.length, stretch });
      expect(by(64, by(16, records))).toEqual(by(64, records));
    }
  });
});

describe('the rule of runs', () => {
  const million = 1_000_000;

  it('holds for as many iterations as a run can have, were each an extreme', () => {
    let kept: IterationRecord[] = [];
    let thinnings = 0;
    for (let k = 0; k <= million; k++) {
      const before = kept;
      // No stretch is monotone, and no record is the extreme of two figures.
      const noise = (salt: number) =>
        (((k + salt) * 2_654_435_761) % 4_294_967_296) / 4_294_967_296;
      const record = gradientRecord(k, noise(1));
      const forward = {
        trainLoss: 0,
        trainAccuracy: 0,
        testLoss: noise(2),
        testAccuracy: noise(3),
      };
      kept = withRecord(kept, k % 3 === 1 ? { ...record, forward } : record);
      if (kept === before) continue;
      thinnings++;
      expect(kept.length).toBeLessThanOrEqual(HISTORY_RULE.left);
    }
    expect(kept.length).toBeLessThan(HISTORY_RULE.limit);
    // Each frees half of the room.
    expect(thinnings).toBeLessThanOrEqual(million / (HISTORY_RULE.limit - HISTORY_RULE.left));
    const thinning = thinningOf(kept, kept.length);
    expect(thinning?.of).toBe(million + 1);
    expect(thinning?.longest).toBeLessThan(2 * 2048);
    const stands = kept.reduce((sum, { span }) => sum + (span?.iterations ?? 1), 0);
    expect(stands).toBe(million + 1);
  });
});
