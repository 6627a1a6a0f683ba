import { expect, it } from 'vitest';
import { withRecord } from '../../history/history.ts';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRun } from '../testing/fakeRun.ts';
import { thinnedText } from './thinnedText.ts';

const RULE = { limit: 100, newest: 10, left: 50, stretch: 16 };
const run = (length: number, algorithm: Parameters<typeof fakeRun>[0] = 'mdlam') =>
  fakeRun(
    algorithm,
    Array.from({ length }, (_, k) => fakeRecord(k)).reduce<IterationRecord[]>(
      (kept, record) => withRecord(kept, record, RULE),
      [],
    ),
  );

it('says nothing of runs that have all of their iterations', () => {
  expect(thinnedText([])).toBeNull();
  expect(thinnedText([run(0), run(1), run(99)])).toBeNull();
});

it('says what is left, and how far apart', () => {
  const long = run(1500);
  const text = thinnedText([run(20, 'sgd'), long]);
  expect(text).toContain(`(${long.marks.name} ${long.count} of 1,500 kept)`);
  const gaps = long.records.map(({ iteration }, i) =>
    i > 0 ? iteration - (long.records[i - 1]?.iteration ?? 0) : 0,
  );
  expect(Math.max(...gaps)).toBeGreaterThan(10);
  expect(text).toContain(`at most ${Math.max(...gaps)} iterations apart`);
});

it('counts the runs that it does not name', () => {
  const five = Array.from({ length: 5 }, () => run(300));
  expect(thinnedText(five)).toMatch(/kept, 2 more\): of every/);
});
