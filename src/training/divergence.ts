import { DivergenceError } from '../model/errors.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';

/** The objective may grow by this factor over its start before a run counts as diverged. */
const LARGEST_GROWTH = 1e6;

/** Whether a run is lost: its objective or the loss of its network is no number, or the objective has exploded. */
export function hasDiverged(
  startObjective: number,
  { objective, forward }: Pick<IterationRecord, 'objective' | 'forward'>,
): boolean {
  if (!Number.isFinite(objective)) return true;
  if (forward && !(Number.isFinite(forward.trainLoss) && Number.isFinite(forward.testLoss)))
    return true;
  // A start that is all but solved may grow to what others start with.
  return Math.abs(objective) > LARGEST_GROWTH * Math.max(1, Math.abs(startObjective));
}

interface BlockStep {
  /** "W2", "z2", "a2". */
  readonly block: string;
  readonly step: number;
}

/** ‖W_l^{k+1} − W_l^k‖ and its kin, in the order in which the blocks were updated. */
function blockSteps({ weights, dlam }: IterationRecord): BlockStep[] {
  return weights.steps.flatMap((step, index) => {
    const [z, a] = [dlam?.zSteps[index], dlam?.aSteps[index]];
    const layer = index + 1;
    return [
      { block: `W${layer}`, step },
      ...(z === undefined ? [] : [{ block: `z${layer}`, step: z }]),
      ...(a === undefined ? [] : [{ block: `a${layer}`, step: a }]),
    ];
  });
}

/**
 * The block in which a divergence shows first: the first whose step is no number while one before it still is, else
 * the one whose step grew most over the iteration before; null where no block moved.
 */
export function divergedBlock(
  record: IterationRecord,
  former: IterationRecord | null,
): string | null {
  const steps = blockSteps(record);
  const lost = steps.findIndex(({ step }) => !Number.isFinite(step));
  if (lost > 0) return (steps[lost] as BlockStep).block;
  // Where all are lost, the figures before them tell more.
  const [shown, before] =
    lost === 0 ? [former ? blockSteps(former) : [], []] : [steps, former ? blockSteps(former) : []];
  const growth = shown.map(({ block, step }, index) => {
    const earlier = before[index]?.step ?? 0;
    return { block, growth: earlier > 0 ? step / earlier : step };
  });
  const most = growth.sort((one, other) => other.growth - one.growth)[0];
  return most?.block ?? (lost === 0 ? (steps[0] as BlockStep).block : null);
}

/** What the objective of a record is called. */
function objectiveName({ dlam, admm }: IterationRecord): string {
  if (dlam) return 'F';
  return admm ? 'its augmented Lagrangian' : 'its training loss';
}

function remedy({ dlam, admm }: IterationRecord): string {
  if (dlam) return 'a smaller ρ, a regulariser, or smaller initial weights';
  return admm ? 'a larger dlADMM ρ' : 'a smaller step size';
}

/** Says of a run that `record` shows to be lost at which iteration that is, where it began and what to change. */
export function divergenceError(
  name: string,
  record: IterationRecord,
  former: IterationRecord | null,
): DivergenceError {
  const { iteration, objective, forward } = record;
  const grown = Number.isFinite(objective) && Number.isFinite(forward?.trainLoss ?? 0);
  const what = Number.isFinite(objective)
    ? `${objectiveName(record)} is ${objective.toPrecision(3)}${grown ? '' : ' and the loss of its network no number'}`
    : `${objectiveName(record)} is ${objective}`;
  const block = divergedBlock(record, former);
  const where = block ? ` It began in layer ${block.slice(1)}, in the step of ${block}.` : '';
  return new DivergenceError(
    name,
    `${name} diverged: ${what} after iteration ${iteration}.${where} Try ${remedy(record)}; the curves up to here are kept.`,
  );
}
