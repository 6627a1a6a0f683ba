import { describe, expect, it } from 'vitest';
import { settingProblems } from './parseSettings.ts';
import { applyPreset, PRESETS, type PresetName, presetOf } from './presets.ts';
import { INITIAL_SETTINGS } from './settings.ts';

const NAMES = Object.keys(PRESETS) as PresetName[];

describe('presets', () => {
  it.each(NAMES)('%s is valid and recognised', (name) => {
    const settings = applyPreset(name, INITIAL_SETTINGS);
    expect(settingProblems(settings)).toEqual({});
    expect(presetOf(settings)).toBe(name);
  });

  it('keep the data set, the seeds and the engine', () => {
    const own = { ...INITIAL_SETTINGS, dataset: 'synthetic', seed: 9, engine: 'cpu' } as const;
    for (const name of NAMES)
      expect(applyPreset(name, own)).toMatchObject({
        dataset: 'synthetic',
        seed: 9,
        engine: 'cpu',
      });
  });

  it('are not claimed for settings of somebody’s own', () => {
    expect(presetOf({ ...INITIAL_SETTINGS, rho: 0.02 })).toBeNull();
  });
});
