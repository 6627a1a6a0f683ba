import { z } from './schema.ts';

/** The panels of the settings form, in order. */
export const SETTING_GROUPS = [
  'data',
  'network',
  'algorithm',
  'alternating',
  'dladmm',
  'gradient',
  'start',
  'stop',
] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

interface Description {
  readonly group: SettingGroup;
  readonly label: string;
  /** One sentence for the user. */
  readonly help: string;
  /** TeX, below the sentence. */
  readonly formula?: string;
  /** Where the formula is from: "mDLAM Eq. (6)". */
  readonly source?: string;
  /** Hidden behind "more" until asked for. */
  readonly advanced?: boolean;
  /** The setting has an effect only while another one has, or names, one of these values. */
  readonly onlyWhen?: { readonly setting: string; readonly oneOf: readonly string[] };
}

/** What the form needs beside the description to draw a control. */
export type Control =
  | {
      readonly kind: 'number';
      readonly min: number;
      readonly max: number;
      readonly integer: boolean;
      /** The values span orders of magnitude. */
      readonly logarithmic: boolean;
      /** Empty means "off" and is stored as null. */
      readonly optional: boolean;
    }
  | {
      readonly kind: 'choice';
      readonly options: readonly string[];
      readonly names: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'choices';
      readonly options: readonly string[];
      readonly names: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'switch' }
  | {
      readonly kind: 'list';
      readonly min: number;
      readonly max: number;
      readonly integer: boolean;
      readonly maxLength: number;
    };

/** A setting, declared once: it drives the form, the URL, the record and the validation. */
export interface Declaration<T> {
  readonly description: Description;
  readonly control: Control;
  readonly schema: z.ZodMiniType<T>;
  readonly initial: T;
}

interface NumberBounds {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  readonly logarithmic?: boolean;
}

function boundedNumber({ min, max, integer = false }: NumberBounds): z.ZodMiniNumber {
  const bounded = z
    .number({ error: 'expected a number' })
    .check(
      z.minimum(min, { error: `must be at least ${min}` }),
      z.maximum(max, { error: `must be at most ${max}` }),
    );
  return integer
    ? bounded.check(z.refine(Number.isInteger, { error: 'must be a whole number' }))
    : bounded;
}

export function numberSetting(
  initial: number,
  bounds: NumberBounds,
  description: Description,
): Declaration<number> {
  const { min, max, integer = false, logarithmic = false } = bounds;
  return {
    description,
    initial,
    schema: boundedNumber(bounds),
    control: { kind: 'number', min, max, integer, logarithmic, optional: false },
  };
}

/** A number that may be left empty: null switches the rule off. */
export function optionalNumberSetting(
  bounds: NumberBounds,
  description: Description,
): Declaration<number | null> {
  const { min, max, integer = false, logarithmic = false } = bounds;
  return {
    description,
    initial: null,
    schema: z.nullable(boundedNumber(bounds)),
    control: { kind: 'number', min, max, integer, logarithmic, optional: true },
  };
}

export function choiceSetting<const T extends string>(
  initial: NoInfer<T>,
  names: Readonly<Record<T, string>>,
  description: Description,
): Declaration<T> {
  const options = Object.keys(names) as T[];
  return {
    description,
    initial,
    schema: z.enum(options as [T, ...T[]], { error: `must be one of ${options.join(', ')}` }),
    control: { kind: 'choice', options, names },
  };
}

/** One or several of the options. */
export function choicesSetting<const T extends string>(
  initial: readonly NoInfer<T>[],
  names: Readonly<Record<T, string>>,
  description: Description,
): Declaration<readonly T[]> {
  const options = Object.keys(names) as T[];
  return {
    description,
    initial,
    schema: z
      .array(z.enum(options as [T, ...T[]], { error: `must be one of ${options.join(', ')}` }))
      .check(
        z.minLength(1, { error: 'choose at least one' }),
        z.refine((chosen) => new Set(chosen).size === chosen.length, { error: 'named twice' }),
      ),
    control: { kind: 'choices', options, names },
  };
}

export function switchSetting(initial: boolean, description: Description): Declaration<boolean> {
  return {
    description,
    initial,
    schema: z.boolean({ error: 'must be true or false' }),
    control: { kind: 'switch' },
  };
}

/** Numbers written with commas, e.g. the widths of the hidden layers. */
export function listSetting(
  initial: readonly number[],
  bounds: NumberBounds & { readonly minLength: number; readonly maxLength: number },
  description: Description,
): Declaration<readonly number[]> {
  const { min, max, integer = false, minLength, maxLength } = bounds;
  return {
    description,
    initial,
    schema: z
      .array(boundedNumber(bounds))
      .check(
        z.minLength(minLength, { error: `needs at least ${minLength} value(s)` }),
        z.maxLength(maxLength, { error: `takes at most ${maxLength} values` }),
      ),
    control: { kind: 'list', min, max, integer, maxLength },
  };
}
