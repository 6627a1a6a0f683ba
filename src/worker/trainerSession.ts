import type { Algorithm } from '../model/algorithms.ts';
import type { Dataset } from '../model/dataset.ts';
import { ConfigurationError, DeviceLostError } from '../model/errors.ts';
import type { StartHashes } from '../model/startHashes.ts';
import type { StoredWeights } from '../model/storedWeights.ts';
import type { Backend } from '../optimiser/backend.ts';
import { type Problem, releaseProblem, uploadProblem } from '../optimiser/problem.ts';
import { parseSettings } from '../settings/parseSettings.ts';
import { SETTINGS, type Settings } from '../settings/settings.ts';
import type { CellResult } from '../sweep/cellResult.ts';
import { createRun } from '../training/createRun.ts';
import { reportError } from '../training/reportError.ts';
import { hashStart } from '../training/startHashes.ts';
import { DatasetLoader, type LoadedDataset } from './datasetLoader.ts';
import type { Engine } from './engine.ts';
import { EventQueue } from './eventQueue.ts';
import { type LiveRun, readWeights } from './liveRun.ts';
import { Looks } from './looks.ts';
import { openEngine } from './openEngine.ts';
import type {
  Classification,
  DataPart,
  DatasetSummary,
  DeviceSummary,
  InputSpace,
  InspectedNetwork,
  InspectedSamples,
  IterationProfile,
  MemoryEstimate,
  NetworkDistributions,
  NetworkTrainer,
  RaceStart,
  RunSummary,
  RunWeights,
  SweepTrainer,
  TrainerApi,
  TrainerEvent,
  UserFile,
} from './protocol.ts';
import { Race } from './race.ts';
import { RaceRun } from './raceRun.ts';
import { CellTrainer } from './sweepCell.ts';

/** A race on the engine and the memory that belongs to it. */
interface Prepared {
  readonly race: Race;
  readonly engine: Engine;
  readonly problem: Problem;
  /** Its runs by their ids. */
  readonly live: ReadonlyMap<string, LiveRun>;
}

