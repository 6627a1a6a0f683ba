import type { Dataset } from '../model/dataset.ts';
import { ConfigurationError, DeviceLostError } from '../model/errors.ts';
import type { InterruptedRace } from '../model/interruptedRace.ts';
import type { IterationProfile } from '../model/iterationProfile.ts';
import type { MemoryEstimate } from '../model/memoryEstimate.ts';
import type { StoredWeights } from '../model/storedWeights.ts';
import type { Backend } from '../optimiser/backend.ts';
import { parseSettings } from '../settings/parseSettings.ts';
import type { Settings } from '../settings/settings.ts';
import type { CellResult } from '../sweep/cellResult.ts';
import { MemoryGuard } from '../training/memoryGuard.ts';
import { reportError } from '../training/reportError.ts';
import { CellTrainer } from '../training/sweepCell.ts';
import { DatasetLoader, type LoadedDataset } from './datasetLoader.ts';
import type { Engine } from './engine.ts';
import { EventQueue } from './eventQueue.ts';
import {
  type Checkpoints,
  discardRace,
  newestInterrupted,
  readUserFiles,
  takeRace,
} from './interruptedRaces.ts';
import { type LiveRun, readWeights } from './liveRun.ts';
import { Looks } from './looks.ts';
import { openEngine } from './openEngine.ts';
import { PreparedRace, type RacePlan } from './preparedRace.ts';
import type {
  Classification,
  DataPart,
  DeviceSummary,
  InputSpace,
  InspectedNetwork,
  InspectedSamples,
  NetworkDistributions,
  NetworkTrainer,
  RaceStart,
  RunWeights,
  SweepTrainer,
  TrainerApi,
  TrainerEvent,
  UserFile,
} from './protocol.ts';
import { SaidOnce } from './saidOnce.ts';

/** What the worker does for the page: data, engine and the race, one of each at a time. */
export class TrainerSession implements TrainerApi, SweepTrainer, NetworkTrainer {
  readonly #events = new EventQueue();
  readonly #loader: DatasetLoader;
  readonly #memory = new MemoryGuard();
  readonly #cells = new CellTrainer(this.#memory);
  #loaded: LoadedDataset | null = null;
  #engine: { readonly choice: Settings['engine']; readonly engine: Engine } | null = null;
  #prepared: PreparedRace | null = null;
  #raceNumber = 0;
  /** Loads whose turn has not come: their downloads cannot be ended yet. */
  #loadsWaiting = 0;
  readonly #looks = new Looks();
  readonly #said = new SaidOnce();
  /** Calls that replace something wait for one another. */
  #turn: Promise<unknown> = Promise.resolve();

  readonly #checkpoints: Checkpoints;
  readonly #opener: typeof openEngine;

  constructor(baseUrl: string, checkpoints: Checkpoints, opener = openEngine) {
    this.#checkpoints = checkpoints;
    this.#opener = opener;
    this.#loader = new DatasetLoader(baseUrl, (progress) =>
      this.#emit({ kind: 'load-progress', progress }),
    );
  }

  async subscribe(listener: (events: readonly TrainerEvent[]) => void): Promise<void> {
    this.#events.subscribe(listener);
  }

  loadData(...[settings, files, mayDownload]: Parameters<TrainerApi['loadData']>) {
    if (mayDownload) this.#loader.allowDownload();
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
      const { dataset } = this.#requireLoaded();
      return this.#memory.estimate(this.#requireEngine(), dataset, parseSettings(settings));
    });
  }

  async allowMemory(bytes: number): Promise<void> {
    this.#memory.allow(bytes);
  }

  prepareRace(settings: Settings, loaded: StoredWeights | null): Promise<RaceStart> {
    this.#cells.cancel();
    return this.#inTurn(async () =>
      this.#begin(parseSettings(settings), (plan) => PreparedRace.start(plan, loaded)),
    );
  }

  interruptedRace(): Promise<InterruptedRace | null> {
    return this.#answer(async () =>
      newestInterrupted(this.#checkpoints, (error) =>
        this.#emit({ kind: 'warning', error: reportError(error) }),
      ),
    );
  }

  interruptedSettings(id: string): Promise<{ settings: Settings; files: readonly UserFile[] }> {
    return this.#answer(async () => {
      const taken = await takeRace(this.#checkpoints, id);
      try {
        return { settings: taken.checkpoint.settings, files: await readUserFiles(taken) };
      } finally {
        taken.release();
      }
    });
  }

  resumeRace(id: string, engine: Settings['engine']): Promise<RaceStart> {
    this.#cells.cancel();
    return this.#inTurn(async () => {
      // It may be this race itself that is still being put away.
      await this.#endRace();
      const taken = await takeRace(this.#checkpoints, id);
      try {
        const { settings, data } = taken.checkpoint;
        this.#requireData(data.hash);
        return await this.#begin({ ...settings, engine }, (plan) =>
          PreparedRace.resume(plan, taken),
        );
      } catch (error) {
        taken.release();
        throw error;
      }
    });
  }

  discardRace(id: string): Promise<void> {
    return this.#answer(() => discardRace(this.#checkpoints, id));
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

  /** Sets a race up in the place of the one before. */
  async #begin(
    settings: Settings,
    make: (plan: RacePlan) => Promise<PreparedRace>,
  ): Promise<RaceStart> {
    await this.#endRace();
    const engine = await this.#open(settings.engine);
    this.#cells.release(engine);
    const loaded = this.#requireLoaded();
    const emit = (event: TrainerEvent) => this.#emit(event);
    const number = ++this.#raceNumber;
    const checkpoints = this.#checkpoints;
    try {
      this.#prepared = await this.#memory.within(engine, loaded.dataset, settings, () =>
        make({ number, settings, engine, loaded, emit, checkpoints }),
      );
      return this.#prepared.announcement;
    } catch (error) {
      if (error instanceof DeviceLostError) this.#engine = null;
      throw error;
    }
  }

  async #open(choice: Settings['engine']): Promise<Engine> {
    if (this.#engine?.choice === choice) return this.#engine.engine;
    await this.#endRace();
    this.#engine?.engine.close();
    this.#engine = null;
    const engine = await this.#opener(choice, (error) => this.#engineFault(error));
    this.#engine = { choice, engine };
    this.#emit({ kind: 'device', device: engine.device });
    return engine;
  }

  #engineFault(error: Error): void {
    if (error instanceof DeviceLostError) {
      this.#engine = null;
      // What was put away of the race is all there is of it now: it waits to be resumed.
      this.#prepared?.letGo();
    }
    this.#emit({ kind: 'fault', error: reportError(error) });
  }

  async #endRace(): Promise<void> {
    const ended = this.#prepared;
    this.#prepared = null;
    await ended?.dispose();
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

  #requirePrepared(): PreparedRace {
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
    if (!this.#said.repeats(event)) this.#events.push(event);
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
