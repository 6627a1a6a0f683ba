import { describe, expect, it, vi } from 'vitest';
import { prepareDataset } from '../data/prepare.ts';
import { syntheticDigits } from '../data/synthetic.ts';
import { DeviceLostError } from '../model/errors.ts';
import type { StopRules } from '../model/hyperparameters.ts';
import type { IterationFigures } from '../optimiser/optimiser.ts';
import { INITIAL_SETTINGS, type Settings } from '../settings/settings.ts';
import type { CellResult } from '../sweep/cellResult.ts';
import { openEngine } from '../worker/openEngine.ts';
import { MemoryGuard } from './memoryGuard.ts';
import { CellTrainer } from './sweepCell.ts';
import { TrainingRun } from './trainingRun.ts';
import { trainToEnd } from './trainToEnd.ts';

const settings: Settings = {
  ...INITIAL_SETTINGS,
  algorithms: ['mdlam'],
  engine: 'cpu',
  trainCount: 40,
  testCount: 20,
  hidden: [5],
  iterations: 6,
  evaluateEvery: 4,
};

function dataset(seed = 1) {
  const { trainCount, testCount, classes, order, scaling } = settings;
  return prepareDataset(syntheticDigits({ trainCount, testCount, seed }), {
    trainCount,
    testCount,
    classes,
    seed,
    order,
    scaling,
  });
}

async function createTrainer() {
  const engine = await openEngine('cpu', () => undefined);
  const trainer = new CellTrainer(new MemoryGuard());
  const data = dataset();
  const write = vi.spyOn(engine.backend, 'write');
  /** Uploads of the training inputs. */
  const uploads = () =>
    write.mock.calls.filter(([matrix]) => matrix.rows === 40 && matrix.columns > 700).length;
  const train = (changes: Partial<Settings> = {}, on = data) =>
    trainer.train({ ...settings, ...changes }, on, engine, trainer.signal) as Promise<CellResult>;
  return { engine, trainer, data, train, uploads };
}

describe('CellTrainer', () => {
  it('trains to the last iteration and keeps final figures and curves', async () => {
    const { train } = await createTrainer();
    const { outcome, final, curves, elapsedMs } = await train();
    expect(outcome).toEqual({ kind: 'finished', reason: 'iterations', iteration: 6 });
    expect(curves.objective.iterations).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(curves.testAccuracy.iterations).toEqual([0, 4, 6]);
    expect(final.objective).toBe(curves.objective.values[6]);
    expect(final.objective).toBeLessThan(curves.objective.values[0] as number);
    expect(final.testLoss).toBe(curves.testLoss.values[2]);
    expect(final.trainAccuracy).toBeGreaterThan(0);
    expect(elapsedMs).toBeGreaterThan(0);
  });

  it('gives the same figures again, and others for another seed', async () => {
    const { train } = await createTrainer();
    const first = await train();
    expect((await train()).curves).toEqual(first.curves);
    expect((await train({ seed: 2 })).final.objective).not.toBe(first.final.objective);
  });

  it('uploads the data once for cells that share data and biases', async () => {
    const { train, uploads } = await createTrainer();
    await train();
    await train({ rho: 0.5 });
    expect(uploads()).toBe(1);
    await train({ bias: false });
    expect(uploads()).toBe(2);
    await train({ bias: false }, dataset(2));
    expect(uploads()).toBe(3);
  });

  it('gives back what it held', async () => {
    const { engine, trainer, train, uploads } = await createTrainer();
    await train();
    const release = vi.spyOn(engine.backend, 'release');
    trainer.release(engine);
    expect(release).toHaveBeenCalled();
    await train();
    expect(uploads()).toBe(2);
  });

  it('says at which iteration a run diverged', async () => {
    const { train } = await createTrainer();
    const { outcome, curves, final } = await train({
      algorithms: ['sgd'],
      sgdRate: 1e4,
      iterations: 60,
    });
    expect(outcome.kind).toBe('diverged');
    if (outcome.kind !== 'diverged') return;
    expect(outcome.iteration).toBeLessThan(60);
    expect(curves.objective.iterations.at(-1)).toBeLessThanOrEqual(outcome.iteration);
    for (const value of Object.values(final))
      expect(value === null || Number.isFinite(value)).toBe(true);
  });

  it('makes an error the result of the run, but not the loss of the device', async () => {
    const { engine, train } = await createTrainer();
    const record = vi.spyOn(engine.backend, 'record');
    record.mockRejectedValueOnce(new Error('Out of memory.'));
    expect((await train()).outcome).toEqual({ kind: 'failed', message: 'Out of memory.' });
    record.mockRejectedValueOnce(new DeviceLostError('GPU', 'The GPU went away.'));
    await expect(train()).rejects.toThrow('The GPU went away.');
    expect((await train()).outcome.kind).toBe('finished');
  });

  it('cancels what was asked for until then, and nothing that comes after', async () => {
    const { trainer, train } = await createTrainer();
    const cancelled = train({ iterations: 1_000_000 });
    setTimeout(() => trainer.cancel(), 30);
    expect(await cancelled).toBeNull();
    expect((await train()).outcome.kind).toBe('finished');
  });
});

describe('trainToEnd', () => {
  const stop: StopRules = {
    iterations: 100,
    relativeChange: null,
    seconds: null,
    targetAccuracy: null,
  };

  /** An optimiser whose objective after iteration k is what a function says. */
  function scripted(objective: (iteration: number) => number) {
    let submitted = 0;
    const figures = (iteration: number): IterationFigures => ({
      iteration,
      objective: objective(iteration),
      weights: { steps: [], distances: [] },
      split: null,
      dlam: null,
      admm: null,
      forward: null,
      cost: { updates: iteration, passes: iteration, flops: 0, deviceMs: null },
    });
    return {
      get iteration() {
        return submitted;
      },
      start: async () => figures(0),
      dispose: () => undefined,
      snapshot: () => expect.unreachable(),
      resume: () => expect.unreachable(),
      advance: async (count: number) => Array.from({ length: count }, () => figures(++submitted)),
    };
  }
  const never = new AbortController().signal;
  const end = (objective: (k: number) => number, rules: StopRules = stop) =>
    trainToEnd(new TrainingRun('scripted', scripted(objective), rules), [], {
      signal: never,
      hear: () => undefined,
    });

  it('stops at the first lost iteration, wherever in a batch it lies', async () => {
    const diverged = (iteration: number) => ({
      end: { kind: 'failed', error: { name: 'DivergenceError' } },
      iteration,
    });
    expect(await end((k) => (k < 37 ? 100 - k : Number.NaN))).toMatchObject(diverged(37));
    expect(await end((k) => 10 ** k)).toMatchObject(diverged(7));
    expect(await end(() => Number.POSITIVE_INFINITY)).toMatchObject(diverged(0));
  });

  it('obeys the stop rules of a race', async () => {
    const rules = { ...stop, relativeChange: 0.02 };
    expect(await end((k) => 100 / 2 ** Math.min(k, 9), rules)).toEqual({
      end: { kind: 'finished', reason: 'relative-change' },
      iteration: 10,
    });
  });
});
