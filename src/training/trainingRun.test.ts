import { expect, it } from 'vitest';
import { withRecord } from '../history/history.ts';
import { HISTORY_RULE } from '../history/rule.ts';
import type { StopRules } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { IterationFigures } from '../optimiser/optimiser.ts';
import type { StoredSnapshot } from '../optimiser/snapshot.ts';
import { gradientRecord } from '../theory/testing/records.ts';
import { type TrainedOptimiser, TrainingRun } from './trainingRun.ts';

const ITERATIONS = 24_000;
const RULES: StopRules = {
  iterations: ITERATIONS,
  relativeChange: null,
  seconds: null,
  targetAccuracy: null,
};

const figuresAt = (k: number): IterationFigures => {
  const { elapsedMs: _, ...figures } = gradientRecord(k, 10 + Math.sin(k));
  return figures;
};

/** Counts its iterations, and computes nothing. */
function counting(from = 0): TrainedOptimiser {
  let iteration = from;
  return {
    get iteration() {
      return iteration;
    },
    start: async () => figuresAt(0),
    advance: async (count) => Array.from({ length: count }, () => figuresAt(++iteration)),
    snapshot: () => {
      throw new Error('nothing is put away here');
    },
    resume: async () => figuresAt(iteration),
    dispose: () => undefined,
  };
}

async function train(run: TrainingRun, batch: number, to: number): Promise<IterationRecord[]> {
  const told: IterationRecord[] = [];
  while (run.wantsMore && run.submitted < to) {
    const { figures } = run.submit(Math.min(batch, to - run.submitted));
    const news = run.complete(await figures, batch);
    told.push(...news.records);
  }
  return told;
}

it('tells every iteration, and keeps what the rule of histories leaves', async () => {
  const run = new TrainingRun('SGD', counting(), RULES);
  const told = [...(await run.start([])).records, ...(await train(run, 7, ITERATIONS))];
  expect(told.map(({ iteration }) => iteration)).toEqual([...Array(ITERATIONS + 1).keys()]);
  expect(run.end).toEqual({ kind: 'finished', reason: 'iterations' });
  expect(run.records.length).toBeLessThan(HISTORY_RULE.limit);
  // What a page makes of what it is told.
  const page = told.reduce<IterationRecord[]>((kept, record) => withRecord(kept, record), []);
  expect(run.records).toEqual(page);
});

it('goes on from a thinned history as if nothing had been', async () => {
  const whole = new TrainingRun('SGD', counting(), RULES);
  await whole.start([]);
  await train(whole, 100, ITERATIONS);

  const at = 13_100;
  const before = new TrainingRun('SGD', counting(), RULES);
  await before.start([]);
  await train(before, 100, at);
  const stored = structuredClone(before.records);
  const after = new TrainingRun('SGD', counting(at), RULES);
  await after.resume({ stored: {} as StoredSnapshot, records: stored, end: null });
  await train(after, 100, ITERATIONS);
  expect(stored.length).toBeLessThan(at);
  expect(after.records).toEqual(whole.records);
});
