import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryCheckpoints } from '../../test/support/memoryCheckpoints.ts';
import { CpuBackend } from '../backend/cpu/cpuBackend.ts';
import { INITIAL_SETTINGS, type Settings } from '../settings/settings.ts';
import { openCpuEngine } from '../worker/cpuEngine.ts';
import type { Engine } from '../worker/engine.ts';
import type { TrainerEvent } from '../worker/protocol.ts';
import { TrainerSession } from '../worker/trainerSession.ts';
import { MemoryGuard } from './memoryGuard.ts';
import { roundNumbersBelow } from './memoryRemedy.ts';

const MEBIBYTE = 2 ** 20;
const size = { featureCount: 784, classCount: 10, train: { count: 4000 }, test: { count: 300 } };
const settings: Settings = {
  ...INITIAL_SETTINGS,
  hidden: [300, 100],
  lambda: [0.1],
  innerSteps: [2],
  algorithms: ['mdlam', 'sgd'],
};

function engineWith(limits: Partial<Pick<Engine, 'largestBuffer' | 'memory'>>): Engine {
  return { ...openCpuEngine(null), ...limits };
}

async function messageFor(engine: Engine, own = settings, data = size): Promise<string> {
  const { refusal } = await new MemoryGuard().estimate(engine, data, own);
  return refusal?.message ?? 'fits';
}

/** The number that a remedy names before or after these words. */
function named(message: string, words: RegExp): number {
  return Number((words.exec(message)?.[1] ?? '').replaceAll(',', ''));
}

/** A round number, and the next larger one. */
function withNext(value: number, most: number): readonly [value: number, next: number] {
  const numbers = [...roundNumbersBelow(most), most];
  return [value, numbers[numbers.indexOf(value) + 1] as number];
}

describe('a race that does not fit', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is refused with what it needs, what there is, and the most samples and widths that would fit', async () => {
    const engine = engineWith({ memory: 40 * MEBIBYTE });
    const message = await messageFor(engine);
    expect(message).toMatch(
      /^This race needs \d+ MiB of memory, and this machine seems to have 40 MiB for it\. Use at most [\d,]+ training samples, or hidden layers of at most \d+ neurons\.$/,
    );
    const samples = withNext(named(message, /at most ([\d,]+) training/), size.train.count);
    const fitting = await Promise.all(
      samples.map((count) => messageFor(engine, settings, { ...size, train: { count } })),
    );
    expect(fitting[0]).toBe('fits');
    expect(fitting[1]).toMatch(/^This race needs/);
    const widths = withNext(named(message, /at most (\d+) neurons/), 300);
    const narrow = await Promise.all(
      widths.map((width) =>
        messageFor(engine, {
          ...settings,
          hidden: settings.hidden.map((own) => Math.min(own, width)),
        }),
      ),
    );
    expect(narrow[0]).toBe('fits');
    expect(narrow[1]).toMatch(/^This race needs/);
  });

  it('by the limit of one buffer, which nobody can overrule', async () => {
    const guard = new MemoryGuard();
    guard.allow(Number.POSITIVE_INFINITY);
    const engine = engineWith({ largestBuffer: 4 * MEBIBYTE });
    const { refusal } = await guard.estimate(engine, size, settings);
    expect(refusal).toMatchObject({ guessed: false });
    // 4000 samples of 785 float64 numbers; no narrower layer helps, and above 392 samples there is a Gram matrix of 785².
    expect(refusal?.message).toBe(
      'This race needs 24 MiB in one buffer (train inputs), and this GPU allows 4.0 MiB. Use at most 390 training samples.',
    );
  });

  it('by test samples or the number of runs, where neither training samples nor widths help', async () => {
    const many = { ...size, test: { count: 10_000 } };
    expect(await messageFor(engineWith({ largestBuffer: 4 * MEBIBYTE }), settings, many)).toContain(
      'No single change is enough',
    );
    const few = { ...size, train: { count: 10 }, test: { count: 10_000 } };
    expect(await messageFor(engineWith({ largestBuffer: 4 * MEBIBYTE }), settings, few)).toMatch(
      /Use at most 660 test samples\.$/,
    );
    const repeated = { ...settings, hidden: [], repeats: 9, algorithms: ['adam', 'sgd'] } as const;
    const tiny = { ...size, train: { count: 1 }, test: { count: 1 } };
    expect(await messageFor(engineWith({ memory: MEBIBYTE }), repeated, tiny)).toMatch(
      /Use at most \d repeats, or at most 1 of the algorithms at once, without repeats\.$/,
    );
  });

  it('is let through where the user vouches for the memory', async () => {
    const guard = new MemoryGuard();
    const engine = engineWith({ memory: 40 * MEBIBYTE });
    const { total, refusal } = await guard.estimate(engine, size, settings);
    expect(refusal).toMatchObject({ guessed: true });
    guard.allow(total);
    expect((await guard.estimate(engine, size, settings)).refusal).toBeNull();
    const larger = { ...size, train: { count: 5000 } };
    expect((await guard.estimate(engine, larger, settings)).refusal).not.toBeNull();
  });
});

describe('a session on a machine with little memory', () => {
  const small: Settings = {
    ...settings,
    dataset: 'synthetic',
    engine: 'cpu',
    trainCount: 400,
    testCount: 100,
  };

  async function open(engine: Partial<Engine>): Promise<TrainerSession> {
    const opener = async () => engineWith(engine);
    const session = new TrainerSession('http://nowhere.invalid/', memoryCheckpoints(), opener);
    await session.loadData(small, []);
    return session;
  }

  it('allocates nothing of a race that it refuses, nor of a cell of a sweep', async () => {
    const session = await open({ memory: MEBIBYTE });
    const allocated = vi.spyOn(CpuBackend.prototype, 'matrix');
    await expect(session.prepareRace(small, null)).rejects.toMatchObject({
      name: 'OutOfMemoryError',
      message: expect.stringMatching(/^This race needs .* seems to have 1\.0 MiB for it\./),
    });
    const { hash } = await session.loadData(small, []);
    expect(await session.trainCell(small, hash)).toMatchObject({
      outcome: { kind: 'failed', message: expect.stringMatching(/^This race needs/) },
    });
    expect(allocated).not.toHaveBeenCalled();
    await session.allowMemory(2 ** 40);
    await session.prepareRace(small, null);
    expect(allocated).toHaveBeenCalled();
  });

  it('says what failed and what the race needs in all where memory runs out all the same', async () => {
    const session = await open({ memory: null });
    const { Float64Array: real } = globalThis;
    class Limited extends real {
      constructor(size: number) {
        if (size > 300_000) throw new RangeError('Array buffer allocation failed');
        super(size);
      }
    }
    const events: TrainerEvent[] = [];
    await session.subscribe((news) => events.push(...news));
    vi.stubGlobal('Float64Array', Limited);
    await expect(session.prepareRace(small, null)).rejects.toMatchObject({
      name: 'OutOfMemoryError',
      message: expect.stringMatching(
        /^There is no memory left for train inputs \(2\.4 MiB\)\. Use fewer samples .* The race needs [\d,.]+ MiB in all\.$/,
      ),
    });
    vi.unstubAllGlobals();
    await session.prepareRace({ ...small, iterations: 2 }, null);
    await session.step();
  });
});
