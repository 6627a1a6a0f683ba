import { describe, expect, it } from 'vitest';
import { applyPreset } from '../../settings/presets.ts';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import { dlamRecord } from '../../theory/testing/records.ts';
import { EMPTY_LAB, type LabRun } from '../store/labState.ts';
import { createSettingsStore } from '../store/settingsStore.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRace, fakeRun } from '../testing/fakeRun.ts';
import { findingsOf } from './findings.ts';
import { createGuideStore, GUIDE_STEPS } from './guideStore.ts';
import { isTaken, stepAfter, watched } from './progress.ts';

function memory(items = new Map<string, string>()) {
  return () => ({
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  });
}

describe('the guide', () => {
  it('remembers that it was opened, but not where it stood', () => {
    const storage = memory();
    const first = createGuideStore(storage);
    expect(first.getState()).toMatchObject({ known: false, step: null });
    first.getState().open();
    first.getState().go('start');
    expect(createGuideStore(storage).getState()).toMatchObject({ known: true, step: null });
  });

  it('is new to whoever has something else stored', () => {
    const storage = memory(new Map([['dlam-lab-guide', '{"state":{"known":"no"},"version":1}']]));
    expect(createGuideStore(storage).getState().known).toBe(false);
  });

  it('has four steps and ends at both ends', () => {
    expect(GUIDE_STEPS).toHaveLength(4);
    expect(stepAfter('data', 1)).toBe('preset');
    expect(stepAfter('data', -1)).toBeNull();
    expect(stepAfter('curves', 1)).toBeNull();
  });
});

describe('a step', () => {
  const form = createSettingsStore(memory());
  const now = (running = false) => {
    const race = fakeRace(fakeRun('mdlam', [fakeRecord(0), fakeRecord(1)]));
    return watched(running ? { ...EMPTY_LAB, race, running } : EMPTY_LAB, form.getState());
  };

  it('is taken when another preset is chosen, not by a change that makes the settings one’s own', () => {
    form.getState().replace(INITIAL_SETTINGS);
    const before = now();
    expect(before.preset).toBe('best');
    form.getState().change('rho', 0.5);
    expect(isTaken('preset', before, now())).toBe(false);
    form.getState().replace(INITIAL_SETTINGS);
    expect(isTaken('preset', before, now())).toBe(false);
    form.getState().replace(applyPreset('quick', INITIAL_SETTINGS));
    expect(isTaken('preset', before, now())).toBe(true);
  });

  it('is taken when the race begins to run', () => {
    expect(isTaken('start', now(), now(true))).toBe(true);
    expect(isTaken('start', now(true), now(true))).toBe(false);
    expect(isTaken('preset', now(), now(true))).toBe(false);
  });
});

describe('what the curves say', () => {
  const of = (algorithm: 'mdlam' | 'dlam', objectives: number[]): LabRun =>
    fakeRun(
      algorithm,
      objectives.map((objective, k) => ({
        ...dlamRecord(k, objective),
        forward:
          k === 1 ? { trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy: 0.25 } : null,
      })),
    );

  it('counts the rises of F of the alternating runs', () => {
    const race = fakeRace(of('dlam', [9, 4, 5, 6]), of('mdlam', [9, 4, 3, 2]), fakeRun('sgd'));
    expect(findingsOf(race)).toEqual([
      { key: 'key-dlam', name: 'dlam', iterations: 3, first: 9, last: 6, rises: 2, accuracy: 0.25 },
      {
        key: 'key-mdlam',
        name: 'mdlam',
        iterations: 3,
        first: 9,
        last: 2,
        rises: 0,
        accuracy: 0.25,
      },
    ]);
  });

  it('says nothing before the first iteration', () => {
    expect(findingsOf(fakeRace(of('mdlam', [9])))).toEqual([]);
    expect(findingsOf(null)).toEqual([]);
  });
});
