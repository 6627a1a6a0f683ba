import { SETTINGS, type SettingName, type Settings } from '../settings/settings.ts';

/** A setting that holds one number, or nothing. */
export type NumberSettingName = {
  [K in SettingName]: Settings[K] extends number | null ? K : never;
}[SettingName];

/** A setting and the values that a sweep gives it. */
export interface SweepAxis {
  readonly setting: NumberSettingName;
  readonly values: readonly number[];
}

export type Spacing = 'logarithmic' | 'linear';

export interface SpacedRange {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly spacing: Spacing;
}

/** Values between the ends are rounded to so many digits: they are read and compared. */
const DIGITS = 4;

/**
 * The settings that can be an axis: all single numbers but those of the data, which all cells share, and the seed,
 * of which every cell takes several.
 */
export function sweepableSettings(): readonly NumberSettingName[] {
  return (Object.keys(SETTINGS) as SettingName[]).filter((name): name is NumberSettingName => {
    const { control, description } = SETTINGS[name];
    return control.kind === 'number' && description.group !== 'data' && name !== 'seed';
  });
}

/**
 * Evenly spaced values from `from` to `to`, both included: from + i(to − from)/(count − 1), or
 * from·(to/from)^(i/(count − 1)). Whole numbers where the setting takes no others; each value once.
 */
export function spacedValues(
  { from, to, count, spacing }: SpacedRange,
  integer: boolean,
): readonly number[] {
  const values = Array.from({ length: count }, (_, index) => {
    const share = count > 1 ? index / (count - 1) : 0;
    const value =
      spacing === 'logarithmic' ? from * (to / from) ** share : from + share * (to - from);
    if (integer) return Math.round(value);
    if (index === 0) return from;
    return index === count - 1 ? to : Number(value.toPrecision(DIGITS));
  });
  return [...new Set(values)];
}

/** What is wrong with a range before it can be spaced; null when nothing is. */
export function rangeProblem({ from, to, count, spacing }: SpacedRange): string | null {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return 'needs a first and a last value';
  if (!Number.isInteger(count) || count < 1) return 'needs a whole number of values';
  if (spacing === 'logarithmic' && !(from > 0 && to > 0))
    return 'can be spaced logarithmically between positive values only';
  return null;
}
