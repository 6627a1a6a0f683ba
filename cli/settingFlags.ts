import { SETTINGS, type SettingName } from '../src/settings/settings.ts';

/** Flags that are spelled otherwise than their setting; the setting's own name works as well. */
const SPELLINGS: Readonly<Partial<Record<SettingName, string>>> = {
  algorithms: 'algorithm',
  trainCount: 'samples',
  testCount: 'test-samples',
  regulariser: 'regularizer',
  engine: 'backend',
};

/** Settings whose own name is another flag: `--weights` names a file. */
const RENAMED: Readonly<Partial<Record<SettingName, string>>> = { weights: 'initial-weights' };

/** A command trains one run: what makes several of it is no flag. */
const NO_FLAGS: ReadonlySet<SettingName> = new Set(['repeats']);

/** A setting as a flag. */
export interface SettingFlag {
  readonly setting: SettingName;
  /** Without dashes, the one that is shown first; "epsilon-decay". */
  readonly names: readonly string[];
  /** What the flag takes, in words: "number from 1e-9 to 1000". */
  readonly takes: string;
}

/** "epsilonDecay" → "epsilon-decay", "beta1" → "beta1". */
function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function takesOf(setting: SettingName): string {
  const { control } = SETTINGS[setting];
  switch (control.kind) {
    case 'number': {
      const kind = control.integer ? 'whole number' : 'number';
      const off = control.optional ? ', or "off"' : '';
      return `${kind} from ${control.min} to ${control.max}${off}`;
    }
    case 'list': {
      const kind = control.integer ? 'whole numbers' : 'numbers';
      return `at most ${control.maxLength} ${kind} from ${control.min} to ${control.max}, separated by commas`;
    }
    case 'choice':
      return control.options.join(', ');
    case 'choices':
      return `one of ${control.options.join(', ')}`;
    case 'switch':
      return 'true or false';
  }
}

/** Every setting as a flag, in the order of the form. */
export const SETTING_FLAGS: readonly SettingFlag[] = (Object.keys(SETTINGS) as SettingName[])
  .filter((setting) => !NO_FLAGS.has(setting))
  .map((setting) => {
    const spelling = SPELLINGS[setting];
    const own = RENAMED[setting] ?? kebabCase(setting);
    return { setting, names: spelling ? [spelling, own] : [own], takes: takesOf(setting) };
  });

/** The flag that sets a setting, as it is typed; null where none does. */
export function flagOf(setting: SettingName): string | null {
  const flag = SETTING_FLAGS.find((one) => one.setting === setting);
  return flag ? `--${flag.names[0]}` : null;
}

/** The value that a flag's text stands for; what is no value stays a text, for the schema to refuse. */
export function flagValue(setting: SettingName, text: string): unknown {
  const { control } = SETTINGS[setting];
  switch (control.kind) {
    case 'number':
      return control.optional && text === 'off' ? null : numberOf(text);
    case 'list':
      return text === '' || text === 'none' ? [] : text.split(',').map(numberOf);
    case 'choices':
      return [text];
    case 'switch':
      return text === 'true' || (text === 'false' ? false : text);
    case 'choice':
      return text;
  }
}

export function numberOf(text: string): number | string {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : text;
}
