import { DivergenceError } from '../model/errors.ts';
import type { StopReason, StopRules } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import type { IterationFigures, Optimiser } from '../optimiser/optimiser.ts';
import { BatchSize } from './batchSize.ts';
import type { RunState, RunSummary } from './protocol.ts';
import { reportError } from './reportError.ts';
import { stopReason } from './stopRule.ts';

/** What a run has to say after a batch. */
export interface RunNews {
  readonly records: readonly IterationRecord[];
  /** Set when the run's state changed. */
  readonly state: RunState | null;
}

/** What the objective of a record is called. */
function objectiveName({ dlam, admm }: IterationRecord): string {
  if (dlam) return 'F';
  return admm ? 'its augmented Lagrangian' : 'its training loss';
}

function remedy({ dlam, admm }: IterationRecord): string {
  if (dlam) return 'a smaller ρ, a regulariser, or smaller initial weights';
  return admm ? 'a larger dlADMM ρ' : 'a smaller step size';
}

/** One algorithm's run in a race: its optimiser, its clock and its end. */
export class RaceRun {
  readonly summary: RunSummary;
  readonly #optimiser: Optimiser;
  readonly #rules: StopRules;
  readonly #batch = new BatchSize();
  #last: IterationRecord | null = null;
  #elapsedMs = 0;
  #ended = false;

  constructor(summary: RunSummary, optimiser: Optimiser, rules: StopRules) {
    this.summary = summary;
    this.#optimiser = optimiser;
    this.#rules = rules;
  }

  /** Iterations submitted so far, whether they came back or not. */
  get submitted(): number {
    return this.#optimiser.iteration;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether another batch may be submitted. */
  get wantsMore(): boolean {
    return !this.#ended && this.submitted < this.#rules.iterations;
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

  /** Takes in a batch that took `milliseconds` of the engine's time. */
  complete(figures: readonly IterationFigures[], milliseconds: number): RunNews {
    this.#batch.measured(figures.length, milliseconds);
    return this.#receive(figures, milliseconds);
  }

  fail(error: unknown): RunState {
    this.#ended = true;
    return { kind: 'failed', error: reportError(error) };
  }

  dispose(): void {
    this.#ended = true;
    this.#optimiser.dispose();
  }

  #receive(figures: readonly IterationFigures[], milliseconds: number): RunNews {
    const records: IterationRecord[] = [];
    let state: RunState | null = null;
    for (const figure of figures) {
      this.#elapsedMs += milliseconds / figures.length;
      const record = { ...figure, elapsedMs: this.#elapsedMs };
      records.push(record);
      if (!Number.isFinite(record.objective)) {
        if (!this.#ended) state = this.fail(this.#divergence(record));
        break;
      }
      const reason: StopReason | null = this.#ended
        ? null
        : stopReason(this.#rules, record, this.#last);
      this.#last = record;
      if (reason) {
        this.#ended = true;
        state = { kind: 'finished', reason };
      }
    }
    return { records, state };
  }

  #divergence(record: IterationRecord): DivergenceError {
    return new DivergenceError(
      this.summary.name,
      `${this.summary.name} diverged: ${objectiveName(record)} is ${record.objective} after iteration ${record.iteration}. Try ${remedy(record)}; the curves up to here are kept.`,
    );
  }
}
