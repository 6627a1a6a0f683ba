import { ALGORITHMS } from '../../model/algorithms.ts';
import { parseSettings } from '../../settings/parseSettings.ts';
import { z } from '../../settings/schema.ts';
import { sweepableSettings } from '../../sweep/axis.ts';
import type { CellResult } from '../../sweep/cellResult.ts';
import { MOST_POINTS } from '../../sweep/growingCurve.ts';
import { planProblems, runCount, type SweepPlan } from '../../sweep/plan.ts';
import type { Sweep } from './sweepState.ts';

/** Raise when what is stored changes its form or its meaning; older sweeps are then forgotten. */
const STORED_VERSION = 1;

const points = z
  .object({ iterations: z.array(z.number()), values: z.array(z.number()) })
  .check(
    z.refine(
      ({ iterations, values }) =>
        iterations.length === values.length && values.length <= MOST_POINTS + 1,
    ),
  );
const figure = z.nullable(z.number());

const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('finished'),
    reason: z.enum(['iterations', 'relative-change', 'seconds', 'target-accuracy']),
    iteration: z.number(),
  }),
  z.object({ kind: z.literal('diverged'), iteration: z.number() }),
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);

const cellResult: z.ZodMiniType<CellResult> = z.object({
  outcome,
  final: z.object({
    objective: figure,
    trainLoss: figure,
    testLoss: figure,
    trainAccuracy: figure,
    testAccuracy: figure,
  }),
  curves: z.object({ objective: points, testLoss: points, testAccuracy: points }),
  elapsedMs: z.number(),
});

const head = z.object({
  version: z.literal(STORED_VERSION),
  plan: z.object({
    base: z.looseObject({ algorithms: z.tuple([z.enum(ALGORITHMS)]) }),
    axes: z
      .array(z.object({ setting: z.enum(sweepableSettings()), values: z.array(z.number()) }))
      .check(z.minLength(1), z.maxLength(2)),
    seeds: z.number(),
  }),
  data: z.object({ name: z.string(), hash: z.string() }),
});

/** What is stored of a sweep beside its results. */
export function headOf({ plan, data }: Sweep): object {
  return { version: STORED_VERSION, plan, data };
}

/**
 * A sweep from what was stored, whatever that is; null when it is none, or one of settings that no longer hold.
 * A result that cannot be read is forgotten, and its run comes again.
 */
export function readSweep(
  stored: unknown,
  storedResults: ReadonlyMap<number, unknown>,
): Sweep | null {
  const parsed = head.safeParse(stored);
  if (!parsed.success) return null;
  const { data, plan: given } = parsed.data;
  try {
    const plan: SweepPlan = { ...given, base: parseSettings(given.base) };
    if (planProblems(plan).length > 0) return null;
    const results = Array.from({ length: runCount(plan) }, (_, run) => {
      const result = cellResult.safeParse(storedResults.get(run));
      return result.success ? result.data : null;
    });
    return { plan, data, results };
  } catch {
    return null;
  }
}
