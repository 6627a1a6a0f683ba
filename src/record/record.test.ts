import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withRecord } from '../history/history.ts';
import { RecordFormatError } from '../model/errors.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import { INITIAL_SETTINGS } from '../settings/settings.ts';
import { deviation, relativeDifference } from './deviation.ts';
import { readRecord } from './readRecord.ts';
import { writeRecord } from './recordFile.ts';
import type { RunRecord } from './runRecord.ts';

function iteration(k: number, changes: Partial<IterationRecord> = {}): IterationRecord {
  return {
    iteration: k,
    objective: 100 / (k + 1),
    weights: { steps: [0.1, 1 / 3], distances: [1e-17, 5e-324] },
    split: { loss: 0.1 + 0.2, penalties: [0, 1], residuals: [1e-300, 2], constraintGap: 0 },
    dlam: {
      epsilon: 0.01,
      rho: 0.001,
      omega: 0.75,
      theta: [1, 2],
      tau: [3],
      zSteps: [1, 2],
      aSteps: [3],
      violations: [0],
      raised: ['W2', 'a1'],
    },
    admm: null,
    forward:
      k % 2 === 0
        ? { trainLoss: 1 / 7, trainAccuracy: 0.5, testLoss: 2 / 7, testAccuracy: 0.25 }
        : null,
    cost: { updates: k, passes: k, flops: k * 1e9, deviceMs: k === 0 ? null : 0.3 * k },
    elapsedMs: k * 12.5,
    ...changes,
  };
}

const RECORD: RunRecord = {
  name: 'mDLAM <script>alert(1)</script>',
  origin: {
    algorithm: 'mdlam',
    settings: { ...INITIAL_SETTINGS, algorithms: ['mdlam'], seed: 4 },
    data: {
      name: 'MNIST',
      source: 'app',
      hash: '0123456789abcdef',
      trainCount: 5000,
      testCount: 10000,
      featureCount: 784,
      classNames: ['0', '1'],
    },
    start: { weights: 'aaaa', data: 'bbbb', order: 'cccc' },
    device: { engine: 'cpu', description: 'CPU', precision: 'float64', software: false },
    app: '0.1.0',
    startedAt: '2026-11-23T10:00:00.000Z',
    resumed: [
      {
        iteration: 3,
        at: '2026-11-24T08:00:00.000Z',
        device: { engine: 'cpu', description: 'float64', precision: 'float64', software: false },
      },
    ],
  },
  outcome: { kind: 'finished', reason: 'iterations' },
  iterations: [0, 1, 2, 3].map((k) => iteration(k)),
};

/** The text of the record with a part of it replaced. */
function changed(change: (value: Record<string, unknown>) => void): string {
  const value = JSON.parse(writeRecord(RECORD)) as Record<string, unknown>;
  change(value);
  return JSON.stringify(value);
}

function problem(text: string): string {
  try {
    readRecord(text, 'run.json');
  } catch (error) {
    expect(error).toBeInstanceOf(RecordFormatError);
    expect((error as RecordFormatError).label).toBe('run.json');
    return (error as Error).message;
  }
  return 'it was read';
}

describe('a run record', () => {
  it('is read as it was written, to the last bit', () =>
    expect(readRecord(writeRecord(RECORD), 'run.json')).toEqual(RECORD));

  it('keeps every finite number', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (objective) => {
        const run = { ...RECORD, iterations: [iteration(0, { objective })] };
        const [read] = readRecord(writeRecord(run), 'run.json').iterations;
        expect(read?.objective === objective).toBe(true);
      }),
    ));

  it('says that a diverged figure is no number', () => {
    const run = { ...RECORD, iterations: [iteration(0, { objective: Number.POSITIVE_INFINITY })] };
    expect(readRecord(writeRecord(run), 'run.json').iterations[0]?.objective).toBeNaN();
  });

  it('has the figures that other programs look for in every iteration', () => {
    const { iterations } = JSON.parse(writeRecord(RECORD));
    for (const figure of [
      'iteration',
      'objective',
      'loss',
      'trainAccuracy',
      'testAccuracy',
      'elapsedMs',
    ])
      expect(iterations[0]).toHaveProperty(figure);
    expect(iterations[1]).toMatchObject({ loss: null, testAccuracy: null });
  });

  it.each<[string, string, RegExp]>([
    ['no JSON', '{', /run\.json: this is no JSON/],
    ['a list', '[]', /"format" is not "dlam-lab-run"/],
    ['null', 'null', /"format" is not/],
    ['another format', '{"format":"x"}', /"format" is not/],
    [
      'a later version',
      changed((value) => {
        value.version = 99;
      }),
      /version 99, and this page reads versions 1 and 2/,
    ],
    [
      'an unknown algorithm',
      changed((value) => {
        value.algorithm = 'lbfgs';
      }),
      /"algorithm"/,
    ],
    [
      'a setting out of bounds',
      changed((value) => {
        (value.settings as Record<string, unknown>).rho = -1;
      }),
      /settings.*Penalty.*"settings\.rho"/,
    ],
    [
      'a setting of another version',
      changed((value) => {
        (value.settings as Record<string, unknown>).colour = 'red';
      }),
      /settings/,
    ],
    [
      'a text in place of a figure',
      changed((value) => {
        (value.iterations as Record<string, unknown>[])[2].objective = 'low';
      }),
      /"iterations\.2\.objective"/,
    ],
    [
      'iterations out of order',
      changed((value) => {
        (value.iterations as Record<string, unknown>[])[2].iteration = 1;
      }),
      /"iterations\.2\.iteration".*1 does not come after 1/,
    ],
    [
      'no iterations',
      changed((value) => {
        delete value.iterations;
      }),
      /"iterations"/,
    ],
  ])('is refused with the reason: %s', (_, text, reason) => expect(problem(text)).toMatch(reason));

  it('brings no prototype with it', () => {
    const text = writeRecord(RECORD).replace(
      '"format"',
      '"__proto__": {"polluted": true}, "format"',
    );
    readRecord(text, 'run.json');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('survives any damage with a sentence', () =>
    fc.assert(
      fc.property(fc.nat(), fc.string({ unit: 'binary', maxLength: 8 }), (place, junk) => {
        const text = writeRecord(RECORD);
        const at = place % text.length;
        const damaged = text.slice(0, at) + junk + text.slice(at + junk.length);
        try {
          readRecord(damaged, 'run.json');
        } catch (error) {
          expect(error).toBeInstanceOf(RecordFormatError);
        }
      }),
      { numRuns: 300 },
    ));
});

