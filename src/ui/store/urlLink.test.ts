import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import { EMPTY_LAB, type LabState } from './labState.ts';
import { createSettingsStore } from './settingsStore.ts';
import { linkTo, takeSettings } from './urlLink.ts';

function open(fragment: string) {
  const form = createSettingsStore(() => ({
    getItem: () => null,
    setItem: () => undefined,
    removeItem: () => undefined,
  }));
  form.getState().change('seed', 9);
  const lab = createStore<LabState>(() => EMPTY_LAB);
  const taken = takeSettings(fragment, form, lab);
  const messages = lab.getState().errors.map(({ error }) => error.message);
  return { taken, draft: form.getState().draft, messages };
}

describe('a link with settings', () => {
  it('replaces all of the form', () => {
    const settings = { ...INITIAL_SETTINGS, rho: 0.5 };
    const link = linkTo(settings, 'http://localhost/lab/?a=1#old');
    expect(link).toBe('http://localhost/lab/?a=1#v=2&rho=0.5');
    expect(open(new URL(link).hash)).toEqual({ taken: true, draft: settings, messages: [] });
  });

  it('leaves the form alone where there are none', () => {
    const kept = { ...INITIAL_SETTINGS, seed: 9 };
    expect(open('#theory')).toEqual({ taken: false, draft: kept, messages: [] });
    const newer = open('#v=3&rho=0.5');
    expect(newer).toMatchObject({ taken: true, draft: kept });
    expect(newer.messages).toEqual([expect.stringContaining('reload the page')]);
  });

  it('is reported in no more sentences than the page shows', () => {
    expect(open('#v=2&a=1&b=2&c=3').messages).toHaveLength(3);
    const { messages } = open('#v=2&a=1&b=2&c=3&d=4');
    expect(messages).toHaveLength(3);
    expect(messages[0]).toContain('“a”');
    expect(messages[2]).toMatch(/^2 more parts of the link/);
  });
});
