import { ConfigurationError } from '../model/errors.ts';
import type { IterationFigures } from '../optimiser/optimiser.ts';
import type { RunNews, SavedRun } from '../training/trainingRun.ts';
import type { RunState, TrainerEvent } from './protocol.ts';
import type { RaceRun } from './raceRun.ts';

/** Batches submitted before the oldest came back: one computes while the next is encoded. */
const BATCHES_IN_FLIGHT = 2;

/** Puts the runs of a race away while nothing is under way. Its promises never reject. */
export interface RaceKeeper {
  /** Whether it is time to. */
  readonly due: boolean;
  save(runs: readonly RaceRun[]): Promise<void>;
  /** Nothing of the race can be resumed any more. */
  remove(): Promise<void>;
}

/** Ended in a way that resuming does not change. */
function isOver({ end }: RaceRun): boolean {
  return end !== null && (end.kind === 'finished' || end.error.name === 'DivergenceError');
}

interface Batch {
  readonly run: RaceRun;
  readonly figures: Promise<IterationFigures[]>;
  readonly submittedAt: number;
}

/**
 * Sequences the runs of a race on one engine: the run that is furthest behind goes next, so that the curves grow
 * side by side, and the engine always has a batch waiting.
 */
export class Race {
  readonly #number: number;
  readonly #runs: readonly RaceRun[];
  readonly #emit: (event: TrainerEvent) => void;
  readonly #inFlight: Batch[] = [];
  readonly #keeper: RaceKeeper | null;
  #lastCompletion = 0;
  #wanted = false;
  #loop: Promise<void> | null = null;

  constructor(
    number: number,
    runs: readonly RaceRun[],
    emit: (event: TrainerEvent) => void,
    keeper: RaceKeeper | null = null,
  ) {
    this.#number = number;
    this.#runs = runs;
    this.#emit = emit;
    this.#keeper = keeper;
  }

  get runs(): readonly RaceRun[] {
    return this.#runs;
  }

  /** Brings all runs to iteration 0, each with its own W⁰. */
  async start(weightsOf: (run: RaceRun) => readonly Float64Array[]): Promise<void> {
    for (const run of this.#runs) {
      this.#tell(run, await run.start(weightsOf(run)));
      if (!run.ended) this.#emitState(run, { kind: 'waiting' });
    }
  }

  /** Brings all runs to where they were put away. */
  async resume(savedOf: (run: RaceRun) => Promise<SavedRun>): Promise<void> {
    for (const run of this.#runs) {
      await run.resume(await savedOf(run));
      // A copy: the run goes on before the page has read it.
      this.#tell(run, { records: [...run.records], end: run.end, endedAt: null });
      if (!run.ended) this.#emitState(run, { kind: 'waiting' });
    }
  }

  /** Starts or continues; returns at once. */
  run(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#announce('running');
    const former = this.#loop ?? Promise.resolve();
    this.#loop = former.then(() => this.#keepBusy());
  }

  /** Stops submitting; resolves when nothing is in flight. */
  async pause(): Promise<void> {
    await this.#halt();
    // Nobody waits for it but what comes next.
    this.#loop = this.#putAway();
  }

  /** One iteration of every run that is not finished. */
  async step(): Promise<void> {
    await this.#halt();
    for (const run of this.#runs) if (run.wantsMore) this.#submit(run, 1);
    while (this.#inFlight.length > 0) await this.#completeOldest();
  }

  /** A run that can be trained by itself. @throws ConfigurationError while the race runs, and for a run that has ended */
  resting(id: string): RaceRun {
    const run = this.#runs.find(({ summary }) => summary.id === id);
    if (!run)
      throw new ConfigurationError(id, `The race has no run ${id} any more: train it again.`);
    if (this.#wanted)
      throw new ConfigurationError(
        id,
        'The race is running: pause it before one run trains alone.',
      );
    if (!run.wantsMore)
      throw new ConfigurationError(
        id,
        `${run.summary.name} has ended after iteration ${run.submitted}: reset the race to train it again.`,
      );
    return run;
  }

  /** One iteration of one run that can go on, while the race rests; resolves to the iteration's number. */
  async stepAlone(id: string): Promise<number> {
    const run = this.resting(id);
    await this.#halt();
    this.#submit(run, 1);
    while (this.#inFlight.length > 0) await this.#completeOldest();
    return run.submitted;
  }

  /** Ends the race and frees its memory. */
  async dispose(): Promise<void> {
    this.#wanted = false;
    await this.#loop;
    for (const run of this.#runs) run.dispose();
  }

  async #keepBusy(): Promise<void> {
    let changed = false;
    while (this.#wanted || this.#inFlight.length > 0) {
      const next = this.#wanted ? this.#furthestBehind() : null;
      const rest = next !== null && changed && this.#keeper?.due === true;
      if (rest && this.#inFlight.length === 0) {
        await this.#putAway();
        changed = false;
      } else if (next && !rest && this.#inFlight.length < BATCHES_IN_FLIGHT) {
        this.#submit(next);
        changed = true;
      } else if (this.#inFlight.length > 0) await this.#completeOldest();
      else this.#wanted = false;
    }
    if (this.#runs.every(isOver)) await this.#keeper?.remove();
  }

  /** Stops submitting; resolves when nothing is in flight, and nothing is put away. */
  async #halt(): Promise<void> {
    this.#wanted = false;
    await this.#loop;
    this.#announce('paused');
  }

  async #putAway(): Promise<void> {
    if (!this.#runs.every(isOver)) await this.#keeper?.save(this.#runs);
  }

  #furthestBehind(): RaceRun | null {
    const candidates = this.#runs.filter((run) => run.wantsMore);
    return candidates.reduce<RaceRun | null>(
      (least, run) => (least && least.submitted <= run.submitted ? least : run),
      null,
    );
  }

  #submit(run: RaceRun, iterations?: number): void {
    const { figures } = run.submit(iterations);
    // The failure is dealt with when the batch's turn comes; until then it must not count as unhandled.
    figures.catch(() => undefined);
    this.#inFlight.push({ run, figures, submittedAt: performance.now() });
  }

  async #completeOldest(): Promise<void> {
    const batch = this.#inFlight.shift();
    if (!batch) return;
    const { run } = batch;
    try {
      const figures = await batch.figures;
      const now = performance.now();
      // The engine serves one batch at a time: what it spent on the one before is not this one's.
      const milliseconds = now - Math.max(batch.submittedAt, this.#lastCompletion);
      this.#lastCompletion = now;
      this.#tell(run, run.complete(figures, milliseconds));
    } catch (error) {
      if (!run.ended) this.#emitState(run, run.fail(error));
    }
  }

  #tell(run: RaceRun, { records, end }: RunNews): void {
    const { id } = run.summary;
    if (records.length > 0) this.#emit({ kind: 'records', race: this.#number, run: id, records });
    if (end) this.#emitState(run, end);
  }

  #announce(kind: 'running' | 'paused'): void {
    for (const run of this.#runs) if (run.wantsMore) this.#emitState(run, { kind });
  }

  #emitState(run: RaceRun, state: RunState): void {
    this.#emit({ kind: 'run-state', race: this.#number, run: run.summary.id, state });
  }
}
