import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import {
  changedSettings,
  createSettingsStore,
  dataKeyOf,
  isApplicable,
  restoreSettings,
} from './settingsStore.ts';

const KEY = 'dlam-lab-settings';

function memory(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial));
  return {
    items,
    storage: () => ({
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, value: string) => void items.set(name, value),
      removeItem: (name: string) => void items.delete(name),
    }),
  };
}

function remembered(settings: unknown, version = 2) {
  return memory({ [KEY]: JSON.stringify({ state: { settings }, version }) });
}

describe('remembered settings', () => {
  it('come back', () => {
    const settings = { ...INITIAL_SETTINGS, rho: 0.5 };
    expect(createSettingsStore(remembered(settings).storage).getState().draft).toEqual(settings);
  });

  it.each([
    ['a value out of bounds', remembered({ ...INITIAL_SETTINGS, rho: -1 })],
    ['an unknown setting', remembered({ ...INITIAL_SETTINGS, colour: 'red' })],
    ['a missing setting', remembered({ rho: 1 })],
    ['another version', remembered({ ...INITIAL_SETTINGS, rho: 1 }, 0)],
    ['no JSON', memory({ [KEY]: '{' })],
    ['nothing', memory()],
  ])('are the initial ones after %s', (_, { storage }) => {
    expect(createSettingsStore(storage).getState().settings).toEqual(INITIAL_SETTINGS);
  });

  it('are valid ones only: a typo is not remembered', () => {
    const { items, storage } = memory();
    const store = createSettingsStore(storage);
    store.getState().change('rho', 0.5);
    store.getState().change('rho', '0.5x');
    expect(store.getState().problems.rho).toBe('expected a number');
    expect(store.getState().settings.rho).toBe(0.5);
    expect(restoreSettings(JSON.parse(items.get(KEY) as string).state).rho).toBe(0.5);
  });
});

describe('comparisons', () => {
  it('name what changed', () =>
    expect(
      changedSettings(INITIAL_SETTINGS, { ...INITIAL_SETTINGS, hidden: [9], seed: 2 }),
    ).toEqual(['hidden', 'seed']));

  it('know when other data are meant', () => {
    const key = dataKeyOf(INITIAL_SETTINGS, 0);
    expect(dataKeyOf({ ...INITIAL_SETTINGS, rho: 9 }, 1)).toBe(key);
    expect(dataKeyOf({ ...INITIAL_SETTINGS, trainCount: 9 }, 0)).not.toBe(key);
    const files = { ...INITIAL_SETTINGS, dataset: 'files' as const };
    expect(dataKeyOf(files, 1)).not.toBe(dataKeyOf(files, 2));
  });

  it('know what has an effect', () => {
    expect(isApplicable('epsilonDecay', INITIAL_SETTINGS)).toBe(false);
    expect(
      isApplicable('epsilonDecay', { ...INITIAL_SETTINGS, epsilonSchedule: 'geometric' }),
    ).toBe(true);
  });
});
