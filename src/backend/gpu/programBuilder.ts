/** Turns a recording into a program: pipelines, buffers and bind groups. */
import { type BranchTable, type PlacedDispatch, placeBranches } from './branchTable.ts';
import { controlThreads } from './controlDispatch.ts';
import type { GpuContext } from './device.ts';
import { scoped } from './errorScopes.ts';
import { packParameters } from './kernel.ts';
import { kernels } from './kernels.ts';
import type { CompiledKernel, PipelineCache } from './pipelines.ts';
import type { ProductChoice } from './productPlan.ts';
import { type EncodedCommand, GpuProgram, type ProgramBuffers } from './program.ts';
import type { Dispatch, ProgramBuffer, Recorder, Work } from './recorder.ts';
import { GpuScalar, type ScalarStore } from './scalars.ts';

/** Rows of one compute pass, and commands of one, at most: bounds the memory and time of a command buffer. */
const MOST_ROWS = 256;
const MOST_COMMANDS = 16_384;
const FLOAT_BYTES = 4;
/** No buffer is smaller: a binding of array<vec4f> needs one element. */
const SMALLEST_BUFFER = 16;

/** The work of a kernel whose name says it all. */
const UNDESCRIBED: Work = { detail: '', flops: 0 };

export interface ProgramSource {
  readonly label: string;
  readonly recorder: Recorder;
  readonly parameters: readonly GpuScalar[];
  readonly reported: readonly GpuScalar[];
}

export interface BuilderContext {
  readonly context: GpuContext;
  readonly scalars: ScalarStore;
  readonly pipelines: PipelineCache;
  readonly products: ProductChoice;
}

/** What one run does: load its parameters, the body, report. */
function wholeRun(
  { parameters, reported }: ProgramSource,
  { dispatches, workgroupCounts }: BranchTable,
): PlacedDispatch[] {
  const around = (dispatch: Omit<Dispatch, 'constants' | 'workgroups'>): PlacedDispatch => ({
    dispatch: { ...dispatch, constants: {}, workgroups: [1, 1, 1] },
    indirect: null,
  });
  return [
    around({
      kernel: kernels.beginIteration,
      parameters: { parameters: parameters.length, counts: workgroupCounts.length },
      buffers: {
        progress: 'progress',
        slots: 'parameter-slots',
        rows: 'parameter-rows',
        odd_indirect: 'odd_indirect',
        even_indirect: 'even_indirect',
      },
    }),
    ...dispatches,
    around({
      kernel: kernels.recordHistory,
      parameters: { reported: reported.length },
      buffers: { progress: 'progress', slots: 'report-slots', history: 'history' },
    }),
  ];
}

