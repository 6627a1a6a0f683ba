import { SETTINGS, type SettingName } from '../../settings/settings.ts';
import { settingText } from '../settings/settingText.ts';
import type { LabRun } from '../store/labState.ts';
import { isApplicable } from '../store/settingsStore.ts';

/** Every run has an algorithm of its own, and is one of its repeats. */
const OF_THE_RACE: readonly SettingName[] = ['algorithms', 'repeats'];
const NAMES = (Object.keys(SETTINGS) as SettingName[]).filter(
  (name) => !OF_THE_RACE.includes(name),
);

/** A setting's value in a run as the form shows it; null where it has no effect. */
export function settingOf({ origin }: LabRun, name: SettingName): string | null {
  return isApplicable(name, origin.settings) ? settingText(name, origin.settings) : null;
}

/** The settings in which some of the runs differ, in the order of the form; where a setting has no effect it differs from nothing. */
export function differingSettings(runs: readonly LabRun[]): readonly SettingName[] {
  return NAMES.filter((name) => {
    const values = runs.map((run) => settingOf(run, name)).filter((value) => value !== null);
    return new Set(values).size > 1;
  });
}

/** One line of the comparison of two runs. */
export interface ComparedLine {
  readonly label: string;
  readonly values: readonly [string, string];
  readonly differs: boolean;
}

function line(label: string, one: string, other: string): ComparedLine {
  return { label, values: [one, other], differs: one !== other };
}

/** Everything that two runs were made with, side by side: settings that have an effect in one of them, data, start and engine. */
export function compareRuns(one: LabRun, other: LabRun): readonly ComparedLine[] {
  const algorithm = (run: LabRun) => settingText('algorithms', run.origin.settings);
  const settings = NAMES.flatMap((name) => {
    const values = [settingOf(one, name), settingOf(other, name)] as const;
    if (values[0] === null && values[1] === null) return [];
    return [line(SETTINGS[name].description.label, values[0] ?? '–', values[1] ?? '–')];
  });
  const facts: readonly (readonly [string, (run: LabRun) => string])[] = [
    ['Data', ({ origin }) => `${origin.data.name}, ${origin.data.hash}`],
    ['W⁰ (hash)', ({ origin }) => origin.start.weights],
    ['Order of samples (hash)', ({ origin }) => origin.start.order],
    ['Computed by', ({ origin: { device } }) => `${device.description}, ${device.precision}`],
    ['App version', ({ origin }) => origin.app],
  ];
  return [
    line('Algorithm', algorithm(one), algorithm(other)),
    ...settings,
    ...facts.map(([label, read]) => line(label, read(one), read(other))),
  ];
}
