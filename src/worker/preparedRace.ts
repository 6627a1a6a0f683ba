import type { Algorithm } from '../model/algorithms.ts';
import type { StartHashes } from '../model/startHashes.ts';
import type { StoredWeights } from '../model/storedWeights.ts';
import { type Problem, releaseProblem, uploadProblem } from '../optimiser/problem.ts';
import type { CheckpointRun } from '../record/checkpoint.ts';
import { algorithmName } from '../settings/algorithmName.ts';
import type { Settings } from '../settings/settings.ts';
import { createRun } from '../training/createRun.ts';
import { hashStart } from '../training/startHashes.ts';
import { readSavedRun } from './checkpointFolder.ts';
import type { LoadedDataset } from './datasetLoader.ts';
import type { Engine } from './engine.ts';
import { type HeldRace, holdRace } from './heldRace.ts';
import type { Checkpoints, TakenRace } from './interruptedRaces.ts';
import type { LiveRun } from './liveRun.ts';
import type { RaceStart, RunSummary, TrainerEvent } from './protocol.ts';
import { Race } from './race.ts';
import { RaceRun } from './raceRun.ts';

/** What a race is made of. */
export interface RacePlan {
  readonly number: number;
  readonly settings: Settings;
  readonly engine: Engine;
  readonly loaded: LoadedDataset;
  readonly emit: (event: TrainerEvent) => void;
  /** Where it is put away. */
  readonly checkpoints: Checkpoints;
}

/** A race on the engine and the memory that belongs to it. */
export class PreparedRace {
  readonly engine: Engine;
  /** Its runs by their ids. */
  readonly live = new Map<string, LiveRun>();
  readonly race: Race;
  readonly #plan: RacePlan;
  readonly #problem: Problem;
  readonly #runs: RaceRun[] = [];
  /** null where nothing can be put away. */
  readonly #held: HeldRace | null;

  private constructor(plan: RacePlan, held: HeldRace | null) {
    const { number, engine, loaded, settings, emit } = plan;
    this.#plan = plan;
    this.#held = held;
    this.engine = engine;
    this.#problem = uploadProblem(engine.backend, loaded.dataset, settings.bias);
    this.race = new Race(number, this.#runs, emit, held?.keeper ?? null);
  }

  /** At iteration 0, with the weights `stored` where the settings ask for them. What was allocated is freed where it fails. */
  static async start(plan: RacePlan, stored: StoredWeights | null): Promise<PreparedRace> {
    return PreparedRace.#open(plan, null, (prepared) => prepared.#start(stored));
  }

  /** Where its runs were put away. */
  static async resume(plan: RacePlan, taken: TakenRace): Promise<PreparedRace> {
    return PreparedRace.#open(plan, taken, (prepared) => prepared.#resume(taken));
  }

  static async #open(
    plan: RacePlan,
    former: TakenRace | null,
    task: (prepared: PreparedRace) => Promise<void>,
  ): Promise<PreparedRace> {
    const held = await holdRace(plan.checkpoints, former, plan);
    let prepared: PreparedRace | null = null;
    try {
      prepared = new PreparedRace(plan, held);
      await task(prepared);
      return prepared;
    } catch (error) {
      held?.release();
      // Where the engine itself is gone so is what was on it.
      await prepared?.dispose().catch(() => undefined);
      throw error;
    }
  }

  get announcement(): RaceStart {
    const { number, engine } = this.#plan;
    const runs = this.#runs.map(({ summary }) => summary);
    return { race: number, runs, device: engine.device };
  }

  /** Lets go of what was put away: it can be resumed. */
  letGo(): void {
    this.#held?.release();
  }

  /** Ends the race and frees its memory; unless it was let go of before, nothing of it can be resumed. */
  async dispose(): Promise<void> {
    await this.race.dispose();
    releaseProblem(this.engine.backend, this.#problem);
    await this.#held?.discard();
  }

  async #start(stored: StoredWeights | null): Promise<void> {
    const { settings, loaded } = this.#plan;
    const starts = new Map<RaceRun, readonly Float64Array[]>();
    for (let repeat = 0; repeat < settings.repeats; repeat++) {
      const seed = seedOf(settings, repeat);
      let first: { weights: readonly Float64Array[]; common: StartHashes } | null = null;
      for (const algorithm of settings.algorithms) {
        const created = await this.#create(algorithm, seed, stored);
        first ??= {
          weights: created.weights,
          common: await hashStart(created.weights, loaded.summary.hash, {
            seed,
            samples: loaded.dataset.train.count,
          }),
        };
        const run = this.#add(created, summaryOf(settings, algorithm, seed, first.common));
        starts.set(run, first.weights);
      }
    }
    await this.race.start((run) => starts.get(run) as readonly Float64Array[]);
  }

  async #resume({ checkpoint, folder }: TakenRace): Promise<void> {
    const { iterations } = this.#plan.settings;
    const stored = new Map<RaceRun, CheckpointRun>();
    for (const run of checkpoint.runs) {
      const { id, key, algorithm, name, seed, start: common } = run;
      const created = await this.#create(algorithm, seed, null);
      const summary = { id, key, algorithm, name, seed, common, iterations };
      stored.set(this.#add(created, summary), run);
    }
    await this.race.resume((run) => readSavedRun(folder, stored.get(run) as CheckpointRun));
  }

  #create(algorithm: Algorithm, seed: number, stored: StoredWeights | null) {
    const { engine, settings, loaded } = this.#plan;
    const own = { ...settings, seed };
    return createRun(engine.backend, this.#problem, own, algorithm, loaded.dataset, stored);
  }

  #add(
    { optimiser, configuration }: Awaited<ReturnType<typeof createRun>>,
    summary: RunSummary,
  ): RaceRun {
    const { shape, stop } = configuration;
    const run = new RaceRun(summary, optimiser, stop);
    this.#runs.push(run);
    this.live.set(summary.id, { name: summary.name, shape, optimiser });
    return run;
  }
}

/** Repeats run from the seeds after the first, which begin anew at 0 after the largest. */
function seedOf({ seed }: Settings, repeat: number): number {
  return (seed + repeat) % 2 ** 32;
}

function summaryOf(
  settings: Settings,
  algorithm: Algorithm,
  seed: number,
  common: StartHashes,
): RunSummary {
  const plain = algorithmName(algorithm);
  const alone = settings.repeats === 1;
  return {
    id: alone ? algorithm : `${algorithm}-${seed}`,
    key: crypto.randomUUID(),
    algorithm,
    name: alone ? plain : `${plain}, seed ${seed}`,
    common,
    iterations: settings.iterations,
    seed,
  };
}
