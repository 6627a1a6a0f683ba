import { controlDispatch, controlRows } from './controlDispatch.ts';
import { type Branch, type IndirectBuffer, indirectBuffer } from './controlStep.ts';
import type { Command, Dispatch } from './recorder.ts';
import type { GpuScalar } from './scalars.ts';

/** Numbers of an indirect dispatch. */
const INDIRECT_WORDS = 3;

/** A dispatch, and where it finds its workgroups; null where it is always dispatched. */
export interface PlacedDispatch {
  readonly dispatch: Dispatch;
  readonly indirect: { readonly buffer: IndirectBuffer; readonly offset: number } | null;
}

export interface BranchTable {
  readonly dispatches: readonly PlacedDispatch[];
  /** Workgroup counts of all dispatches within branches, as they are while their branch is open. */
  readonly workgroupCounts: Uint32Array<ArrayBuffer>;
  /** What the control steps read. */
  readonly controlTable: readonly number[];
}

/**
 * Gives the dispatches of each branch neighbouring places in the table of workgroup counts, so that what opens it fills
 * them in one go. A branch may hold others, whose dispatches lie between its own in time but not in the table. `threads` are
 * those of a control step.
 */
export function placeBranches(
  commands: readonly Command[],
  unread: GpuScalar,
  threads: number,
): BranchTable {
  const firsts = new Map<Branch, number>();
  let counts = 0;
  for (const command of commands) {
    const branch = command.kind === 'control' ? command.step.opens : null;
    if (!branch) continue;
    firsts.set(branch, counts);
    counts += INDIRECT_WORDS * branch.dispatchCount;
  }
  const workgroupCounts = new Uint32Array(counts);
  const controlTable: number[] = [];
  const dispatchOf = (command: Command): Dispatch => {
    if (command.kind === 'dispatch') return command.dispatch;
    const { step, branch } = command;
    const places = {
      threads,
      branch,
      tableWords: controlTable.length,
      firstCount: step.opens ? (firsts.get(step.opens) as number) : 0,
      counts: INDIRECT_WORDS * (step.opens?.dispatchCount ?? 0),
    };
    controlTable.push(...controlRows(step));
    return controlDispatch(step, places, unread);
  };
  const dispatches = commands.map((command): PlacedDispatch => {
    const dispatch = dispatchOf(command);
    const { branch, indexInBranch } = command;
    if (!branch) return { dispatch, indirect: null };
    const word = (firsts.get(branch) as number) + INDIRECT_WORDS * indexInBranch;
    workgroupCounts.set(dispatch.workgroups, word);
    const offset = Uint32Array.BYTES_PER_ELEMENT * word;
    return { dispatch, indirect: { buffer: indirectBuffer(branch.depth), offset } };
  });
  return { dispatches, workgroupCounts, controlTable };
}