/** What the worker does for the page: data, engine and the race, one of each at a time. */
export class TrainerSession implements TrainerApi, SweepTrainer, NetworkTrainer {
  readonly #events = new EventQueue();
  readonly #loader: DatasetLoader;
  readonly #cells = new CellTrainer();
  #loaded: LoadedDataset | null = null;
  #engine: { readonly choice: Settings['engine']; readonly engine: Engine } | null = null;
  #prepared: Prepared | null = null;
  #raceNumber = 0;
  /** Loads whose turn has not come: their downloads cannot be ended yet. */
  #loadsWaiting = 0;
  readonly #looks = new Looks();
  /** Calls that replace something wait for one another. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(baseUrl: string) {
    this.#loader = new DatasetLoader(baseUrl, (progress) =>
      this.#emit({ kind: 'load-progress', progress }),
    );
  }

  async subscribe(listener: (events: readonly TrainerEvent[]) => void): Promise<void> {
    this.#events.subscribe(listener);
  }

  loadData(settings: Settings, files: readonly UserFile[]): Promise<DatasetSummary> {
    this.#loadsWaiting += 1;
    return this.#inTurn(async () => {
      this.#loadsWaiting -= 1;
      this.#loaded = await this.#loader.load(parseSettings(settings), files);
      return this.#loaded.summary;
    });
  }

  async cancelLoading(): Promise<void> {
    if (this.#loadsWaiting > 0) this.#loader.decline();
    else this.#loader.cancel();
  }

  openEngine(choice: Settings['engine']): Promise<DeviceSummary> {
    return this.#inTurn(async () => (await this.#open(choice)).device);
  }

  estimateMemory(settings: Settings): Promise<MemoryEstimate> {
    return this.#answer(async () => {
      const { estimateMemory } = await import('./memoryEstimate.ts');
      const { dataset } = this.#requireLoaded();
      return estimateMemory(this.#requireEngine(), dataset, parseSettings(settings));
    });
  }

  prepareRace(settings: Settings, loaded: StoredWeights | null): Promise<RaceStart> {
    this.#cells.cancel();
    return this.#inTurn(async () => {
      const checked = parseSettings(settings);
      await this.#endRace();
      const engine = await this.#open(checked.engine);
      this.#cells.release(engine);
      try {
        return await this.#prepare(checked, engine, loaded);
      } catch (error) {
        if (error instanceof DeviceLostError) this.#engine = null;
        throw error;
      }
    });
  }

  async run(): Promise<void> {
    this.#cells.cancel();
    await this.#answer(async () => this.#requirePrepared().race.run());
  }

  async pause(): Promise<void> {
    await this.#answer(async () => this.#requirePrepared().race.pause());
  }

  async step(): Promise<void> {
    this.#cells.cancel();
    await this.#answer(async () => this.#requirePrepared().race.step());
  }

  profile(run: string): Promise<IterationProfile> {
    this.#cells.cancel();
    return this.#inTurn(async () => {
      const { profileIteration } = await import('./iterationProfile.ts');
      const { engine, race } = this.#requirePrepared();
      return this.#looks.during(() => profileIteration(engine.backend, race, run));
    });
  }

  trainCell(settings: Settings, dataHash: string): Promise<CellResult | null> {
    const { signal } = this.#cells;
    return this.#inTurn(async () => {
      if (signal.aborted) return null;
      const checked = parseSettings(settings);
      const { dataset } = this.#requireData(dataHash);
      const engine = await this.#open(checked.engine);
      await this.#prepared?.race.pause();
      return this.#cells.train(checked, dataset, engine, signal);
    });
  }

  async cancelCell(): Promise<void> {
    this.#cells.cancel();
  }

  weightsOf(run: string): Promise<RunWeights> {
    return this.#answer(() => readWeights(this.#requireRun(run)));
  }

  inputSpace(dataHash: string): Promise<InputSpace> {
    return this.#answer(async () => {
      const { scaler, picture } = this.#requireData(dataHash).dataset;
      return { scaler, picture };
    });
  }

  samples(dataHash: string, part: DataPart, indices: readonly number[]): Promise<InspectedSamples> {
    return this.#answer(async () => {
      const { pickSamples } = await import('./networkInspector.ts');
      return pickSamples(this.#requireData(dataHash).dataset, part, indices);
    });
  }

  classify(
    dataHash: string,
    network: InspectedNetwork,
    part: DataPart,
  ): Promise<Classification | null> {
    return this.#inspect('classify', dataHash, async (backend, dataset, signal) => {
      const { classify } = await import('./networkInspector.ts');
      return classify(backend, dataset, network, part, signal);
    });
  }

  distributions(
    dataHash: string,
    network: InspectedNetwork,
    run: string | null,
  ): Promise<NetworkDistributions | null> {
    return this.#inspect('distributions', dataHash, async (backend, dataset, signal) => {
      const { layerDistributions } = await import('./layerDistributions.ts');
      const live = run === null ? null : this.#requireRun(run);
      return layerDistributions(backend, dataset, network, live, signal);
    });
  }

  /** Looks at a network beside the race, by code that is fetched with the first look. */
  #inspect<T>(
    kind: 'classify' | 'distributions',
    dataHash: string,
    look: (backend: Backend, dataset: Dataset, signal: AbortSignal) => Promise<T | null>,
  ): Promise<T | null> {
    return this.#answer(() =>
      this.#looks.begin(kind, async (signal) => {
        const { backend } = this.#requireEngine();
        return look(backend, this.#requireData(dataHash).dataset, signal);
      }),
    );
  }

  async #prepare(
    settings: Settings,
    engine: Engine,
    stored: StoredWeights | null,
  ): Promise<RaceStart> {
    const loaded = this.#requireLoaded();
    const { backend, device } = engine;
    const number = ++this.#raceNumber;
    const problem = uploadProblem(backend, loaded.dataset, settings.bias);
    const runs: RaceRun[] = [];
    const race = new Race(number, runs, (event) => this.#emit(event));
    const live = new Map<string, LiveRun>();
    this.#prepared = { race, engine, problem, live };
    const starts = new Map<RaceRun, readonly Float64Array[]>();
    for (let repeat = 0; repeat < settings.repeats; repeat++) {
      const own = { ...settings, seed: seedOf(settings, repeat) };
      let first: { weights: readonly Float64Array[]; common: StartHashes } | null = null;
      for (const algorithm of settings.algorithms) {
        const created = await createRun(backend, problem, own, algorithm, loaded.dataset, stored);
        first ??= {
          weights: created.weights,
          common: await hashStart(created.weights, loaded.summary.hash, {
            seed: own.seed,
            samples: loaded.dataset.train.count,
          }),
        };
        const summary = summaryOf(settings, algorithm, own.seed, first.common);
        const run = new RaceRun(summary, created.optimiser, created.configuration.stop);
        runs.push(run);
        const { shape } = created.configuration;
        live.set(summary.id, { name: summary.name, shape, optimiser: created.optimiser });
        starts.set(run, first.weights);
      }
    }
    const start: RaceStart = { race: number, runs: runs.map(({ summary }) => summary), device };
    await race.start((run) => starts.get(run) as readonly Float64Array[]);
    return start;
  }

  async #open(choice: Settings['engine']): Promise<Engine> {
    if (this.#engine?.choice === choice) return this.#engine.engine;
    await this.#endRace();
    this.#engine?.engine.close();
    this.#engine = null;
    const engine = await openEngine(choice, (error) => this.#engineFault(error));
    this.#engine = { choice, engine };
    this.#emit({ kind: 'device', device: engine.device });
    return engine;
  }

  #engineFault(error: Error): void {
    if (error instanceof DeviceLostError) this.#engine = null;
    this.#emit({ kind: 'fault', error: reportError(error) });
  }

  async #endRace(): Promise<void> {
    const prepared = this.#prepared;
    if (!prepared) return;
    this.#prepared = null;
    await prepared.race.dispose();
    releaseProblem(prepared.engine.backend, prepared.problem);
  }

  #requireEngine(): Engine {
    if (!this.#engine) throw new ConfigurationError('engine', 'No engine is open yet: try again.');
    return this.#engine.engine;
  }

  #requireLoaded(): LoadedDataset {
    if (!this.#loaded)
      throw new ConfigurationError('dataset', 'There are no data yet: load them first.');
    return this.#loaded;
  }

  #requireData(hash: string): LoadedDataset {
    if (this.#loaded?.summary.hash !== hash)
      throw new ConfigurationError('dataset', 'The data loaded are not those that were meant.');
    return this.#loaded;
  }

  #requirePrepared(): Prepared {
    if (!this.#prepared) throw new ConfigurationError('race', 'No race is set up: press Start.');
    return this.#prepared;
  }

  #requireRun(id: string): LiveRun {
    const run = this.#prepared?.live.get(id);
    if (!run)
      throw new ConfigurationError(id, `The race has no run ${id} any more: train it again.`);
    return run;
  }

  #emit(event: TrainerEvent): void {
    this.#events.push(event);
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(() => this.#answer(action));
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Runs an action for the page: what it emitted arrives before its answer, and errors cross as plain data. */
  async #answer<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw reportError(error);
    } finally {
      this.#events.flush();
    }
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
  const { control } = SETTINGS.algorithms;
  const plain = control.kind === 'choices' ? (control.names[algorithm] as string) : algorithm;
  const alone = settings.repeats === 1;
  return {
    id: alone ? algorithm : `${algorithm}-${seed}`,
    algorithm,
    name: alone ? plain : `${plain}, seed ${seed}`,
    common,
    iterations: settings.iterations,
    seed,
  };
}
