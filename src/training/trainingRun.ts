import { withRecord } from '../history/history.ts';
import { ConfigurationError } from '../model/errors.ts';
import type { StopRules } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { RunEnd } from '../model/runEnd.ts';
import type { IterationFigures, Optimiser } from '../optimiser/optimiser.ts';
import type { Snapshot, StoredSnapshot } from '../optimiser/snapshot.ts';
import { BatchSize } from './batchSize.ts';
import { divergenceError, hasDiverged } from './divergence.ts';
import { reportError } from './reportError.ts';
import { stopReason } from './stopRule.ts';

/** What a run has to say after a batch. */
export interface RunNews {
  readonly records: readonly IterationRecord[];
  /** Set when the run ended with these records. */
  readonly end: RunEnd | null;
  /** The iteration with which it did: those after it in `records` were under way by then. */
  readonly endedAt: number | null;
}

/** What a run needs of its optimiser. */
export type TrainedOptimiser = Pick<
  Optimiser,
  'iteration' | 'start' | 'advance' | 'snapshot' | 'resume' | 'dispose'
>;

/** A run as it was put away. */
export interface SavedRun {
  readonly stored: StoredSnapshot;
  /** Up to the iteration of the snapshot. */
  readonly records: readonly IterationRecord[];
  readonly end: RunEnd | null;
}

/** Two engines, or two orders of summation, differ by their rounding; another run differs by far more. */
const AGREEMENT = 1e-3;

function agree(one: number, other: number): boolean {
  return Math.abs(one - other) <= AGREEMENT * Math.max(Math.abs(one), Math.abs(other));
}

/** A method's run with its clock, its stop rules and its end. */
export class TrainingRun {
  readonly name: string;
  readonly #optimiser: TrainedOptimiser;
  readonly #rules: StopRules;
  readonly #batch = new BatchSize();
  #startObjective = 0;
  #records: IterationRecord[] = [];
  #last: IterationRecord | null = null;
  #elapsedMs = 0;
  #end: RunEnd | null = null;
  #disposed = false;

  constructor(name: string, optimiser: TrainedOptimiser, rules: StopRules) {
    this.name = name;
    this.#optimiser = optimiser;
    this.#rules = rules;
  }

  /** Iterations submitted so far, whether they came back or not. */
  get submitted(): number {
    return this.#optimiser.iteration;
  }

  /** Whether it goes on no more: it ended by itself, or was disposed of. */
  get ended(): boolean {
    return this.#disposed || this.#end !== null;
  }

  /** Whether another batch may be submitted. */
  get wantsMore(): boolean {
    return !this.#end && !this.#disposed && this.submitted < this.#rules.iterations;
  }

  /** The iterations that came back, as the rule of histories leaves them. */
  get records(): readonly IterationRecord[] {
    return this.#records;
  }

  get end(): RunEnd | null {
    return this.#end;
  }

  /** What `resume` needs beside the records; nothing may be under way until its arrays are read. */
  snapshot(): Snapshot {
    return this.#optimiser.snapshot();
  }

  /**
   * Goes on from where a run was put away.
   * @throws ConfigurationError where the engine does not come to the objective that was recorded
   */
  async resume({ stored, records, end }: SavedRun): Promise<void> {
    const { objective, split } = await this.#optimiser.resume(stored);
    const last = records.at(-1);
    // Of mini-batches the objective is that along the pass, which is behind.
    if (split && last && !end && !agree(objective, last.objective))
      throw new ConfigurationError(
        this.name,
        `${this.name} cannot be resumed: its objective after iteration ${last.iteration} was ${last.objective}, and what was stored gives ${objective}. Start the race again; the curves up to here are kept under Runs.`,
      );
    this.#records = [...records];
    this.#startObjective = records[0]?.objective ?? 0;
    this.#last = last ?? null;
    this.#elapsedMs = last?.elapsedMs ?? 0;
    this.#end = end;
  }

  async start(weights: readonly Float64Array[]): Promise<RunNews> {
    return this.#receive([await this.#optimiser.start(weights)], 0);
  }

  /** Submits a batch; `iterations` overrides the adaptive size. */
  submit(iterations?: number): {
    readonly count: number;
    readonly figures: Promise<IterationFigures[]>;
  } {
    const left = this.#rules.iterations - this.submitted;
    const count = Math.min(iterations ?? this.#batch.next(left), left);
    return { count, figures: this.#optimiser.advance(count) };
  }

  /** Takes in a batch that took `milliseconds` of the engine's time. Iterations that were under way when a stop rule held still count: the weights are theirs. */
  complete(figures: readonly IterationFigures[], milliseconds: number): RunNews {
    this.#batch.measured(figures.length, milliseconds);
    return this.#receive(figures, milliseconds);
  }

  fail(error: unknown): RunEnd {
    this.#end = { kind: 'failed', error: reportError(error) };
    return this.#end;
  }

  dispose(): void {
    this.#disposed = true;
    this.#optimiser.dispose();
  }

  #receive(figures: readonly IterationFigures[], milliseconds: number): RunNews {
    const records: IterationRecord[] = [];
    const before = this.#end;
    let endedAt: number | null = null;
    for (const figure of figures) {
      if (this.#end?.kind === 'failed') break;
      this.#elapsedMs += milliseconds / figures.length;
      const record = { ...figure, elapsedMs: this.#elapsedMs };
      records.push(record);
      this.#records = withRecord(this.#records, record);
      if (record.iteration === 0) this.#startObjective = record.objective;
      if (hasDiverged(this.#startObjective, record))
        this.fail(divergenceError(this.name, record, this.#last));
      else if (!this.#end) {
        const reason = stopReason(this.#rules, record, this.#last);
        if (reason) this.#end = { kind: 'finished', reason };
      }
      if (this.#end && !before) endedAt ??= record.iteration;
      this.#last = record;
    }
    return { records, end: before ? null : this.#end, endedAt };
  }
}
