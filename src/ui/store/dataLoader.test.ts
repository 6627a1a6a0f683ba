import { describe, expect, it, vi } from 'vitest';
import { FakeTrainer } from '../../../test/ui/fakeTrainer.ts';
import type { Settings } from '../../settings/settings.ts';
import type { DatasetSummary, UserFile } from '../../worker/protocol.ts';
import { FILE_PROBLEM } from './chosenFiles.ts';
import { createLab } from './lab.ts';
import { createSettingsStore } from './settingsStore.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
const file = (name: string) => new File(['content'], name);

/** Reads a pair of files called images and labels, or a table whose label is in its last column. */
class FileTrainer extends FakeTrainer {
  override async loadData(
    settings: Settings,
    files: readonly UserFile[] = [],
  ): Promise<DatasetSummary> {
    const names = files.map(({ name }) => name).sort();
    const pair = names.length === 2 && names[0] === 'images' && names[1] === 'labels';
    const table =
      names.join() === 'good.csv' ||
      (names.join() === 'odd.csv' && settings.labelColumn === 'last');
    if (settings.dataset === 'files' && !pair && !table)
      throw Object.assign(new Error(`${names.join(' + ')} refused`), { name: FILE_PROBLEM });
    const summary = await super.loadData(settings);
    return { ...summary, name: names.join(' + ') || settings.dataset };
  }
}

async function openLab() {
  const settings = createSettingsStore(() => NO_STORAGE);
  const trainer = new FileTrainer({ batch: 5 });
  const lab = createLab(trainer, settings);
  await lab.open();
  const shown = () => {
    const { dataset, files, errors } = lab.store.getState();
    return [
      dataset?.name,
      files.map(({ name }) => name).join(),
      errors.map(({ error }) => error.message).join(),
      settings.getState().settings.dataset,
    ];
  };
  return { lab, settings, trainer, shown };
}

describe('files of the user', () => {
  it('are read at once, and trained on', async () => {
    const { lab, shown, trainer } = await openLab();
    await lab.addFiles([file('good.csv')]);
    expect(shown()).toEqual(['good.csv', 'good.csv', '', 'files']);
    const load = vi.spyOn(trainer, 'loadData');
    await lab.reset();
    expect(load, 'the data are there').not.toHaveBeenCalled();
    expect(lab.store.getState().race).not.toBeNull();
  });

  it('change nothing where they cannot be read', async () => {
    const { lab, shown } = await openLab();
    await lab.addFiles([file('bad.csv')]);
    expect(shown()).toEqual(['mnist', '', 'bad.csv refused', 'mnist']);
    await lab.addFiles([file('good.csv')]);
    expect(shown(), 'and the error goes').toEqual(['good.csv', 'good.csv', '', 'files']);
    await lab.addFiles([file('bad.csv')]);
    expect(shown()).toEqual(['good.csv', 'good.csv', 'bad.csv refused', 'files']);
    await lab.reset();
    expect(lab.store.getState().race?.ended).toBe(false);
  });

  it('may come one after the other where they are partners', async () => {
    const { lab, shown } = await openLab();
    await lab.addFiles([file('images')]);
    expect(shown()).toEqual(['mnist', '', 'images refused', 'mnist']);
    await lab.addFiles([file('labels')]);
    expect(shown()).toEqual(['images + labels', 'images,labels', '', 'files']);
    await lab.addFiles([file('good.csv')]);
    expect(shown()).toEqual(['good.csv', 'good.csv', '', 'files']);
  });

  it('are tried again with other settings of how to read them', async () => {
    const { lab, settings, shown } = await openLab();
    await lab.addFiles([file('odd.csv')]);
    expect(shown()[2]).toBe('odd.csv refused');
    settings.getState().change('dataset', 'files');
    settings.getState().change('labelColumn', 'last');
    await vi.waitFor(() => expect(shown()).toEqual(['odd.csv', 'odd.csv', '', 'files']));
  });

  it('are refused before they are read where they are too large', async () => {
    const { lab, shown } = await openLab();
    const large = Object.defineProperty(file('large.npz'), 'size', { value: 2 ** 30 });
    await lab.addFiles([large]);
    expect(shown()[2]).toMatch(/^large\.npz: it holds 1073741824 bytes, expected at most/);
  });
});
