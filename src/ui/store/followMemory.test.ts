import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeTrainer } from '../../../test/ui/fakeTrainer.ts';
import type { Settings } from '../../settings/settings.ts';
import { statusText } from '../controls/statusText.ts';
import { createLab } from './lab.ts';
import { createSettingsStore } from './settingsStore.ts';
import { isAvailable } from './trainingCommand.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function openLab(trainer: FakeTrainer) {
  const asked = vi.spyOn(trainer, 'estimateMemory');
  const settings = createSettingsStore(() => NO_STORAGE);
  const lab = createLab(trainer, settings);
  await lab.open();
  const memory = () => lab.store.getState().memory;
  return { asked, settings, lab, memory };
}

it('the memory is known soon after the page is there, and follows the settings when they rest', async () => {
  const { asked, settings, memory } = await openLab(new FakeTrainer());
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(3000);
  expect(memory()?.runs).toHaveLength(4);
  settings.getState().change('algorithms', ['mdlam', 'sgd']);
  settings.getState().change('algorithms', ['mdlam']);
  await vi.advanceTimersByTimeAsync(300);
  expect(memory()?.runs).toHaveLength(1);
  expect(asked).toHaveBeenCalledTimes(2);
});

it('nothing is announced for data that are not loaded', async () => {
  const { settings, lab, memory } = await openLab(new FakeTrainer());
  await vi.advanceTimersByTimeAsync(3000);
  await lab.step();
  settings.getState().change('trainCount', 4321);
  expect(memory()).toBeNull();
  await vi.advanceTimersByTimeAsync(3000);
  expect(memory()).toBeNull();
  settings.getState().replace(lab.store.getState().race?.settings as Settings);
  await vi.advanceTimersByTimeAsync(300);
  expect(memory()).not.toBeNull();
});

it('an answer that was overtaken, or an error, is not shown', async () => {
  const trainer = new FakeTrainer();
  const { asked, settings, memory } = await openLab(trainer);
  let answer: (memory: null) => void = () => undefined;
  asked.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve as never)));
  await vi.advanceTimersByTimeAsync(3000);
  settings.getState().change('algorithms', ['mdlam']);
  await vi.advanceTimersByTimeAsync(300);
  answer(null);
  await vi.advanceTimersByTimeAsync(0);
  expect(memory()?.runs).toHaveLength(1);
  asked.mockRejectedValueOnce({ name: 'RangeError', message: 'no closed form' });
  settings.getState().change('algorithms', ['dladmm']);
  await vi.advanceTimersByTimeAsync(300);
  expect(memory()).toBeNull();
});

it('a race that is refused cannot be started and the status says why, until the user allows it', async () => {
  const trainer = new FakeTrainer({ memoryLacks: 'This race needs 512 MiB of memory.' });
  const { settings, lab } = await openLab(trainer);
  const allowed = vi.spyOn(trainer, 'allowMemory');
  const can = () => isAvailable('run', lab.store.getState(), settings.getState());
  expect(can()).toBe(true);
  await vi.advanceTimersByTimeAsync(3000);
  expect(can()).toBe(false);
  expect(statusText(lab.store.getState(), {}, false)).toBe('This race needs 512 MiB of memory.');
  await lab.allowMemory();
  expect(allowed).toHaveBeenCalledWith(lab.store.getState().memory?.total);
  expect(can()).toBe(true);
});
