import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeTrainer } from '../../../test/ui/fakeTrainer.ts';
import type { InterruptedRace } from '../../model/interruptedRace.ts';
import { writeRecord } from '../../record/recordFile.ts';
import { createLab } from '../store/lab.ts';
import { allRuns, type LabRun } from '../store/labState.ts';
import { phaseOf } from '../store/progress.ts';
import { createSettingsStore } from '../store/settingsStore.ts';
import { theoryOf } from '../theory/runTheory.ts';
import type { WeightsReader } from './keepWeights.ts';
import { openLibrary, UNDO_MS } from './library.ts';
import { outcomeOf } from './storedRun.ts';
import { type MemoryRunStorage, memoryRunStorage } from './testing/memoryRunStorage.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

beforeEach(() => {
  vi.stubGlobal('addEventListener', () => undefined);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const keyAsWeights: WeightsReader = async (run) => new TextEncoder().encode(run.key);

async function visit(
  storage: MemoryRunStorage,
  interrupted: InterruptedRace | null = null,
  { batch = 5, readWeights = keyAsWeights } = {},
) {
  const settings = createSettingsStore(() => NO_STORAGE);
  const lab = createLab(new FakeTrainer({ batch, interrupted }), settings);
  const library = openLibrary({ lab, storage, readWeights });
  await lab.open();
  await vi.advanceTimersByTimeAsync(10);
  settings.getState().change('algorithms', ['mdlam', 'adam']);
  settings.getState().change('iterations', 12);
  const runs = () => allRuns(lab.store.getState());
  return { settings, lab, library, runs };
}

type Visit = Awaited<ReturnType<typeof visit>>;

async function race({ lab }: Visit): Promise<void> {
  await lab.start();
  await vi.advanceTimersByTimeAsync(5000);
  expect(phaseOf(lab.store.getState())).toBe('finished');
}

const figures = (run: LabRun | undefined) => ({
  key: run?.key,
  marks: run?.marks,
  origin: run?.origin,
  state: run?.state,
  records: run?.records.slice(0, run.count),
});

describe('the library', () => {
  it('brings every run back after a reload, with its curves, name, colour and weights', async () => {
    const storage = memoryRunStorage();
    const first = await visit(storage);
    await race(first);
    const [run] = first.runs();
    first.library.change(run?.key ?? '', {
      name: 'Mine',
      look: { colour: 'adagrad', line: 'sgd' },
      pinned: true,
    });
    await vi.advanceTimersByTimeAsync(1000);
    const second = await visit(storage);
    expect(second.runs().map(figures)).toEqual(first.runs().map(figures));
    expect(second.runs()[0]?.marks).toMatchObject({ name: 'Mine', pinned: true });
    expect(second.runs()[0]?.count).toBe(13);
    const weights = await second.library.weights(run?.key ?? '');
    expect(new TextDecoder().decode(weights ?? new Uint8Array())).toBe(run?.key);
  });

  it('goes on with the runs of a race that is resumed, where it was put away', async () => {
    const storage = memoryRunStorage();
    const first = await visit(storage);
    first.settings.getState().change('iterations', 40);
    await first.lab.start();
    await vi.advanceTimersByTimeAsync(100);
    await first.lab.pause();
    await vi.advanceTimersByTimeAsync(5000);
    const stopped = first.runs().map(figures);
    const seen = first.runs()[0]?.count as number;
    expect(seen).toBeGreaterThan(6);
    first.library.change(first.runs()[0]?.key ?? '', { name: 'Mine' });
    await vi.advanceTimersByTimeAsync(1000);
    const interrupted: InterruptedRace = {
      id: 'race',
      savedAt: '2026-11-24T08:00:00.000Z',
      data: 'MNIST',
      iterations: 40,
      runs: first.runs().map(({ key, summary: { algorithm } }) => ({
        key,
        algorithm,
        name: algorithm,
        iteration: 5,
        over: false,
      })),
    };

    const second = await visit(storage, interrupted);
    expect(second.lab.store.getState().interrupted).toEqual(interrupted);
    await second.lab.resume('cpu');
    expect(second.lab.store.getState().interrupted).toBeNull();
    expect(second.settings.getState().settings).toMatchObject({ iterations: 40, engine: 'cpu' });
    expect(second.runs().map(({ key }) => key)).toEqual(stopped.map(({ key }) => key));
    const [run] = second.runs();
    expect(run?.marks.name).toBe('Mine');
    expect(run?.origin.startedAt).toBe(stopped[0]?.origin?.startedAt);
    expect(run?.origin.resumed).toMatchObject([{ iteration: 5, device: { engine: 'gpu' } }]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(phaseOf(second.lab.store.getState())).toBe('finished');

    const third = await visit(storage);
    expect(third.runs().map(figures)).toEqual(second.runs().map(figures));
    expect(third.runs()[0]?.records.map(({ iteration }) => iteration)).toEqual([
      ...Array(41).keys(),
    ]);
  });

  it('writes each record once', async () => {
    const storage = memoryRunStorage();
    const page = await visit(storage);
    page.settings.getState().change('iterations', 2000);
    await page.lab.start();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(storage.written.length).toBeGreaterThan(4);
    expect(storage.written.reduce((sum, count) => sum + count, 0)).toBe(2 * 2001);
  });

  it('keeps of a long run what the rule of histories leaves, and with it all that the theory says', async () => {
    const storage = memoryRunStorage();
    const page = await visit(storage, null, { batch: 500 });
    page.settings.getState().change('algorithms', ['mdlam']);
    page.settings.getState().change('iterations', 11_000);
    await page.lab.start();
    await vi.advanceTimersByTimeAsync(20_000);
    const [run] = page.runs();
    expect(run?.count).toBeLessThan(10_000);
    expect(run?.records.at(-1)?.iteration).toBe(11_000);
    const again = await visit(storage);
    expect(again.runs().map(figures)).toEqual(page.runs().map(figures));
    const judged = (one: LabRun | undefined) => one && theoryOf(one, 'float32').theorem1.judged;
    expect(judged(again.runs()[0])).toBe(10_999);
  });

  it('keeps the runs of a race that makes room for another, the pinned ones in the charts', async () => {
    const page = await visit(memoryRunStorage());
    await race(page);
    const [mdlam, adam] = page.runs();
    page.library.change(mdlam?.key ?? '', { pinned: true });
    await page.lab.reset();
    const names = page.runs().map(({ marks }) => marks.name);
    expect(names).toEqual(['mDLAM 2', 'Adam 2', 'mDLAM', 'Adam']);
    const shown = page.runs().filter(({ marks }) => marks.shown);
    expect(shown.map(({ key }) => key)).toContain(mdlam?.key);
    expect(shown.map(({ key }) => key)).not.toContain(adam?.key);
    expect(new Set(shown.map(({ marks }) => marks.look.colour)).size).toBe(3);
  });

  it('deletes, takes it back, and deletes for good', async () => {
    const storage = memoryRunStorage();
    const page = await visit(storage);
    await race(page);
    await vi.advanceTimersByTimeAsync(1000);
    const before = page.runs().map(figures);
    const key = page.runs()[0]?.key ?? '';
    page.library.remove([key]);
    expect(page.runs().map((run) => run.key)).not.toContain(key);
    expect((await storage.heads()).map((head) => head.key)).not.toContain(key);
    page.library.undo();
    expect(page.runs().map(figures)).toEqual(before);
    const restored = (await visit(storage)).runs().map(figures);
    expect(new Set(restored)).toEqual(new Set(before));
    page.library.remove([key]);
    await vi.advanceTimersByTimeAsync(UNDO_MS + 100);
    expect(page.library.store.getState().deleted).toEqual([]);
    expect((await storage.heads()).map((head) => head.key)).not.toContain(key);
    expect(await storage.weights(key)).toBeNull();
    expect((await visit(storage)).runs()).toHaveLength(1);
  });

  it('leaves it to the report of a loss that the weights of a lost device cannot be kept', async () => {
    const reading = (name: string) => async () => {
      throw Object.assign(new Error('It is gone.'), { name });
    };
    const lost = await visit(memoryRunStorage(), null, { readWeights: reading('DeviceLostError') });
    await race(lost);
    expect(lost.lab.store.getState().errors).toEqual([]);
    const other = await visit(memoryRunStorage(), null, {
      readWeights: reading('OutOfMemoryError'),
    });
    await race(other);
    expect(other.lab.store.getState().errors).toMatchObject([
      { error: { message: expect.stringContaining('It is gone.') } },
    ]);
  });

  it('says once that the browser is full, trains on, and keeps all of it once there is room', async () => {
    const storage = memoryRunStorage();
    storage.full = true;
    const page = await visit(storage);
    await race(page);
    const { errors } = page.lab.store.getState();
    expect(errors.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/could not keep the runs \(The quota has been exceeded\.\)/),
    ]);
    storage.full = false;
    page.library.change(page.runs()[1]?.key ?? '', { pinned: true });
    await vi.advanceTimersByTimeAsync(1000);
    const second = await visit(storage);
    expect(second.runs().map(({ count }) => count)).toEqual([13, 13]);
  });

  it('takes up a record as a run of its own, and reports a file that is none', async () => {
    const page = await visit(memoryRunStorage());
    await race(page);
    const [run] = page.runs() as [LabRun];
    const text = writeRecord({
      name: run.marks.name,
      origin: run.origin,
      outcome: outcomeOf(run),
      iterations: run.records.slice(0, run.count),
    });
    const added = await page.library.addRecords([
      new File(['{}'], 'other.json'),
      new File([text], 'run.json'),
    ]);
    expect(added).toHaveLength(1);
    expect(added[0]?.marks).toMatchObject({ name: 'mDLAM 2', shown: true });
    expect(added[0]?.marks.look.colour).not.toBe(run.marks.look.colour);
    expect(added[0]?.records).toEqual(run.records.slice(0, run.count));
    const { errors } = page.lab.store.getState();
    expect(errors.map(({ error }) => error.message).join()).toContain('other.json');
  });

  it('replays a run from its own settings, beside it', async () => {
    const page = await visit(memoryRunStorage());
    await race(page);
    const original = page.runs()[1] as LabRun;
    page.settings.getState().change('adamRate', 0.5);
    await page.lab.replay(original);
    await vi.advanceTimersByTimeAsync(5000);
    const [replay] = page.runs() as [LabRun];
    expect(replay).toMatchObject({ replayOf: original.key, count: 13 });
    expect(replay.origin.settings.adamRate).toBe(original.origin.settings.adamRate);
    expect(replay.marks.name).toBe('Adam, replayed');
    expect(page.runs().find(({ key }) => key === original.key)?.marks.shown).toBe(true);
  });

  it('refuses to replay a run whose data are not there', async () => {
    const page = await visit(memoryRunStorage());
    await race(page);
    const run = page.runs()[0] as LabRun;
    const elsewhere = { ...run.origin, start: { ...run.origin.start, data: 'ffffffff' } };
    await page.lab.replay({ ...run, origin: elsewhere });
    const { errors, running } = page.lab.store.getState();
    expect(errors[0]?.error.message).toMatch(/cannot be replayed: its data were others \(ffffffff/);
    expect(running).toBe(false);
  });
});
