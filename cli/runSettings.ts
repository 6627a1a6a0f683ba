import { settingProblems } from '../src/settings/parseSettings.ts';
import {
  INITIAL_SETTINGS,
  SETTINGS,
  type SettingName,
  type Settings,
} from '../src/settings/settings.ts';
import { CommandError } from './exitCodes.ts';
import { flagOf, flagValue, numberOf } from './settingFlags.ts';

/**
 * Where a command starts that has no `--config`: the paper's one algorithm, one W-step, one λ and pixels from 0 to 1; the
 * figures of every iteration. All else is the form's.
 */
export const COMMAND_SETTINGS: Settings = {
  ...INITIAL_SETTINGS,
  algorithms: ['mdlam'],
  scaling: 'unit',
  innerSteps: [1],
  lambda: [0.01],
  evaluateEvery: 1,
};

/** What was typed, by setting, as text. */
export type GivenTexts = Readonly<Partial<Record<SettingName, string>>>;

export interface TypedSettings {
  readonly texts: GivenTexts;
  /** `--layers`: all widths, those of input and output included; null where it was not given. */
  readonly layers: string | null;
}

/** A flag that has an effect only while one of these has a certain value brings that value along. */
const IMPLIED: ReadonlySet<string> = new Set(['epsilonSchedule', 'rhoSchedule', 'weights']);

/** ε that shrinks by the factor 1 is constant. */
function withoutIdleDecay(texts: GivenTexts): GivenTexts {
  const { epsilonDecay, ...others } = texts;
  return epsilonDecay !== undefined && numberOf(epsilonDecay) === 1
    ? { epsilonSchedule: 'constant', ...others }
    : texts;
}

/**
 * The settings of a run: those of a file, or a command's own, with what was typed and what that implies.
 * @throws CommandError that names the flag, what it takes and the remedy
 */
export function runSettings(
  { texts: typed, layers }: TypedSettings,
  base: Settings = COMMAND_SETTINGS,
): Settings {
  const texts = withoutIdleDecay(typed);
  const given = Object.entries(texts) as [SettingName, string][];
  const values: Record<string, unknown> = { ...base, repeats: 1 };
  for (const [name, text] of given) values[name] = flagValue(name, text);
  for (const [name] of given) {
    const { onlyWhen } = SETTINGS[name].description;
    if (!onlyWhen || !IMPLIED.has(onlyWhen.setting) || onlyWhen.setting in texts) continue;
    if (!onlyWhen.oneOf.includes(values[onlyWhen.setting] as string))
      values[onlyWhen.setting] = onlyWhen.oneOf[0];
  }
  if (layers !== null) values.hidden = hiddenOf(layers, 'hidden' in texts);
  const [problem] = Object.entries(settingProblems(values)) as [SettingName, string][];
  if (problem) throw settingError(problem[0], problem[1], texts);
  return values as unknown as Settings;
}

function settingError(name: SettingName, message: string, texts: GivenTexts): CommandError {
  const flag = flagOf(name) ?? name;
  const text = texts[name];
  const typed = text === undefined ? flag : `${flag} ${text}`;
  return new CommandError(
    'usage',
    `${typed} (${SETTINGS[name].description.label}): ${message}. Correct ${flag}; --help lists what it takes.`,
  );
}

/** "784,100,100,10" → [784, 100, 100, 10]. @throws CommandError */
export function layerWidths(layers: string): readonly number[] {
  const widths = layers.split(',').map(numberOf);
  if (widths.length < 2 || !widths.every((width) => Number.isInteger(width) && Number(width) > 0))
    throw new CommandError(
      'usage',
      `--layers ${layers}: it takes the widths of all layers, input and output included, separated by commas, such as 784,100,100,10.`,
    );
  return widths as number[];
}

function hiddenOf(layers: string, hiddenToo: boolean): readonly number[] {
  if (hiddenToo)
    throw new CommandError(
      'usage',
      '--layers and --hidden both name the hidden layers: leave one of them out.',
    );
  return layerWidths(layers).slice(1, -1);
}

/**
 * Whether `--layers` is a network on these data.
 * @throws CommandError that says which width does not fit and what to write instead
 */
export function checkLayers(
  layers: string | null,
  { featureCount, classCount }: { readonly featureCount: number; readonly classCount: number },
): void {
  if (layers === null) return;
  const widths = layerWidths(layers);
  const right = [featureCount, ...widths.slice(1, -1), classCount].join(',');
  if (widths.join(',') === right) return;
  const [what, width, wanted] =
    widths[0] !== featureCount
      ? ['first', widths[0], `${featureCount} features`]
      : ['last', widths.at(-1), `${classCount} classes`];
  throw new CommandError(
    'usage',
    `--layers ${layers}: its ${what} width is ${width}, and the data have ${wanted}. Write --layers ${right}.`,
  );
}
