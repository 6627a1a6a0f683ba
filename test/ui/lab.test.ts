import { describe, expect, it, vi } from 'vitest';
import { ALGORITHMS } from '../../src/model/algorithms.ts';
import { applyPreset, presetOf } from '../../src/settings/presets.ts';
import { createLab } from '../../src/ui/store/lab.ts';
import { phaseOf } from '../../src/ui/store/progress.ts';
import { createSettingsStore } from '../../src/ui/store/settingsStore.ts';
import type { TrainerEvent } from '../../src/worker/protocol.ts';
import { type FakeOptions, FakeTrainer } from './fakeTrainer.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

async function openLab(options: Partial<FakeOptions> = {}) {
  const trainer = new FakeTrainer({ batch: 5, ...options });
  const settings = createSettingsStore(() => NO_STORAGE);
  const lab = createLab(trainer, settings);
  await lab.open();
  return { trainer, settings, lab };
}

describe('the lab', () => {
  it('has data and a device, and no race, once it is open', async () => {
    const { lab } = await openLab();
    const { dataset, device, race } = lab.store.getState();
    expect([dataset?.trainCount, device?.engine, race]).toEqual([500, 'gpu', null]);
  });

  it('begins a first visit with a race of seconds, and no later one', async () => {
    const { lab, settings } = await openLab();
    expect(lab.store.getState().device?.software).toBe(true);
    expect(presetOf(settings.getState().settings)).toBe('first');
    settings.getState().replace(applyPreset('best', settings.getState().settings));
    await lab.open();
    expect(presetOf(settings.getState().settings)).toBe('best');
  });

  it('trains to the end, from records that came before the race was announced', async () => {
    const { lab } = await openLab();
    await lab.start();
    await vi.waitFor(() => expect(phaseOf(lab.store.getState())).toBe('finished'));
    const runs = lab.store.getState().race?.runs ?? [];
    expect(runs.map((run) => run.count)).toEqual([31, 31, 31, 31]);
    expect(runs[0]?.records[0]?.iteration).toBe(0);
  });

  it('races every algorithm, each with the figures of its family', async () => {
    const { lab, settings } = await openLab();
    settings.getState().change('algorithms', [...ALGORITHMS]);
    settings.getState().change('batchSize', 100);
    await lab.step();
    const runs = lab.store.getState().race?.runs ?? [];
    const newest = runs.map((run) => run.records[1]);
    const having = (part: 'split' | 'dlam' | 'admm') =>
      runs.filter((_, index) => newest[index]?.[part]).map(({ summary }) => summary.name);
    expect(runs).toHaveLength(ALGORITHMS.length);
    expect(having('split')).toEqual(['mDLAM', 'DLAM', 'dlADMM']);
    expect(having('dlam')).toEqual(['mDLAM', 'DLAM']);
    expect(having('admm')).toEqual(['dlADMM']);
    expect(newest.map((record) => record?.cost.updates)).toEqual([1, 1, 1, ...Array(8).fill(5)]);
  });

  it('pauses, steps and resumes the same race; Reset begins another', async () => {
    const { lab } = await openLab({ batch: 1 });
    await lab.start();
    await vi.waitFor(() => expect(lab.store.getState().race?.runs[0]?.count).toBeGreaterThan(2));
    await lab.pause();
    const before = lab.store.getState().race;
    expect(phaseOf(lab.store.getState())).toBe('paused');
    await lab.step();
    expect(lab.store.getState().race?.runs[0]?.count).toBe((before?.runs[0]?.count ?? 0) + 1);
    await lab.reset();
    expect(lab.store.getState().race?.number).toBe((before?.number ?? 0) + 1);
    expect(phaseOf(lab.store.getState())).toBe('ready');
  });

  it('drops what an earlier race still has to say', async () => {
    const { lab, trainer } = await openLab();
    let listener: (events: readonly TrainerEvent[]) => void = () => undefined;
    const subscribe = vi.spyOn(trainer, 'subscribe');
    await lab.open();
    listener = subscribe.mock.calls[0]?.[0] ?? listener;
    await lab.reset();
    await lab.reset();
    const stale = lab.store.getState().race;
    listener([{ kind: 'run-state', race: 1, run: 'mdlam', state: { kind: 'running' } }]);
    expect(lab.store.getState().race?.runs).toEqual(stale?.runs);
  });

  it('loads other data before it starts with them', async () => {
    const { lab, settings } = await openLab();
    settings.getState().change('trainCount', 500);
    await lab.reset();
    expect(lab.store.getState().dataset?.trainCount).toBe(500);
  });

  it('reports data that cannot be had and does not start', async () => {
    const loadError = { name: 'DatasetFormatError', label: 'x.gz', message: 'no IDX file' };
    const { lab } = await openLab({ loadError });
    await lab.start();
    const { errors, race, activity } = lab.store.getState();
    expect([errors.map(({ error }) => error), race, activity]).toEqual([[loadError], null, null]);
  });

  it('waits for files where the settings name them', async () => {
    const { lab, settings, trainer } = await openLab();
    const load = vi.spyOn(trainer, 'loadData');
    settings.getState().change('dataset', 'files');
    await lab.start();
    expect(load).not.toHaveBeenCalled();
    expect(lab.store.getState().errors[0]?.error.message).toMatch(/Choose your files first/);
    await lab.addFiles([new File([new Uint8Array(3)], 'train-images')]);
    await lab.reset();
    expect(load.mock.calls[0]).toHaveLength(2);
    expect(lab.store.getState().files).toEqual([{ name: 'train-images', size: 3 }]);
  });
});
