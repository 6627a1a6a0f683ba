/** A recorded body on the device, and how it is encoded. */
import type { Program } from '../../optimiser/backend.ts';
import type { ProgramBuffer, Work, Workgroups } from './recorder.ts';
import type { GpuScalar } from './scalars.ts';

/** A command with all that encoding it needs. */
export interface EncodedCommand {
  /** Its kernel's name. */
  readonly kernel: string;
  readonly work: Work;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: Workgroups;
  /** Where an indirect dispatch finds its workgroups instead; null for a direct one. */
  readonly indirect: { readonly buffer: GPUBuffer; readonly offset: number } | null;
}

/** Buffers of a program: those that commands name by role, and the arena of their parameters. */
export type ProgramBuffers = Readonly<Record<ProgramBuffer | 'parameters', GPUBuffer>>;

export interface ProgramParts {
  readonly label: string;
  readonly parameterCount: number;
  readonly reportCount: number;
  /** Rows that one command buffer runs. */
  readonly rowsPerPass: number;
  readonly ownScalars: readonly GpuScalar[];
  readonly commands: readonly EncodedCommand[];
  readonly buffers: ProgramBuffers;
}

/** A recording with all that it needs on the device. */
export class GpuProgram implements Program {
  readonly label: string;
  readonly parts: ProgramParts;

  constructor(parts: ProgramParts) {
    this.label = parts.label;
    this.parts = parts;
  }

  /** Encodes so many runs into one compute pass. */
  encode(pass: GPUComputePassEncoder, rows: number): void {
    for (let row = 0; row < rows; row++)
      for (const command of this.parts.commands) this.encodeCommand(pass, command);
  }

  /** Encodes one command of the program. */
  encodeCommand(
    pass: GPUComputePassEncoder,
    { pipeline, bindGroup, workgroups, indirect }: EncodedCommand,
  ): void {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    if (indirect) pass.dispatchWorkgroupsIndirect(indirect.buffer, indirect.offset);
    else pass.dispatchWorkgroups(...workgroups);
  }

  destroy(): void {
    for (const buffer of Object.values(this.parts.buffers)) buffer.destroy();
  }
}

/** This backend's own handle, or an error that names the stranger. */
export function ownProgram(program: Program): GpuProgram {
  if (program instanceof GpuProgram) return program;
  throw new TypeError(`The program "${program.label}" is not from this GPU backend`);
}
