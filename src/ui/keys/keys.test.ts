import { describe, expect, it, vi } from 'vitest';
import { EMPTY_LAB, type LabState } from '../store/labState.ts';
import { createSettingsStore } from '../store/settingsStore.ts';
import { createViewStore } from '../store/viewStore.ts';
import type { Stores } from '../stores.ts';
import { perform, switchedScales } from './perform.ts';
import { type Action, actionOf, type FocusedElement, SHORTCUTS } from './shortcuts.ts';

const NO_STORAGE = () => ({ getItem: () => null, setItem: () => {}, removeItem: () => {} });

function press(key: string, changes: Partial<Parameters<typeof actionOf>[0]> = {}) {
  return { key, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...changes };
}

function element(tag: string, role: string | null = null, editable = false): FocusedElement {
  return { tag, role, editable };
}

const BODY = [element('body'), element('html')];
const ALL = Object.entries(SHORTCUTS) as [Action, (typeof SHORTCUTS)[Action]][];

describe('actionOf', () => {
  it.each([
    [' ', 'run'],
    ['s', 'step'],
    ['S', 'step'],
    ['r', 'reset'],
    ['l', 'scale'],
    ['z', 'unzoom'],
    ['1', 'curves'],
    ['2', 'layers'],
    ['3', 'theory'],
    ['4', 'runs'],
    ['5', 'network'],
    ['6', 'sweep'],
    ['7', 'how'],
    ['?', 'list'],
  ])('takes %j for %s', (key, action) => expect(actionOf(press(key), BODY, false)).toBe(action));

  it('knows no two actions by one key', () =>
    expect(new Set(ALL.map(([, { key }]) => key)).size).toBe(ALL.length));

  it.each(['x', '8', 'Enter', 'Escape', 'Tab', 'ArrowRight'])('leaves %s alone', (key) =>
    expect(actionOf(press(key), BODY, false)).toBeNull(),
  );

  it.each(['ctrlKey', 'metaKey', 'altKey', 'isComposing'] as const)('is silent with %s', (held) => {
    for (const [, { key }] of ALL)
      expect(actionOf(press(key, { [held]: true }), BODY, false)).toBeNull();
  });

  it.each([
    element('input'),
    element('textarea'),
    element('select'),
    element('div', null, true),
    element('div', 'textbox'),
    element('div', 'combobox'),
    element('svg', 'slider'),
    element('div', 'radio'),
  ])('leaves every key to $tag, role $role', (field) => {
    for (const [, { key }] of ALL) expect(actionOf(press(key), [field, ...BODY], false)).toBeNull();
  });

  it('leaves every key to what is inside a grid', () =>
    expect(
      actionOf(press('s'), [element('button', 'gridcell'), element('div', 'grid'), ...BODY], false),
    ).toBeNull());

  it.each([element('button'), element('a'), element('button', 'tab'), element('span', 'link')])(
    'leaves Space, and nothing else, to $tag, role $role',
    (pressed) => {
      expect(actionOf(press(' '), [pressed, ...BODY], false)).toBeNull();
      expect(actionOf(press('s'), [pressed, ...BODY], false)).toBe('step');
      expect(actionOf(press(' '), [element('svg'), pressed, ...BODY], false)).toBeNull();
    },
  );

  it('lets only the key of the list through to a dialog', () => {
    for (const [action, { key }] of ALL)
      expect(actionOf(press(key), BODY, true)).toBe(action === 'list' ? 'list' : null);
    expect(actionOf(press('?'), [element('input'), ...BODY], true)).toBeNull();
  });
});

describe('switchedScales', () => {
  it.each([
    ['log', 'log', 'linear'],
    ['log', 'linear', 'log'],
    ['linear', 'log', 'log'],
    ['linear', 'linear', 'log'],
  ] as const)('of %s and %s are %s', (objectiveScale, lossScale, both) =>
    expect(switchedScales({ objectiveScale, lossScale })).toEqual({
      objectiveScale: both,
      lossScale: both,
    }),
  );
});

describe('perform', () => {
  function lab(state: Partial<LabState> = {}) {
    const commands = { start: vi.fn(), pause: vi.fn(), step: vi.fn(), reset: vi.fn() };
    const store = { getState: () => ({ ...EMPTY_LAB, ...state }) };
    const settings = createSettingsStore(NO_STORAGE);
    const view = createViewStore(NO_STORAGE);
    const stores = { lab: { store, ...commands }, settings, view } as unknown as Stores;
    return { commands, settings, view, stores };
  }

  it('starts a race', () => {
    const { commands, stores } = lab();
    perform('run', stores);
    expect(commands.start).toHaveBeenCalledOnce();
    expect(commands.pause).not.toHaveBeenCalled();
  });

  it('does nothing while the buttons wait', () => {
    const { commands, stores } = lab({ activity: 'preparing' });
    for (const action of ['run', 'step', 'reset'] as const) perform(action, stores);
    for (const command of Object.values(commands)) expect(command).not.toHaveBeenCalled();
  });

  it('resets no race that is not there', () => {
    const { commands, stores } = lab();
    perform('reset', stores);
    expect(commands.reset).not.toHaveBeenCalled();
  });

  it('switches scales where they are seen, and tabs everywhere', () => {
    const { view, stores } = lab();
    perform('theory', stores);
    perform('scale', stores);
    expect(view.getState().view).toMatchObject({ tab: 'theory', objectiveScale: 'log' });
    perform('curves', stores);
    perform('scale', stores);
    expect(view.getState().view).toMatchObject({
      tab: 'curves',
      objectiveScale: 'linear',
      lossScale: 'linear',
    });
  });
});
