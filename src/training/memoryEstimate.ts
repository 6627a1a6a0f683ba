import { Allocations } from '../backend/allocations.ts';
import type { Algorithm } from '../model/algorithms.ts';
import type { MemoryEstimate } from '../model/memoryEstimate.ts';
import { allocateProblem, type ProblemSize } from '../optimiser/problem.ts';
import type { Settings } from '../settings/settings.ts';
import { createRun } from './createRun.ts';
import type { TrainingEngine } from './trainingEngine.ts';

/** What a race allocates, whether or not there is so much. */
export type CountedMemory = Omit<MemoryEstimate, 'allowed' | 'refusal'>;

/** Lets messages that wait come through: recording a run takes milliseconds. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * What a race with these settings on data of this size allocates, by preparing it on an engine that only counts: the path
 * is the one of training (PreparedRace). All runs of a race are there at once.
 */
export async function countMemory(
  engine: TrainingEngine,
  size: ProblemSize,
  settings: Settings,
): Promise<CountedMemory> {
  const allocations = new Allocations();
  const backend = await engine.counting(allocations);
  const problem = allocateProblem(backend, size, settings.bias);
  const data = allocations.bytes;
  const created: { readonly algorithm: Algorithm; readonly dispose: () => void }[] = [];
  for (const algorithm of settings.algorithms) {
    const { optimiser } = await createRun(backend, problem, settings, algorithm, size);
    created.push({ algorithm, dispose: () => optimiser.dispose() });
    await breathe();
  }
  /** What giving something back frees is what it held. */
  const freedBy = (release: () => void): number => {
    const before = allocations.bytes;
    release();
    return before - allocations.bytes;
  };
  // Repeats differ in their seeds alone: they share the working memory, and each has as much of its own.
  const runs = created.map(({ algorithm, dispose }) => ({
    algorithm,
    bytes: settings.repeats * freedBy(dispose),
  }));
  const shared = freedBy(() => problem.scratch.release());
  const total = data + shared + runs.reduce((sum, { bytes }) => sum + bytes, 0);
  const { largest } = allocations;
  return { engine: engine.device.engine, total, data, shared, runs, largest };
}
