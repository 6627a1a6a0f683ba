import type { Dataset } from '../model/dataset.ts';
import { DeviceLostError } from '../model/errors.ts';
import type { StopRules } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { IterationFigures, Optimiser } from '../optimiser/optimiser.ts';
import { type Problem, releaseProblem, uploadProblem } from '../optimiser/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { CellOutcome, CellResult } from '../sweep/cellResult.ts';
import { BatchSize } from './batchSize.ts';
import { CellRecorder } from './cellRecorder.ts';
import { createRun } from './createRun.ts';
import type { Engine } from './engine.ts';
import { reportError } from './reportError.ts';
import { stopReason } from './stopRule.ts';

/** The data of the last cell on the engine: the next one mostly trains on the same. */
interface Held {
  readonly engine: Engine;
  readonly dataset: Dataset;
  readonly problem: Problem;
}

/** Trains the runs of a sweep, one at a time. */
export class CellTrainer {
  #held: Held | null = null;
  #cancellation = new AbortController();

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
  release(engine: Engine): void {
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
    engine: Engine,
    signal: AbortSignal,
  ): Promise<CellResult | null> {
    const [algorithm] = settings.algorithms;
    if (signal.aborted || !algorithm) return null;
    const recorder = new CellRecorder();
    let optimiser: Optimiser | null = null;
    try {
      const problem = this.#problem(dataset, engine, settings.bias);
      const run = await createRun(engine.backend, problem, settings, algorithm, dataset);
      optimiser = run.optimiser;
      const { stop } = run.configuration;
      const outcome = await trainToEnd(optimiser, run.weights, stop, recorder, signal);
      return outcome && recorder.result(outcome);
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

  #problem(dataset: Dataset, engine: Engine, bias: boolean): Problem {
    const held = this.#held;
    if (held?.engine === engine && held.dataset === dataset && held.problem.bias === bias)
      return held.problem;
    this.release(engine);
    const problem = uploadProblem(engine.backend, dataset, bias);
    this.#held = { engine, dataset, problem };
    return problem;
  }
}

/**
 * Trains until a stop rule holds or the run diverges; null when it was cancelled. Between two batches the event loop
 * gets a turn, so that a cancellation is heard.
 */
export async function trainToEnd(
  optimiser: Pick<Optimiser, 'iteration' | 'start' | 'advance'>,
  weights: readonly Float64Array[],
  stop: StopRules,
  recorder: CellRecorder,
  signal: AbortSignal,
): Promise<CellOutcome | null> {
  const batch = new BatchSize();
  let last: IterationRecord | null = null;
  let elapsedMs = 0;
  let figures: readonly IterationFigures[] = [await optimiser.start(weights)];
  let milliseconds = 0;
  while (!signal.aborted) {
    for (const figure of figures) {
      elapsedMs += milliseconds / figures.length;
      const record: IterationRecord = { ...figure, elapsedMs };
      const { iteration } = record;
      if (!recorder.add(record)) return { kind: 'diverged', iteration };
      const reason = stopReason(stop, record, last);
      if (reason) return { kind: 'finished', reason, iteration };
      last = record;
    }
    const startedAt = performance.now();
    figures = await optimiser.advance(batch.next(stop.iterations - optimiser.iteration));
    milliseconds = performance.now() - startedAt;
    batch.measured(figures.length, milliseconds);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return null;
}
