import { describe, expect, it, vi } from 'vitest';
import { FakeTrainer } from '../../../test/ui/fakeTrainer.ts';
import type { Settings } from '../../settings/settings.ts';
import type { CellResult } from '../../sweep/cellResult.ts';
import type { DatasetSummary } from '../../worker/protocol.ts';
import { createLab } from '../store/lab.ts';
import { phaseOf } from '../store/progress.ts';
import { createSettingsStore } from '../store/settingsStore.ts';
import { headOf, readSweep } from './storedSweep.ts';
import { createSweep } from './sweepControl.ts';
import { draftFor } from './sweepDraft.ts';
import { nextRun, type Sweep, sweepProgress } from './sweepState.ts';
import type { SweepStorage } from './sweepStorage.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
const RUNS = 12;

function resultOf({ rho, epsilon, seed }: Settings): CellResult {
  const points = { iterations: [0, 1], values: [2, rho + epsilon + seed] };
  return {
    outcome: { kind: 'finished', reason: 'iterations', iteration: 1 },
    final: { objective: 1, trainLoss: 1, testLoss: 1, trainAccuracy: 0, testAccuracy: seed },
    curves: { objective: points, testLoss: points, testAccuracy: points },
    elapsedMs: 10,
  };
}

/** Trains a run only when told to, like a worker that takes its time. */
class SlowTrainer extends FakeTrainer {
  readonly asked: { readonly settings: Settings; readonly dataHash: string }[] = [];
  automatic = true;
  hash = '3f9ac2d1';
  #waiting: ((result: CellResult | null) => void) | null = null;

  override async loadData(settings: Settings): Promise<DatasetSummary> {
    return { ...(await super.loadData(settings)), hash: this.hash };
  }

  override trainCell(settings: Settings, dataHash: string): Promise<CellResult | null> {
    this.asked.push({ settings, dataHash });
    if (this.automatic) return Promise.resolve(resultOf(settings));
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  finishRun(): void {
    this.#waiting?.(resultOf((this.asked.at(-1) as { settings: Settings }).settings));
  }

  override async cancelCell(): Promise<void> {
    this.#waiting?.(null);
  }
}

/** What a browser would keep over a reload: structured clones. */
class MemoryStorage implements SweepStorage {
  head: unknown;
  readonly results = new Map<number, unknown>();
  broken = false;

