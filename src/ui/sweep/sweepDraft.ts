import { type Algorithm, isAlternating } from '../../model/algorithms.ts';
import type { SettingGroup } from '../../settings/declare.ts';
import { SETTINGS, type Settings } from '../../settings/settings.ts';
import {
  type NumberSettingName,
  rangeProblem,
  type Spacing,
  type SweepAxis,
  spacedValues,
  sweepableSettings,
} from '../../sweep/axis.ts';
import { planProblems, type SweepPlan } from '../../sweep/plan.ts';
import { isApplicable } from '../store/settingsStore.ts';

/** A number, or the text that was typed and is none. */
export type DraftNumber = number | string;

/** An axis as the form holds it: `values` follow from the range until they are edited themselves. */
export interface AxisDraft {
  readonly setting: NumberSettingName;
  readonly from: DraftNumber;
  readonly to: DraftNumber;
  readonly count: DraftNumber;
  readonly spacing: Spacing;
  readonly values: readonly DraftNumber[];
}

/** What the form of a sweep holds; everything else comes from the settings. */
export interface SweepDraft {
  readonly algorithm: Algorithm;
  /** One axis, or two. */
  readonly axes: readonly AxisDraft[];
  readonly seeds: DraftNumber;
}

/** The control of a setting that can be an axis. */
export function numberControl(setting: NumberSettingName) {
  const { control } = SETTINGS[setting];
  if (control.kind !== 'number') throw new Error(`${setting} is no number.`);
  return control;
}

/** The settings that an algorithm looks at and that can be an axis. */
export function axisSettings(
  settings: Settings,
  algorithm: Algorithm,
): readonly NumberSettingName[] {
  const alone = { ...settings, algorithms: [algorithm] };
  return sweepableSettings().filter((name) => isApplicable(name, alone));
}

const COUNT = 5;
/** A first range reaches this factor to both sides of the current value. */
const REACH = 100;

/** A first range for a setting, around its value in the form and within its bounds. */
export function defaultAxis(setting: NumberSettingName, settings: Settings): AxisDraft {
  const { min, max, logarithmic, integer } = numberControl(setting);
  const value = settings[setting];
  const within = (bound: number) => Math.min(max, Math.max(min, bound));
  const spacing: Spacing = logarithmic && min > 0 ? 'logarithmic' : 'linear';
  const [from, to] =
    value === null
      ? [min, within(min + (max - min) / REACH)]
      : spacing === 'logarithmic'
        ? [within(value / REACH), within(value * REACH)]
        : [within(value / 2), within(value * 1.5)];
  const range = { from, to, count: COUNT, spacing };
  return { setting, ...range, values: spacedValues(range, integer) };
}

const METHOD_GROUPS: readonly SettingGroup[] = ['alternating', 'dladmm', 'gradient'];

/** ρ × ε for DLAM and mDLAM, elsewhere the first one or two settings of the method itself. */
function defaultAxes(settings: Settings, algorithm: Algorithm): readonly AxisDraft[] {
  const names = isAlternating(algorithm)
    ? (['rho', 'epsilon'] as const)
    : axisSettings(settings, algorithm).filter((name) => {
        const { description, control } = SETTINGS[name];
        const optional = control.kind === 'number' && control.optional;
        return METHOD_GROUPS.includes(description.group) && !optional;
      });
  return names.slice(0, 2).map((name) => defaultAxis(name, settings));
}

/** A first draft, for the first algorithm of the form unless another is named. */
export function draftFor(
  settings: Settings,
  algorithm: Algorithm = settings.algorithms[0] as Algorithm,
): SweepDraft {
  return { algorithm, axes: defaultAxes(settings, algorithm), seeds: 1 };
}

/** The axis with a changed range, and the values that follow from it; they stay where nothing follows. */
export function withRange(
  axis: AxisDraft,
  change: Partial<Pick<AxisDraft, 'from' | 'to' | 'count' | 'spacing'>>,
): AxisDraft {
  const changed = { ...axis, ...change };
  const range = {
    from: Number(changed.from),
    to: Number(changed.to),
    count: Number(changed.count),
    spacing: changed.spacing,
  };
  if (rangeProblem(range) !== null) return changed;
  return { ...changed, values: spacedValues(range, numberControl(axis.setting).integer) };
}

/** What is wrong with the fields of an axis's range; null when nothing is. */
export function axisRangeProblem({ from, to, count, spacing }: AxisDraft): string | null {
  return rangeProblem({ from: Number(from), to: Number(to), count: Number(count), spacing });
}

/** The sweep that a draft asks for, and all that is wrong with it, one sentence each. */
export function planOf(
  draft: SweepDraft,
  settings: Settings,
): { readonly plan: SweepPlan; readonly problems: readonly string[] } {
  const axes = draft.axes.map(
    ({ setting, values }): SweepAxis => ({ setting, values: values.map(Number) }),
  );
  const base = { ...settings, algorithms: [draft.algorithm] };
  const plan = { base, axes, seeds: Number(draft.seeds) };
  return { plan, problems: planProblems(plan) };
}
