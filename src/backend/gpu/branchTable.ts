import { kernels } from './kernels.ts';
import type { Branch, Command, Dispatch } from './recorder.ts';
import type { GpuScalar } from './scalars.ts';

/** Numbers of an indirect dispatch. */
const INDIRECT_WORDS = 3;

/** A dispatch with its place in the indirect buffer; null where it is always dispatched. */
export interface PlacedDispatch {
  readonly dispatch: Dispatch;
  readonly indirectOffset: number | null;
}

export interface BranchTable {
  readonly dispatches: readonly PlacedDispatch[];
  /** Workgroup counts of all dispatches within branches, as they are while their branch is open. */
  readonly workgroupCounts: Uint32Array<ArrayBuffer>;
}

function gateDispatch(branch: Branch, first: number, always: GpuScalar): Dispatch {
  return {
    kernel: kernels.gate,
    constants: {},
    parameters: {
      flag: branch.flag,
      parent: branch.parent?.state ?? always,
      state: branch.state,
      first,
      count: INDIRECT_WORDS * branch.dispatchCount,
    },
    buffers: { workgroup_counts: 'workgroup-counts', indirect: 'indirect' },
    workgroups: [1, 1, 1],
  };
}

/**
 * Gives the dispatches of each branch neighbouring places in the indirect buffer, so that its gate fills them
 * in one go. A branch may hold others, whose dispatches lie between its own in time but not in the table.
 * `always` is the constant 1.
 */
export function placeBranches(commands: readonly Command[], always: GpuScalar): BranchTable {
  const firsts = new Map<Branch, number>();
  let words = 0;
  for (const command of commands) {
    if (command.kind !== 'gate') continue;
    firsts.set(command.branch, words);
    words += INDIRECT_WORDS * command.branch.dispatchCount;
  }
  const workgroupCounts = new Uint32Array(words);
  const dispatches = commands.map((command): PlacedDispatch => {
    if (command.kind === 'gate') {
      const first = firsts.get(command.branch) as number;
      return { dispatch: gateDispatch(command.branch, first, always), indirectOffset: null };
    }
    const { dispatch, branch, indexInBranch } = command;
    if (!branch) return { dispatch, indirectOffset: null };
    const word = (firsts.get(branch) as number) + INDIRECT_WORDS * indexInBranch;
    workgroupCounts.set(dispatch.workgroups, word);
    return { dispatch, indirectOffset: Uint32Array.BYTES_PER_ELEMENT * word };
  });
  return { dispatches, workgroupCounts };
}
