import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { parseSettings, settingProblems } from '../../settings/parseSettings.ts';
import {
  INITIAL_SETTINGS,
  SETTINGS,
  type SettingName,
  type Settings,
} from '../../settings/settings.ts';

/** What the form holds: a field that does not parse keeps the text that was typed. */
export type SettingsDraft = Readonly<Record<SettingName, unknown>>;

export interface SettingsState {
  readonly draft: SettingsDraft;
  readonly problems: Readonly<Partial<Record<SettingName, string>>>;
  /** The newest draft without a problem; it alone is remembered. */
  readonly settings: Settings;
  /** Nobody has chosen anything yet, in this visit or an earlier one. */
  readonly untouched: boolean;
  change(name: SettingName, value: unknown): void;
  replace(settings: Settings): void;
}

export type SettingsStore = StoreApi<SettingsState>;

const STORAGE_KEY = 'dlam-lab-settings';
/** Raise when a setting changes its meaning; older values are then discarded. */
const STORAGE_VERSION = 2;

/** Settings remembered by an earlier visit, or the initial ones where they no longer hold. */
export function restoreSettings(persisted: unknown): Settings {
  try {
    return parseSettings((persisted as { settings?: unknown } | undefined)?.settings);
  } catch {
    return INITIAL_SETTINGS;
  }
}

export function createSettingsStore(storage: () => StateStorage): SettingsStore {
  return createStore<SettingsState>()(
    persist(
      (set, get) => ({
        draft: INITIAL_SETTINGS,
        problems: {},
        settings: INITIAL_SETTINGS,
        untouched: true,
        change: (name, value) => {
          const draft = { ...get().draft, [name]: value };
          const problems = settingProblems(draft);
          const valid = Object.keys(problems).length === 0;
          const settings = valid ? (draft as Settings) : get().settings;
          set({ draft, problems, settings, untouched: false });
        },
        replace: (settings) => set({ draft: settings, problems: {}, settings, untouched: false }),
      }),
      {
        name: STORAGE_KEY,
        version: STORAGE_VERSION,
        storage: createJSONStorage(storage),
        partialize: ({ settings }) => ({ settings }),
        migrate: () => undefined,
        merge: (persisted, current) => {
          const settings = restoreSettings(persisted);
          return { ...current, settings, draft: settings, untouched: persisted === undefined };
        },
      },
    ),
  );
}

const NAMES = Object.keys(SETTINGS) as SettingName[];

/** Whether a setting has an effect: its condition holds, and so does that of the setting it depends on. */
export function isApplicable(name: SettingName, draft: SettingsDraft): boolean {
  const condition = SETTINGS[name].description.onlyWhen;
  if (!condition) return true;
  const other = condition.setting as SettingName;
  const chosen = draft[other];
  const values = Array.isArray(chosen) ? chosen : [chosen];
  return isApplicable(other, draft) && values.some((one) => condition.oneOf.includes(String(one)));
}

/** The names whose values differ between two sets of settings. */
export function changedSettings(from: SettingsDraft, to: SettingsDraft): readonly SettingName[] {
  return NAMES.filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]));
}

/** Identifies the data that settings name: equal keys, equal data. */
export function dataKeyOf(settings: Settings, filesVersion: number): string {
  const values = NAMES.filter((name) => SETTINGS[name].description.group === 'data').map(
    (name) => settings[name],
  );
  return JSON.stringify([...values, settings.dataset === 'files' ? filesVersion : 0]);
}
