/** What `record` collects: dispatches, and the control steps between them, as data. */
import {
  type Branch,
  type ControlStep,
  type IndirectBuffer,
  type Instruction,
  MOST_WAITING,
  type PartialSum,
  type ScalarOperation,
} from './controlStep.ts';
import type { Kernel } from './kernel.ts';
import type { Constants } from './pipelines.ts';
import type { GpuScalar, ScalarStore } from './scalars.ts';

/** Buffers that a program owns; named by role, since they are made when the recording is complete. */
export type ProgramBuffer =
  | 'control-table'
  | 'workgroup-counts'
  | IndirectBuffer
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

/** A command of the list, in a branch or outside of all. */
interface Placed {
  readonly branch: Branch | null;
  /** Its place among the branch's own. */
  readonly indexInBranch: number;
}

/** Commands in order. */
export type Command = Placed &
  (
    | { readonly kind: 'dispatch'; readonly dispatch: Dispatch }
    | { readonly kind: 'control'; readonly step: ControlStep }
  );

export class Recorder {
  readonly commands: Command[] = [];
  /** Scalars that live as long as the program. */
  readonly ownScalars: GpuScalar[] = [];
  /** Floats of scratch memory that are in use at once, at most. */
  scratchFloats = 0;
  readonly #scalars: ScalarStore;
  #branch: Branch | null = null;
  #pending: Instruction[] = [];
  #sums: PartialSum[] = [];
  #held: HeldDispatch | null = null;
  /** The latest control step of the list, and where it stands there. */
  #latest: { readonly step: ControlStep; readonly index: number } | null = null;

  constructor(scalars: ScalarStore) {
    this.#scalars = scalars;
  }

  /** A fresh scalar of this program. */
  fresh(label: string): GpuScalar {
    const scalar = this.#scalars.allocate(label);
    this.ownScalars.push(scalar);
    return scalar;
  }

  /** Gives all of the scratch memory to one operation: what waits there to be brought together is so before. */
  claimScratch(floats: number): void {
    this.settle();
    if (this.#sums.length > 0) this.flush();
    this.#needScratch(floats);
  }

  /** Where the next partial results find room in scratch, behind those that wait; what is held back comes before. */
  placeForPartials(): number {
    this.settle();
    return this.#endOfPartials;
  }

  /**
   * Records that partial results in scratch become sums. They wait until one is read, or until they are many: all of them
   * then, since arithmetic that waits may read the latest.
   */
  finish(sums: readonly PartialSum[]): void {
    this.#sums.push(...sums);
    this.#needScratch(this.#endOfPartials);
    if (this.#sums.length > MOST_WAITING) this.flush();
  }

  /**
   * Records scalar arithmetic. It waits until a dispatch reads one of its targets, so that a stretch of
   * arithmetic becomes one control step: nothing but control steps writes scalars.
   */
  instruct(operation: ScalarOperation, target: GpuScalar, x: GpuScalar, y: GpuScalar): void {
    if (this.#held?.reads(target)) this.settle();
    this.#pending.push({ operation, target, x, y });
  }

  dispatch(dispatch: Dispatch): void {
    this.settle();
    this.flushWritesOf(Object.values(dispatch.parameters));
    this.commands.push({ kind: 'dispatch', dispatch, ...this.#place() });
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

  /** Puts the sums and the arithmetic that wait into the list of commands if they write one of these. */
  flushWritesOf(read: readonly (number | GpuScalar)[]): void {
    const scalars = new Set(read);
    if ([...this.#sums, ...this.#pending].some(({ target }) => scalars.has(target))) this.flush();
  }

  /** Puts what is held back, and the sums and the arithmetic that wait, into the list of commands. */
  flush(): void {
    this.settle();
    const [sums, pending] = [this.#sums, this.#pending];
    if (sums.length + pending.length === 0) return;
    this.#sums = [];
    this.#pending = [];
    const step = (sums.length === 0 && this.#stepFor(pending)) || this.#control(sums);
    step.instructions.push(...pending);
  }

  /** Records a branch. */
  when(flag: GpuScalar, body: () => void): void {
    this.flush();
    const parent = this.#branch;
    const branch: Branch = { flag, depth: 1 + (parent?.depth ?? 0), dispatchCount: 0 };
    const step = this.#stepFor([]) ?? this.#control([]);
    step.opens = branch;
    this.#branch = branch;
    try {
      body();
      this.flush();
    } finally {
      this.#branch = parent;
    }
  }

  /**
   * The control step that instructions can join, or that can open a branch after them: the latest one of all, since it may
   * have written what they read, where it is of this branch, opens none itself, and no dispatch since reads a target.
   */
  #stepFor(instructions: readonly Instruction[]): ControlStep | null {
    if (!this.#latest) return null;
    const { step, index } = this.#latest;
    if (this.commands[index]?.branch !== this.#branch || step.opens) return null;
    const targets = new Set<unknown>(instructions.map(({ target }) => target));
    const isRead = this.commands
      .slice(index + 1)
      .some(
        (command) =>
          command.kind === 'dispatch' &&
          Object.values(command.dispatch.parameters).some((value) => targets.has(value)),
      );
    return isRead ? null : step;
  }

  #control(sums: readonly PartialSum[]): ControlStep {
    const step: ControlStep = { sums, instructions: [], opens: null };
    this.#latest = { step, index: this.commands.length };
    this.commands.push({ kind: 'control', step, ...this.#place() });
    return step;
  }

  get #endOfPartials(): number {
    return this.#sums.reduce((end, { first, count }) => Math.max(end, first + count), 0);
  }

  #needScratch(floats: number): void {
    this.scratchFloats = Math.max(this.scratchFloats, floats);
  }

  #place(): Placed {
    const branch = this.#branch;
    return { branch, indexInBranch: branch ? branch.dispatchCount++ : 0 };
  }
}
