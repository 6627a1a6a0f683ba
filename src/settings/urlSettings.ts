import { quoted } from '../model/readableText.ts';
import type { Control } from './declare.ts';
import { parseSettings, settingProblems } from './parseSettings.ts';
import { PRESETS, type PresetName } from './presets.ts';
import { INITIAL_SETTINGS, SETTINGS, type SettingName, type Settings } from './settings.ts';

/**
 * Links hold differences, so they lean on what they differ from: raise this when a setting changes
 * its meaning, or an initial value or a preset its value. Older links are then refused.
 */
const VERSION = '2';
const VERSION_KEY = 'v';
const PRESET_KEY = 'preset';

/** Several times what every setting takes; more can only be a mistake, or an attempt to flood the page. */
const LONGEST_FRAGMENT = 8192;

const NAMES = Object.keys(SETTINGS) as SettingName[];
const PRESET_NAMES = Object.keys(PRESETS) as PresetName[];

export interface DecodedSettings {
  /** null: the fragment holds no settings, or none that can be trusted. */
  readonly settings: Settings | null;
  /** One sentence for the user about each part of the link that was not used. */
  readonly problems: readonly string[];
}

function presetSettings(preset: PresetName): Settings {
  return { ...INITIAL_SETTINGS, ...PRESETS[preset].changes };
}

/** A value as links have it; no option of a setting holds a character that must be escaped. */
function valueText(value: Settings[SettingName]): string {
  return value === null ? '' : String(value);
}

function differences(base: Settings, settings: Settings): readonly string[] {
  return NAMES.filter((name) => valueText(base[name]) !== valueText(settings[name])).map(
    (name) => `${name}=${valueText(settings[name])}`,
  );
}

/**
 * Settings as the fragment of a URL, without "#": `v=1&preset=paper&rho=0.01&hidden=100,50`.
 * It holds what differs from the initial settings or from a preset, whichever is shorter.
 */
export function encodeSettings(settings: Settings): string {
  const texts = [
    differences(INITIAL_SETTINGS, settings),
    ...PRESET_NAMES.map((preset) => [
      `${PRESET_KEY}=${preset}`,
      ...differences(presetSettings(preset), settings),
    ]),
  ].map((parts) => [`${VERSION_KEY}=${VERSION}`, ...parts].join('&'));
  return texts.reduce((shortest, text) => (text.length < shortest.length ? text : shortest));
}

/** Settings from the fragment of a URL, of any origin: what is valid is used, the rest is reported. */
export function decodeSettings(fragment: string): DecodedSettings {
  const text = fragment.replace(/^#/, '');
  if (!text.includes('=')) return { settings: null, problems: [] };
  if (text.length > LONGEST_FRAGMENT)
    return refused(
      `The link’s settings are ${text.length} characters long, and at most ${LONGEST_FRAGMENT} are read: none was used; ask for a new link.`,
    );
  const problems: string[] = [];
  const entries = readEntries(text, problems);
  const version = entries.get(VERSION_KEY);
  if (version !== VERSION) return refused(versionProblem(version));
  const base = readBase(entries.get(PRESET_KEY), problems);
  const given = new Map<SettingName, string>();
  for (const [key, value] of entries) {
    if (key === VERSION_KEY || key === PRESET_KEY) continue;
    if (Object.hasOwn(SETTINGS, key)) given.set(key as SettingName, value);
    else
      problems.push(
        `The link’s ${quoted(key)} (${quoted(value)}) is no setting and was left out: check its spelling.`,
      );
  }
  return { settings: parseSettings(validValues(given, base, problems)), problems };
}

function refused(problem: string): DecodedSettings {
  return { settings: null, problems: [problem] };
}

function versionProblem(version: string | undefined): string {
  const reading = `${VERSION_KEY}=${VERSION}`;
  return version === undefined
    ? `The link’s settings do not say their version, and none was used: begin them with “${reading}&”.`
    : `The link’s “${VERSION_KEY}” is ${quoted(version)}, and this page reads “${reading}” only: none of its settings was used; reload the page, or ask for a new link.`;
}

/** Keys and values in the order of the link; of a repeated key the first counts. */
function readEntries(text: string, problems: string[]): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const part of text.split('&')) {
    if (part === '') continue;
    const [key, value] = part.split(/=(.*)/s, 2).map(unescaped) as [string, string?];
    const first = entries.get(key);
    if (first === undefined) entries.set(key, value ?? '');
    else
      problems.push(
        `The link names ${quoted(key)} twice: ${quoted(first)} counts and ${quoted(value ?? '')} was left out; remove one of them.`,
      );
  }
  return entries;
}

/** Mail and chat programs escape commas; what is no valid escape stays, for the validation to name. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readBase(preset: string | undefined, problems: string[]): Settings {
  if (preset === undefined) return INITIAL_SETTINGS;
  if (Object.hasOwn(PRESETS, preset)) return presetSettings(preset as PresetName);
  problems.push(
    `The link’s “${PRESET_KEY}” ${quoted(preset)} is unknown, and the initial settings stand in for it: choose one of ${PRESET_NAMES.join(', ')}.`,
  );
  return INITIAL_SETTINGS;
}

/** The base with what was given; what does not hold keeps the base's value and is reported. */
function validValues(
  given: Map<SettingName, string>,
  base: Settings,
  problems: string[],
): Readonly<Record<SettingName, unknown>> {
  const values: Record<SettingName, unknown> = { ...base };
  for (const [name, text] of given) values[name] = parseValue(text, SETTINGS[name].control);
  while (given.size > 0) {
    const [problem] = Object.entries(settingProblems(values)) as [SettingName, string][];
    if (!problem) break;
    const [name, message] = problem;
    const culprit = given.has(name) ? name : culpritOf(name, given, values, base);
    problems.push(valueProblem(culprit, given.get(culprit) ?? '', base, name, message));
    values[culprit] = base[culprit];
    given.delete(culprit);
  }
  return values;
}

/** Of the given settings, the one without which `name`, which was not given, has no problem. */
function culpritOf(
  name: SettingName,
  given: ReadonlyMap<SettingName, string>,
  values: Readonly<Record<SettingName, unknown>>,
  base: Settings,
): SettingName {
  const names = [...given.keys()];
  const solves = (one: SettingName) =>
    settingProblems({ ...values, [one]: base[one] })[name] === undefined;
  return names.find(solves) ?? (names[0] as SettingName);
}

function valueProblem(
  culprit: SettingName,
  text: string,
  base: Settings,
  name: SettingName,
  message: string,
): string {
  const { label } = SETTINGS[culprit].description;
  const kept = `“${label}” is ${valueText(base[culprit]) || 'empty'}`;
  return culprit === name
    ? `The link’s “${culprit}” ${quoted(text)} was left out (${message}): ${kept} until you set it in the form.`
    : `The link’s “${culprit}” ${quoted(text)} was left out, for “${name}” does not go with it (${message}): ${kept} until you set both in the form.`;
}

function parseValue(text: string, control: Control): unknown {
  switch (control.kind) {
    case 'number':
      return control.optional && text === '' ? null : parseNumber(text);
    case 'list':
      return parseList(text).map(parseNumber);
    case 'choices':
      return parseList(text);
    case 'switch':
      return text === 'true' || (text === 'false' ? false : text);
    case 'choice':
      return text;
  }
}

function parseList(text: string): readonly string[] {
  return text === '' ? [] : text.split(',');
}

/** The number a decimal stands for; other text stays, for the validation to name. */
function parseNumber(text: string): number | string {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}
