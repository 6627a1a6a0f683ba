import { describe, expect, it, vi } from 'vitest';
import { FakeTrainer } from '../../../test/ui/fakeTrainer.ts';
import type { DeviceSummary } from '../../worker/protocol.ts';
import { createLab } from '../store/lab.ts';
import { phaseOf } from '../store/progress.ts';
import { createSettingsStore } from '../store/settingsStore.ts';
import { candidates, obstacleOn, profileAction } from './profileAction.ts';
import { profileStoreOf, takeProfile } from './profileStore.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

async function openLab(batch = 1) {
  const settings = createSettingsStore(() => NO_STORAGE);
  const lab = createLab(new FakeTrainer({ batch }), settings);
  await lab.open();
  settings.getState().change('algorithms', ['mdlam', 'adam']);
  const offered = () => candidates(lab.store.getState(), settings.getState());
  const action = (id = 'mdlam') =>
    profileAction(
      lab.store.getState(),
      settings.getState(),
      offered().find((one) => one.id === id),
    );
  const reached = () =>
    lab.store.getState().race?.runs.map(({ records }) => records.at(-1)?.iteration);
  return { lab, settings, offered, action, reached, profiles: profileStoreOf(lab) };
}

describe('a profile', () => {
  it('of an algorithm prepares the race first; its iteration is one of the run', async () => {
    const { lab, action, offered, profiles, reached } = await openLab();
    expect(offered()).toEqual([
      { id: 'mdlam', name: 'mDLAM' },
      { id: 'adam', name: 'Adam' },
    ]);
    expect(action('adam').label).toBe('Profile one iteration of Adam');
    await action('adam').act?.(lab);
    expect(reached()).toEqual([0, 1]);
    expect(phaseOf(lab.store.getState())).toBe('paused');
    const { shown, problem } = profiles.getState();
    expect([shown?.run.summary.id, shown?.profile.iteration, problem]).toEqual(['adam', 1, null]);
    // The run as it is after the iteration.
    expect(shown?.run.count).toBe(2);
    await action('mdlam').act?.(lab);
    expect(reached()).toEqual([1, 1]);
  });

  it('waits for a race that runs, and begins anew after one that has ended', async () => {
    const { lab, action } = await openLab();
    await lab.start();
    await vi.waitFor(() => expect(phaseOf(lab.store.getState())).toBe('running'));
    expect(action()).toMatchObject({
      label: 'Pause the race',
      why: expect.stringContaining('running'),
    });
    await action().act?.(lab);
    expect(action().label).toBe('Profile one iteration of mDLAM');
    await lab.start();
    await vi.waitFor(() => expect(phaseOf(lab.store.getState())).toBe('finished'));
    expect(action()).toMatchObject({ label: 'Reset the race' });
    await action().act?.(lab);
    expect(phaseOf(lab.store.getState())).toBe('ready');
    expect(action().label).toBe('Profile one iteration of mDLAM');
  });

  it('needs settings that a race can be prepared from', async () => {
    const { settings, action } = await openLab();
    settings.getState().change('trainCount', 0);
    expect(action()).toMatchObject({ act: null, why: expect.stringContaining('settings') });
  });

  it('needs a device that times its kernels', async () => {
    const { lab } = await openLab();
    const device = lab.store.getState().device as DeviceSummary;
    expect(obstacleOn(device)).toBeNull();
    expect(obstacleOn({ ...device, timesKernels: false })).toMatch(/no timestamps/);
    expect(obstacleOn({ ...device, engine: 'cpu', timesKernels: false })).toMatch(/CPU engine/);
  });

  it('keeps to itself why it failed, and the profile before it', async () => {
    const { lab, profiles } = await openLab();
    await takeProfile(lab, 'mdlam');
    await takeProfile(lab, 'sgd');
    const { shown, problem } = profiles.getState();
    expect(problem).toMatch(/no run of sgd/);
    expect(shown?.profile.iteration).toBe(1);
    const { errors, activity } = lab.store.getState();
    expect([errors, activity]).toEqual([[], null]);
  });
});