  async read(): Promise<Sweep | null> {
    return readSweep(structuredClone(this.head), new Map(this.results));
  }
  async begin(sweep: Sweep): Promise<void> {
    if (this.broken) throw new Error('No IndexedDB here.');
    this.results.clear();
    this.head = structuredClone(headOf(sweep));
  }
  async addResult(run: number, result: CellResult): Promise<void> {
    if (this.broken) throw new Error('No IndexedDB here.');
    this.results.set(run, structuredClone(result));
  }
  async forget(): Promise<void> {
    this.head = undefined;
    this.results.clear();
  }
}

async function openSweep(storage = new MemoryStorage(), trainer = new SlowTrainer({ batch: 1 })) {
  const settings = createSettingsStore(() => NO_STORAGE);
  const lab = createLab(trainer, settings);
  await lab.open();
  settings.getState().change('algorithms', ['mdlam', 'dlam']);
  const sweep = createSweep({ trainer, lab, settings, storage });
  await sweep.open();
  const draft = draftFor(settings.getState().settings);
  const axes = draft.axes.map((axis, index) => ({
    ...axis,
    values: index === 0 ? [0.01, 0.1, 1] : [0.001, 0.01],
  }));
  sweep.edit({ ...draft, axes, seeds: 2 });
  return { storage, trainer, settings, lab, sweep, state: sweep.store.getState };
}

describe('a sweep', () => {
  it('trains every run once with its own settings, on the same data, and remembers each', async () => {
    const { sweep, state, trainer, storage } = await openSweep();
    await sweep.start();
    expect(state()).toMatchObject({ status: 'finished', problem: null, activeRun: null });
    expect(trainer.asked).toHaveLength(RUNS);
    expect(new Set(trainer.asked.map(({ dataHash }) => dataHash))).toEqual(new Set(['3f9ac2d1']));
    const distinct = new Set(
      trainer.asked.map(({ settings: { rho, epsilon, seed } }) => `${rho} ${epsilon} ${seed}`),
    );
    expect(distinct.size).toBe(RUNS);
    expect(trainer.asked.every(({ settings }) => settings.algorithms.join() === 'mdlam')).toBe(
      true,
    );
    expect(storage.results.size).toBe(RUNS);
    expect(state().sweep?.results[7]).toEqual(
      resultOf((trainer.asked[7] as { settings: Settings }).settings),
    );
  });

  it('pauses without the run under way, and trains that one anew', async () => {
    const { sweep, state, trainer } = await openSweep();
    trainer.automatic = false;
    const ended = sweep.start();
    await vi.waitFor(() => expect(state().activeRun).toBe(0));
    trainer.finishRun();
    await vi.waitFor(() => expect(state().activeRun).toBe(1));
    await sweep.pause();
    await ended;
    expect(state()).toMatchObject({ status: 'paused', activeRun: null });
    expect(nextRun(state().sweep as Sweep)).toBe(1);
    trainer.automatic = true;
    await sweep.resume();
    expect(state().status).toBe('finished');
    expect(trainer.asked).toHaveLength(RUNS + 1);
    expect(trainer.asked[1]).toEqual(trainer.asked[2]);
  });

  it('is there again after a reload, paused, and goes on where it was', async () => {
    const { sweep, state, trainer, storage } = await openSweep();
    trainer.automatic = false;
    const ended = sweep.start();
    for (let run = 0; run < 5; run++) {
      await vi.waitFor(() => expect(trainer.asked).toHaveLength(run + 1));
      trainer.finishRun();
    }
    await vi.waitFor(() => expect(storage.results.size).toBe(5));
    await sweep.pause();
    await ended;
    const before = state().sweep;
    const again = await openSweep(storage);
    expect(again.state()).toMatchObject({ status: 'paused', sweep: before });
    await again.sweep.resume();
    expect(again.state().status).toBe('finished');
    expect(again.trainer.asked).toHaveLength(RUNS - 5);
    expect(again.state().sweep?.results.every((result) => result !== null)).toBe(true);
  });

  it('does not go on with other data than it began on', async () => {
    const { sweep, trainer, storage } = await openSweep();
    trainer.automatic = false;
    void sweep.start();
    await vi.waitFor(() => expect(trainer.asked).toHaveLength(1));
    const other = new SlowTrainer();
    other.hash = 'ffffffff';
    const again = await openSweep(storage, other);
    await again.sweep.resume();
    expect(again.state().status).toBe('paused');
    expect(again.state().problem).toMatch(
      /SHA-256 ffffffff instead of Stand-in data with 3f9ac2d1/,
    );
    expect(other.asked).toEqual([]);
  });

  it('loads its own data again when the form asked for others in between', async () => {
    const { sweep, trainer, settings, lab, state } = await openSweep();
    trainer.automatic = false;
    const ended = sweep.start();
    await vi.waitFor(() => expect(trainer.asked).toHaveLength(1));
    await sweep.pause();
    await ended;
    const load = vi.spyOn(trainer, 'loadData');
    const wanted = state().sweep?.plan.base.trainCount;
    settings.getState().change('trainCount', 77);
    await lab.reset();
    expect(lab.store.getState().dataset?.trainCount).toBe(77);
    trainer.automatic = true;
    await sweep.resume();
    expect(state().status).toBe('finished');
    expect(load.mock.calls.map(([{ trainCount }]) => trainCount)).toEqual([77, wanted]);
    await lab.reset();
    expect(lab.store.getState().dataset?.trainCount).toBe(77);
  });

  it('pauses the race it finds running, and makes way for a race that is started', async () => {
    const { sweep, trainer, lab, state } = await openSweep();
    await lab.start();
    expect(phaseOf(lab.store.getState())).toBe('running');
    trainer.automatic = false;
    const ended = sweep.start();
    await vi.waitFor(() => expect(state().activeRun).toBe(0));
    expect(lab.store.getState().running).toBe(false);
    await lab.start();
    await ended;
    expect(state().status).toBe('paused');
    expect(phaseOf(lab.store.getState())).toBe('running');
    await lab.pause();
  });

  it('stays usable where nothing can be stored, and says so', async () => {
    const storage = new MemoryStorage();
    storage.broken = true;
    const { sweep, state } = await openSweep(storage);
    await sweep.start();
    expect(state()).toMatchObject({ status: 'finished', remembered: false });
  });

  it('shows why it stopped and can be taken up again', async () => {
    const { sweep, trainer, state } = await openSweep();
    vi.spyOn(trainer, 'trainCell').mockRejectedValueOnce({
      name: 'DeviceLostError',
      label: 'GPU',
      message: 'The GPU went away.',
    });
    await sweep.start();
    expect(state()).toMatchObject({ status: 'paused', problem: 'The GPU went away.' });
    await sweep.resume();
    expect(state()).toMatchObject({ status: 'finished', problem: null });
  });

  it('is forgotten when it is discarded', async () => {
    const { sweep, storage, state } = await openSweep();
    await sweep.start();
    await sweep.discard();
    expect(state()).toMatchObject({ status: 'idle', sweep: null });
    expect(await storage.read()).toBeNull();
  });

  it('knows how long it still takes from the runs that are done', async () => {
    const { sweep, trainer, state } = await openSweep();
    trainer.automatic = false;
    void sweep.start();
    await vi.waitFor(() => expect(trainer.asked).toHaveLength(1));
    expect(sweepProgress(state().sweep as Sweep).remainingMs).toBeNull();
    trainer.finishRun();
    await vi.waitFor(() => expect(trainer.asked).toHaveLength(2));
    expect(sweepProgress(state().sweep as Sweep)).toEqual({
      done: 1,
      total: RUNS,
      elapsedMs: 10,
      remainingMs: 10 * (RUNS - 1),
    });
  });
});