describe('the record of a thinned history', () => {
  const rule = { limit: 60, newest: 5, left: 30, stretch: 16 };
  const iterations = Array.from({ length: 100 }, (_, k) => iteration(k)).reduce<IterationRecord[]>(
    (kept, record) => withRecord(kept, record, rule),
    [],
  );
  const thin: RunRecord = { ...RECORD, iterations };
  const written = () => JSON.parse(writeRecord(thin));

  it('states its rule and what is left, as a version of its own', () => {
    const { version, history } = written();
    expect(version).toBe(2);
    expect(history).toMatchObject({ kept: iterations.length, of: 100 });
    expect(history.longest).toBe(Math.max(...iterations.map(({ span }) => span?.iterations ?? 1)));
    expect(history.rule).toMatch(/up to 10000 records.*first.*least and the greatest objective/);
    expect(JSON.parse(writeRecord(RECORD))).not.toHaveProperty('history');
    expect(JSON.parse(writeRecord(RECORD)).version).toBe(1);
  });

  it('is read as it was written', () => {
    expect(iterations.length).toBeLessThan(60);
    expect(readRecord(writeRecord(thin), 'run.json')).toEqual(thin);
  });

  it('is refused where a span does not reach from its neighbour', () => {
    const value = written();
    const at = iterations.findIndex(({ span }) => span !== undefined);
    value.iterations.splice(at - 1, 1);
    expect(() => readRecord(JSON.stringify(value), 'run.json')).toThrow(
      /"iterations\.\d+\.span\.iterations".*do not lead from/,
    );
  });

  it('is compared with whatever was kept of another run', () => {
    const whole = Array.from({ length: 100 }, (_, k) => iteration(k));
    const found = deviation(iterations, whole);
    expect(found).toMatchObject({ compared: iterations.length, identical: true });
  });
});

describe('the deviation of a replay', () => {
  const { iterations } = RECORD;

  it('is none for the same bits, whatever the time they took', () => {
    const replay = iterations.map((record) => ({ ...record, elapsedMs: 7 }));
    expect(deviation(iterations, replay)).toMatchObject({
      compared: 4,
      identical: true,
      firstDifference: null,
      objective: 0,
    });
  });

  it('is none from a file, in which the figures have another order', () => {
    const turned = iterations.map((record) =>
      Object.fromEntries(Object.entries(record).toReversed()),
    ) as unknown as IterationRecord[];
    expect(deviation(iterations, turned).identical).toBe(true);
    const read = readRecord(writeRecord(RECORD), 'run.json').iterations;
    expect(deviation(read, iterations).identical).toBe(true);
  });

  it('compares what both have', () =>
    expect(deviation(iterations, iterations.slice(0, 2)).compared).toBe(2));

  it('finds the last bit of a step size', () => {
    const replay = iterations.map((record) =>
      record.iteration < 2 || !record.dlam
        ? record
        : { ...record, dlam: { ...record.dlam, theta: [1, 2 + Number.EPSILON * 2] } },
    );
    expect(deviation(iterations, replay)).toMatchObject({
      identical: false,
      firstDifference: 2,
      objective: 0,
    });
  });

  it('names the largest difference', () => {
    const replay = iterations.map((record) =>
      record.iteration === 2
        ? iteration(2, {
            objective: record.objective * 1.001,
            forward: { trainLoss: 1 / 7, trainAccuracy: 0.5, testLoss: 4 / 7, testAccuracy: 0.25 },
          })
        : record,
    );
    const { objective, largest } = deviation(iterations, replay);
    expect(objective).toBeCloseTo(0.001, 5);
    expect(largest).toEqual({ relative: 0.5, figure: 'testLoss', iteration: 2 });
  });

  it('is nothing before anything can be compared', () =>
    expect(deviation(iterations, [])).toMatchObject({ compared: 0, identical: false }));

  it('takes NaN for equal to itself and for nothing else', () => {
    expect(relativeDifference(Number.NaN, Number.NaN)).toBe(0);
    expect(relativeDifference(Number.NaN, 1)).toBe(1);
    expect(relativeDifference(1, -1)).toBe(2);
    expect(relativeDifference(0, 0)).toBe(0);
  });
});
