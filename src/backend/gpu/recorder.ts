/** What `record` collects: dispatches, scalar instructions and branches, as data. */
import type { Kernel } from './kernel.ts';
import { kernels } from './kernels.ts';
import type { Constants } from './pipelines.ts';
import type { GpuScalar, ScalarStore } from './scalars.ts';

/** Buffers that a program owns; named by role, since they are made when the recording is complete. */
export type ProgramBuffer =
  | 'instructions'
  | 'workgroup-counts'
  | 'indirect'
  | 'scratch'
  | 'progress'
  | 'parameter-slots'
  | 'parameter-rows'
  | 'report-slots'
  | 'history';

export type Workgroups = readonly [x: number, y: number, z: number];

/** What a dispatch does, for a profile. */
export interface Work {
  /** Sizes and form in words, such as `500×784 = AᵀB over 2000`. */
  readonly detail: string;
  /** Floating-point operations of a product; 0 where memory sets the time. */
  readonly flops: number;
}

/** One dispatch of a kernel. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly constants: Constants;
  /** Values of the kernel's Params; a scalar stands for its slot. */
  readonly parameters: Readonly<Record<string, number | GpuScalar>>;
  /** The kernel's other buffers by name; `scalars` and `params` come by themselves. */
  readonly buffers: Readonly<Record<string, GPUBuffer | ProgramBuffer>>;
  readonly workgroups: Workgroups;
  readonly work?: Work;
}

/** Work that waits for more of its kind. */
export interface HeldDispatch {
  /** Whether it reads a scalar. */
  reads(scalar: GpuScalar): boolean;
  /** Records its dispatches. */
  record(): void;
}

/** A recorded branch. */
export interface Branch {
  readonly flag: GpuScalar;
  readonly parent: Branch | null;
  /** 1 where the branch and all around it are taken. */
  readonly state: GpuScalar;
  /** How many dispatches it has itself, without those of branches within. */
  dispatchCount: number;
}

/** Commands in order. A branch's gate is dispatched directly wherever it stands. */
export type Command =
  | {
      readonly kind: 'dispatch';
      readonly dispatch: Dispatch;
      readonly branch: Branch | null;
      readonly indexInBranch: number;
    }
  | { readonly kind: 'gate'; readonly branch: Branch };

/** Opcodes of shaders/scalar_program.wgsl, by their order there. */
export const SCALAR_OPERATIONS = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'minimum',
  'maximum',
  'squareRoot',
  'greater',
  'atLeast',
  'and',
  'not',
  'raiseByDoubling',
  'assign',
] as const;
export type ScalarOperation = (typeof SCALAR_OPERATIONS)[number];

interface Instruction {
  readonly operation: ScalarOperation;
  readonly target: GpuScalar;
  readonly x: GpuScalar;
  readonly y: GpuScalar;
}

/** Words of one instruction in the storage buffer. */
const INSTRUCTION_WORDS = 4;

export class Recorder {
  readonly commands: Command[] = [];
  /** Words of all instructions, as shaders/scalar_program.wgsl reads them. */
  readonly instructionWords: number[] = [];
  /** Scalars that live as long as the program. */
  readonly ownScalars: GpuScalar[] = [];
  /** Floats of scratch memory that the largest operation needs. */
  scratchFloats = 0;
  readonly #scalars: ScalarStore;
  #branch: Branch | null = null;
  #pending: Instruction[] = [];
  #held: HeldDispatch | null = null;

  constructor(scalars: ScalarStore) {
    this.#scalars = scalars;
  }

  /** A fresh scalar of this program. */
  fresh(label: string): GpuScalar {
    const scalar = this.#scalars.allocate(label);
    this.ownScalars.push(scalar);
    return scalar;
  }

  /** Scratch memory is shared by all operations: each uses it up before the next begins. */
  needScratch(floats: number): void {
    this.scratchFloats = Math.max(this.scratchFloats, floats);
  }

  /**
   * Records scalar arithmetic. It waits until a dispatch reads one of its targets, so that a stretch of
   * arithmetic becomes one dispatch: nothing but arithmetic writes a scalar that earlier arithmetic touches.
   */
  instruct(operation: ScalarOperation, target: GpuScalar, x: GpuScalar, y: GpuScalar): void {
    if (this.#held?.reads(target)) this.settle();
    this.#pending.push({ operation, target, x, y });
  }

  dispatch(dispatch: Dispatch): void {
    this.settle();
    this.flushWritesOf(Object.values(dispatch.parameters));
    this.#push(dispatch);
  }

  /** What waits to be recorded before the next dispatch, and before any arithmetic that waits. */
  get held(): HeldDispatch | null {
    return this.#held;
  }

  hold(held: HeldDispatch): void {
    this.#held = held;
  }

  /** Records what is held back. */
  settle(): void {
    const held = this.#held;
    this.#held = null;
    held?.record();
  }

  /** Puts the waiting arithmetic into the list of commands if it writes one of these. */
  flushWritesOf(read: readonly (number | GpuScalar)[]): void {
    const scalars = new Set(read);
    if (this.#pending.some(({ target }) => scalars.has(target))) this.flush();
  }

  /** Puts what is held back and the waiting arithmetic into the list of commands. */
  flush(): void {
    this.settle();
    const count = this.#pending.length;
    if (count === 0) return;
    const first = this.instructionWords.length / INSTRUCTION_WORDS;
    for (const { operation, target, x, y } of this.#pending)
      this.instructionWords.push(SCALAR_OPERATIONS.indexOf(operation), target.slot, x.slot, y.slot);
    this.#pending = [];
    this.#push({
      kernel: kernels.scalarProgram,
      constants: {},
      parameters: { first, count },
      buffers: { instructions: 'instructions' },
      workgroups: [1, 1, 1],
    });
  }

  /** Records a branch. */
  when(flag: GpuScalar, body: () => void): void {
    this.flush();
    const parent = this.#branch;
    const branch: Branch = { flag, parent, state: this.fresh('branch'), dispatchCount: 0 };
    this.commands.push({ kind: 'gate', branch });
    this.#branch = branch;
    try {
      body();
      this.flush();
    } finally {
      this.#branch = parent;
    }
  }

  #push(dispatch: Dispatch): void {
    const branch = this.#branch;
    const indexInBranch = branch ? branch.dispatchCount++ : 0;
    this.commands.push({ kind: 'dispatch', dispatch, branch, indexInBranch });
  }
}