/** Creates a storage buffer, filled with `words` where there are any. */
function storageBuffer(
  device: GPUDevice,
  label: string,
  size: number,
  words?: Uint32Array<ArrayBuffer>,
): GPUBuffer {
  const { STORAGE, INDIRECT, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const usage = STORAGE | COPY_DST | COPY_SRC | (label.endsWith('indirect') ? INDIRECT : 0);
  const buffer = device.createBuffer({ label, size: Math.max(SMALLEST_BUFFER, size), usage });
  if (words && words.length > 0) device.queue.writeBuffer(buffer, 0, words);
  return buffer;
}

/** The bytes of every command's Params in one arena, each at a multiple of the device's alignment. */
function packArena(dispatches: readonly PlacedDispatch[], alignment: number): ArrayBuffer {
  const arena = new Uint8Array(alignment * dispatches.length);
  for (const [index, { dispatch }] of dispatches.entries()) {
    const values = Object.entries(dispatch.parameters).map(
      ([name, value]) => [name, value instanceof GpuScalar ? value.slot : value] as const,
    );
    const bytes = packParameters(dispatch.kernel, Object.fromEntries(values));
    arena.set(new Uint8Array(bytes), index * alignment);
  }
  return arena.buffer;
}

function createBuffers(
  device: GPUDevice,
  source: ProgramSource,
  table: BranchTable,
  dispatches: readonly PlacedDispatch[],
  rowsPerPass: number,
): ProgramBuffers {
  const { label, recorder, parameters, reported } = source;
  const make = (name: ProgramBuffer, length: number): GPUBuffer =>
    storageBuffer(device, `${label}: ${name}`, FLOAT_BYTES * length);
  const fill = (name: ProgramBuffer, words: ArrayLike<number>): GPUBuffer =>
    storageBuffer(device, `${label}: ${name}`, FLOAT_BYTES * words.length, Uint32Array.from(words));
  const arena = packArena(dispatches, device.limits.minUniformBufferOffsetAlignment);
  const parameterArena = device.createBuffer({
    label: `${label}: parameters`,
    size: arena.byteLength,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(parameterArena, 0, arena);
  return {
    parameters: parameterArena,
    'control-table': fill('control-table', table.controlTable),
    'workgroup-counts': fill('workgroup-counts', table.workgroupCounts),
    odd_indirect: make('odd_indirect', table.workgroupCounts.length),
    even_indirect: make('even_indirect', table.workgroupCounts.length),
    scratch: make('scratch', recorder.scratchFloats),
    progress: make('progress', 2),
    'parameter-slots': fill(
      'parameter-slots',
      parameters.map(({ slot }) => slot),
    ),
    'parameter-rows': make('parameter-rows', rowsPerPass * parameters.length),
    'report-slots': fill(
      'report-slots',
      reported.map(({ slot }) => slot),
    ),
    history: make('history', rowsPerPass * reported.length),
  };
}

function bindCommand(
  { context, scalars }: BuilderContext,
  placed: PlacedDispatch,
  compiled: CompiledKernel,
  buffers: ProgramBuffers,
  parameterOffset: number,
): EncodedCommand {
  const { kernel, workgroups, buffers: named, work } = placed.dispatch;
  const entries = kernel.bindings.map(({ name, binding }): GPUBindGroupEntry => {
    if (name === 'params') {
      const size = FLOAT_BYTES * kernel.parameters.length;
      return { binding, resource: { buffer: buffers.parameters, offset: parameterOffset, size } };
    }
    const buffer = name === 'scalars' ? scalars.buffer : named[name];
    if (buffer === undefined) throw new RangeError(`${kernel.name}: nothing is bound to "${name}"`);
    return { binding, resource: { buffer: typeof buffer === 'string' ? buffers[buffer] : buffer } };
  });
  const bindGroup = context.device.createBindGroup({
    label: kernel.name,
    layout: compiled.layout,
    entries,
  });
  return {
    kernel: kernel.name,
    work: work ?? UNDESCRIBED,
    pipeline: compiled.pipeline,
    bindGroup,
    workgroups,
    indirect: placed.indirect && {
      buffer: buffers[placed.indirect.buffer],
      offset: placed.indirect.offset,
    },
  };
}

/** Compiles all pipelines at once, then makes buffers and bind groups. */
export async function buildProgram(
  builder: BuilderContext,
  source: ProgramSource,
): Promise<GpuProgram> {
  const { context, scalars, pipelines, products } = builder;
  const { device } = context;
  const table = placeBranches(
    source.recorder.commands,
    scalars.constant(1),
    controlThreads(products),
  );
  const dispatches = wholeRun(source, table);
  const compiled = await context.loss.guard(
    Promise.all(
      dispatches.map(({ dispatch: { kernel, constants } }) => pipelines.get(kernel, constants)),
    ),
  );
  const rowsPerPass = Math.max(
    1,
    Math.min(MOST_ROWS, Math.floor(MOST_COMMANDS / dispatches.length)),
  );
  const { result: program, error } = scoped(context, source.label, () => {
    const buffers = createBuffers(device, source, table, dispatches, rowsPerPass);
    const alignment = device.limits.minUniformBufferOffsetAlignment;
    const commands = dispatches.map((placed, index) =>
      bindCommand(builder, placed, compiled[index] as CompiledKernel, buffers, index * alignment),
    );
    return new GpuProgram({
      label: source.label,
      parameterCount: source.parameters.length,
      reportCount: source.reported.length,
      rowsPerPass,
      ownScalars: source.recorder.ownScalars,
      commands,
      buffers,
    });
  });
  const failure = await error;
  if (failure) {
    program.destroy();
    throw failure;
  }
  return program;
}
