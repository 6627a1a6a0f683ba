import type { Dataset } from '../model/dataset.ts';
import { DeviceLostError } from '../model/errors.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { Optimiser } from '../optimiser/optimiser.ts';
import { type Problem, releaseProblem, uploadProblem } from '../optimiser/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { CellOutcome, CellResult } from '../sweep/cellResult.ts';
import { CellRecorder } from './cellRecorder.ts';
import { createRun } from './createRun.ts';
import type { MemoryGuard } from './memoryGuard.ts';
import { reportError } from './reportError.ts';
import type { TrainingEngine } from './trainingEngine.ts';
import { TrainingRun } from './trainingRun.ts';
import { type EndedRun, trainToEnd } from './trainToEnd.ts';

/** The data of the last cell on the engine: the next one mostly trains on the same. */
interface Held {
  /** Another object stands for another device. */
  readonly engine: TrainingEngine;
  readonly dataset: Dataset;
  readonly problem: Problem;
}

/** Trains the runs of a sweep, one at a time. */
export class CellTrainer {
  readonly #memory: MemoryGuard;
  #held: Held | null = null;
  #cancellation = new AbortController();

  constructor(memory: MemoryGuard) {
    this.#memory = memory;
  }

  /** Goes off when whatever was asked for until then is to be cancelled. */
  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }

  /** Cancels the run under way, and those that wait for their turn, at the end of their batch. */
  cancel(): void {
    this.#cancellation.abort();
    this.#cancellation = new AbortController();
  }

  /** Gives the memory that the data have on this engine back; no run may be under way. */
  release(engine: TrainingEngine): void {
    // An engine that was closed took its memory with it.
    if (this.#held?.engine === engine) releaseProblem(engine.backend, this.#held.problem);
    this.#held = null;
  }

  /**
   * Trains the settings' first algorithm on the data to its end; null when it was cancelled. What goes wrong is the
   * run's result, but for the loss of the device, which is no fault of the run.
   * @throws DeviceLostError
   */
  async train(
    settings: Settings,
    dataset: Dataset,
    engine: TrainingEngine,
    signal: AbortSignal,
  ): Promise<CellResult | null> {
    const [algorithm] = settings.algorithms;
    if (signal.aborted || !algorithm) return null;
    const recorder = new CellRecorder();
    let optimiser: Optimiser | null = null;
    try {
      const alone: Settings = { ...settings, algorithms: [algorithm], repeats: 1 };
      const run = await this.#memory.within(engine, dataset, alone, async () => {
        const problem = this.#problem(dataset, engine, settings.bias);
        return createRun(engine.backend, problem, settings, algorithm, dataset);
      });
      optimiser = run.optimiser;
      const training = new TrainingRun(algorithm, optimiser, run.configuration.stop);
      const hear = (record: IterationRecord) => recorder.add(record);
      const ended = await trainToEnd(training, run.weights, { signal, hear });
      return ended && recorder.result(outcomeOf(ended));
    } catch (error) {
      if (error instanceof DeviceLostError) {
        // Its memory went with it.
        this.#held = null;
        throw error;
      }
      return recorder.result({ kind: 'failed', message: reportError(error).message });
    } finally {
      optimiser?.dispose();
      // Its sizes may be those of this run's batches only.
      this.#held?.problem.scratch.release();
    }
  }

  #problem(dataset: Dataset, engine: TrainingEngine, bias: boolean): Problem {
    const held = this.#held;
    if (held?.engine === engine && held.dataset === dataset && held.problem.bias === bias)
      return held.problem;
    this.release(engine);
    const problem = uploadProblem(engine.backend, dataset, bias);
    this.#held = { engine, dataset, problem };
    return problem;
  }
}

function outcomeOf({ end, iteration }: EndedRun): CellOutcome {
  if (end.kind === 'finished') return { ...end, iteration };
  const { name, message } = end.error;
  return name === 'DivergenceError' ? { kind: 'diverged', iteration } : { kind: 'failed', message };
}
