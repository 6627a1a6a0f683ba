import { basename } from 'node:path';
import * as z from 'zod/mini';
import { SETTINGS } from '../src/settings/settings.ts';
import {
  type NumberSettingName,
  rangeProblem,
  type SpacedRange,
  type SweepAxis,
  spacedValues,
  sweepableSettings,
} from '../src/sweep/axis.ts';
import { planProblems, type SweepPlan } from '../src/sweep/plan.ts';
import { CommandError } from './exitCodes.ts';
import { knownSettings, parseJson } from './runFiles.ts';

const number = z.number();
const axis = z.union([
  z.strictObject({ setting: z.string(), values: z.array(number) }),
  z.strictObject({
    setting: z.string(),
    from: number,
    to: number,
    count: number,
    spacing: z.enum(['logarithmic', 'linear']),
  }),
]);
const grid = z.object({
  base: z.optional(z.record(z.string(), z.unknown())),
  axes: z.array(axis).check(z.minLength(1), z.maxLength(2)),
  seeds: z.optional(number),
});

/**
 * A sweep from the text of a file: `{"base": {settings}, "axes": [{"setting", "values"} or {"setting", "from", "to",
 * "count", "spacing"}], "seeds": n}`, or a sweep that the page or this command wrote, which has the same as "plan".
 * @throws CommandError that names the file, the field and the remedy
 */
export function readGrid(text: string, path: string): SweepPlan {
  const file = basename(path);
  const value = parseJson('grid', path, text);
  const parsed = grid.safeParse('plan' in value ? value.plan : value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw bad(
      file,
      `its field "${issue?.path.join('.') ?? ''}" cannot be used (${issue?.message})`,
    );
  }
  const { base = {}, axes, seeds = 1 } = parsed.data;
  const plan: SweepPlan = {
    base: knownSettings(base, file),
    axes: axes.map((one) => axisOf(one, file)),
    seeds,
  };
  const [problem] = planProblems(plan);
  if (problem) throw bad(file, problem.replace(/\.$/, ''));
  return plan;
}

function axisOf(given: z.infer<typeof axis>, file: string): SweepAxis {
  const names = sweepableSettings();
  const setting = names.find((name) => name === given.setting);
  if (!setting)
    throw bad(file, `"${given.setting}" cannot be an axis; these can: ${names.join(', ')}`);
  if ('values' in given) return { setting, values: given.values };
  return { setting, values: valuesBetween(setting, given, file) };
}

function valuesBetween(
  setting: NumberSettingName,
  range: SpacedRange,
  file: string,
): readonly number[] {
  const problem = rangeProblem(range);
  if (problem) throw bad(file, `the axis "${setting}" ${problem}`);
  const { control } = SETTINGS[setting];
  return spacedValues(range, control.kind === 'number' && control.integer);
}

function bad(file: string, what: string): CommandError {
  return new CommandError(
    'usage',
    `${file}: ${what}. A grid is {"base": {"rho": 0.01}, "axes": [{"setting": "epsilon", "values": [0.1, 0.01]}], "seeds": 3}.`,
  );
}
