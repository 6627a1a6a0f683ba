import { ConfigurationError } from '../model/errors.ts';
import { z } from './schema.ts';
import { SETTINGS, type SettingName, type Settings } from './settings.ts';

const schema = z.strictObject(
  Object.fromEntries(
    Object.entries(SETTINGS).map(([name, declaration]) => [name, declaration.schema]),
  ),
);

/** All that is wrong with the values, by setting; empty when they are settings. */
export function settingProblems(values: unknown): Partial<Record<SettingName, string>> {
  const result = schema.safeParse(values);
  const problems: Partial<Record<SettingName, string>> = {};
  if (result.success) return crossProblems(result.data as Settings);
  for (const issue of result.error.issues) {
    const name = (issue.path[0] ?? 'settings') as SettingName;
    problems[name] ??= issue.message;
  }
  return problems;
}

/** Problems that only two settings together can have. */
function crossProblems(settings: Settings): Partial<Record<SettingName, string>> {
  const layers = settings.hidden.length + 1;
  const problems: Partial<Record<SettingName, string>> = {};
  for (const name of ['lambda', 'innerSteps'] as const) {
    const given = settings[name].length;
    if (given !== 1 && given !== layers)
      problems[name] =
        `needs 1 value or ${layers} values, one for each of the ${layers} layers; it has ${given}`;
  }
  if (new Set(settings.classes).size !== settings.classes.length)
    problems.classes = 'names a class twice';
  if (settings.epsilonSchedule !== 'constant' && settings.epsilonMin > settings.epsilon)
    problems.epsilonMin = `must not exceed ε = ${settings.epsilon}`;
  return problems;
}

/** Checks values of any origin; @throws ConfigurationError that names the first bad setting. */
export function parseSettings(values: unknown): Settings {
  const [problem] = Object.entries(settingProblems(values));
  if (problem) {
    const [name, message] = problem;
    const label = name in SETTINGS ? SETTINGS[name as SettingName].description.label : name;
    throw new ConfigurationError(name, `${label}: ${message}.`);
  }
  return values as Settings;
}
