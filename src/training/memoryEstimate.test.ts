import { afterEach, describe, expect, it, vi } from 'vitest';
import { memoryCheckpoints } from '../../test/support/memoryCheckpoints.ts';
import { CpuBackend } from '../backend/cpu/cpuBackend.ts';
import { INITIAL_SETTINGS, type Settings } from '../settings/settings.ts';
import { TrainerSession } from '../worker/trainerSession.ts';

const settings: Settings = {
  ...INITIAL_SETTINGS,
  dataset: 'synthetic',
  engine: 'cpu',
  trainCount: 60,
  testCount: 30,
  hidden: [12],
  lambda: [0.01],
  innerSteps: [2],
};

const CASES: readonly (readonly [name: string, changes: Partial<Settings>])[] = [
  ['four algorithms', {}],
  ['no biases', { bias: false, algorithms: ['mdlam', 'sgd'] }],
  ['three hidden layers', { hidden: [12, 9, 7], algorithms: ['dlam', 'dladmm', 'sgd'] }],
  ['mini-batches and a rest', { batchSize: 16, algorithms: ['sgd', 'adadelta'] }],
  ['repeats', { repeats: 3, algorithms: ['mdlam', 'adam'] }],
];

describe('the memory of a race on the CPU', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each(CASES)('is what was announced: %s', async (_name, changes) => {
    const chosen = { ...settings, ...changes };
    const session = new TrainerSession('http://nowhere.invalid/', memoryCheckpoints());
    await session.openEngine('cpu');
    await session.loadData(chosen, []);
    const estimate = await session.estimateMemory(chosen);
    const spies = (['matrix', 'byteMatrix'] as const).map((name) =>
      vi.spyOn(CpuBackend.prototype, name),
    );
    await session.prepareRace(chosen, null);
    const sizes = spies.flatMap(({ mock }) =>
      mock.calls.map(([rows, columns]) => 8 * rows * columns),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(estimate.total);
    expect(estimate.largest.bytes).toBe(Math.max(...sizes));
    expect(estimate.allowed).toBeNull();
  });

  it('is worked out without the values: for all of MNIST in a moment, not in gigabytes', async () => {
    const session = new TrainerSession('http://nowhere.invalid/', memoryCheckpoints());
    await session.openEngine('cpu');
    await session.loadData({ ...settings, trainCount: 2000 }, []);
    const wide = {
      ...settings,
      hidden: [4096, 4096, 4096],
      algorithms: ['mdlam', 'adam'],
    } as const;
    const { total } = await session.estimateMemory(wide);
    expect(total).toBeGreaterThan(2 ** 32);
  });
});
