import type { InterruptedRace } from '../../src/model/interruptedRace.ts';
import type { IterationProfile } from '../../src/model/iterationProfile.ts';
import type { IterationRecord } from '../../src/model/iterationRecord.ts';
import type { MemoryEstimate } from '../../src/model/memoryEstimate.ts';
import type { ReportedError } from '../../src/model/reportedError.ts';
import type { StartHashes } from '../../src/model/startHashes.ts';
import { INITIAL_SETTINGS, SETTINGS, type Settings } from '../../src/settings/settings.ts';
import type { CellResult } from '../../src/sweep/cellResult.ts';
import type {
  Classification,
  DatasetSummary,
  DeviceSummary,
  InputSpace,
  InspectedSamples,
  NetworkDistributions,
  NetworkTrainer,
  RaceStart,
  RunState,
  RunSummary,
  RunWeights,
  SweepTrainer,
  TrainerApi,
  TrainerEvent,
  UserFile,
} from '../../src/worker/protocol.ts';
import { type CurveOptions, fakeRecord } from './fakeCurves.ts';

/** What the stand-in does on purpose. */
export interface FakeOptions {
  /** Records per run and frame. */
  readonly batch: number;
  readonly loadMs: number;
  readonly failAt: number;
  readonly divergent: boolean;
  readonly datasetNotice: string | null;
  readonly deviceNotice: string | null;
  readonly loadError: ReportedError | null;
  /** Whether the engine tells how long it computed. */
  readonly deviceTime: boolean;
  /** The last run starts from other samples than the others. */
  readonly unfair: boolean;
  /** Why a race is refused, by a guess. */
  readonly memoryLacks: string | null;
  /** A race of an earlier visit. */
  readonly interrupted: InterruptedRace | null;
}

export const FAKE_DEFAULTS: FakeOptions = {
  batch: 1,
  loadMs: 0,
  failAt: Number.POSITIVE_INFINITY,
  divergent: false,
  datasetNotice: null,
  deviceNotice: null,
  loadError: null,
  deviceTime: true,
  unfair: false,
  memoryLacks: null,
  interrupted: null,
};

const ALGORITHMS = SETTINGS.algorithms.control as {
  readonly names: Readonly<Record<string, string>>;
};
const FAKE_COMMON: StartHashes = { weights: 'fa4efa4e', data: '3f9ac2d1', order: '0dd5eed5' };

interface FakeRun {
  readonly summary: RunSummary;
  iteration: number;
  ended: boolean;
}

/**
 * Stands in for the worker in tests of the page. Its curves are formulas and no training: nothing
 * of it is part of the app.
 */
export class FakeTrainer implements TrainerApi, SweepTrainer, NetworkTrainer {
  readonly #options: FakeOptions;
  #listener: (events: readonly TrainerEvent[]) => void = () => undefined;
  #runs: FakeRun[] = [];
  #race = 0;
  #updatesPerPass = 1;
  #timer: ReturnType<typeof setInterval> | undefined;
  #cancel: () => void = () => undefined;

  constructor(options: Partial<FakeOptions> = {}) {
    this.#options = { ...FAKE_DEFAULTS, ...options };
  }

  async subscribe(listener: (events: readonly TrainerEvent[]) => void): Promise<void> {
    this.#listener = listener;
  }

  async loadData(settings: Settings): Promise<DatasetSummary> {
    const { loadMs, loadError, datasetNotice } = this.#options;
    const cancelled = await this.#pretendToLoad(loadMs);
    if (loadError) throw loadError;
    return fakeDataset(settings, cancelled ? 'The download was cancelled.' : datasetNotice);
  }

  async cancelLoading(): Promise<void> {
    this.#cancel();
  }

  async openEngine(): Promise<DeviceSummary> {
    return this.#device();
  }

  async estimateMemory({ algorithms }: Settings): Promise<MemoryEstimate> {
    const { memoryLacks } = this.#options;
    const runs = algorithms.map((algorithm) => ({ algorithm, bytes: 20 * 2 ** 20 }));
    return {
      engine: 'gpu',
      total: (70 + 20 * runs.length) * 2 ** 20,
      data: 40 * 2 ** 20,
      shared: 30 * 2 ** 20,
      runs,
      largest: { label: 'train inputs', bytes: 15 * 2 ** 20 },
      allowed: 128 * 2 ** 20,
      refusal: memoryLacks === null ? null : { message: memoryLacks, guessed: true },
    };
  }

  async allowMemory(): Promise<void> {}

  async prepareRace(settings: Settings, known: unknown = null) {
    const keys = Array.isArray(known) ? known.map(({ key }: { key: string }) => key) : [];
    clearInterval(this.#timer);
    this.#race++;
    this.#updatesPerPass = Math.ceil(
      settings.trainCount / (settings.batchSize ?? settings.trainCount),
    );
    this.#runs = settings.algorithms.map((algorithm, index) => {
      const odd = this.#options.unfair && index === settings.algorithms.length - 1;
      return {
        summary: {
          id: algorithm,
          key: keys[index] ?? crypto.randomUUID(),
          algorithm,
          name: ALGORITHMS.names[algorithm] ?? algorithm,
          common: { ...FAKE_COMMON, ...(odd ? { data: '5e1f15h0' } : {}) },
          iterations: settings.iterations,
          seed: settings.seed,
        },
        iteration: -1,
        ended: false,
      };
    });
    this.#advance(1);
    return {
      race: this.#race,
      runs: this.#runs.map(({ summary }) => summary),
      device: this.#device(),
    };
  }

  async interruptedRace(): Promise<InterruptedRace | null> {
    return this.#options.interrupted;
  }

  async interruptedSettings(): Promise<{ settings: Settings; files: readonly UserFile[] }> {
    return { settings: this.#interruptedSettings(), files: [] };
  }

  async resumeRace(): Promise<RaceStart> {
    const { interrupted } = this.#options;
    const start = await this.prepareRace(this.#interruptedSettings(), interrupted?.runs);
    this.#advance(interrupted?.runs[0]?.iteration ?? 0);
    return start;
  }

  #interruptedSettings(): Settings {
    const { runs = [], iterations = 1 } = this.#options.interrupted ?? {};
    const algorithms = runs.map(({ algorithm }) => algorithm);
    return { ...INITIAL_SETTINGS, algorithms, iterations };
  }

  async discardRace(): Promise<void> {}

  async run(): Promise<void> {
    this.#tellAll({ kind: 'running' });
    this.#timer = setInterval(() => this.#advance(this.#options.batch), 16);
  }

  async pause(): Promise<void> {
    clearInterval(this.#timer);
    this.#tellAll({ kind: 'paused' });
  }

  async step(): Promise<void> {
    this.#advance(1);
  }

  async profile(id: string): Promise<IterationProfile> {
    const run = this.#runs.find(({ summary }) => summary.id === id);
    if (!run || run.ended) throw FAKE_REFUSAL;
    const others = this.#runs;
    this.#runs = [run];
    this.#advance(1);
    this.#runs = others;
    const peak = { size: 1024, repetitions: 3, gflops: 8 };
    return { run: id, iteration: run.iteration, wallMs: 12, kernels: [], peak };
  }

  /** Nothing to sweep here: every run counts as cancelled. */
  trainCell(_settings: Settings, _dataHash: string): Promise<CellResult | null> {
    return Promise.resolve(null);
  }

  async cancelCell(): Promise<void> {}

  async weightsOf(run: string): Promise<RunWeights> {
    throw withoutNetwork(run);
  }

  async inputSpace(dataHash: string): Promise<InputSpace> {
    throw withoutNetwork(dataHash);
  }

  async samples(dataHash: string): Promise<InspectedSamples> {
    throw withoutNetwork(dataHash);
  }

  async classify(): Promise<Classification | null> {
    return null;
  }

  async distributions(): Promise<NetworkDistributions | null> {
    return null;
  }

  #device(): DeviceSummary {
    const { deviceNotice } = this.#options;
    return {
      engine: deviceNotice ? 'cpu' : 'gpu',
      description: 'Stand-in for a device; nothing is computed',
      precision: deviceNotice ? 'float64' : 'float32',
      software: !deviceNotice,
      timesKernels: !deviceNotice,
      limits: [
        ['Largest buffer', '2.0 GB'],
        ['Workgroup memory', '32 kB'],
      ],
      notice: deviceNotice,
      comparison: null,
    };
  }

  #curves(): CurveOptions {
    const { divergent, deviceTime } = this.#options;
    return { divergent, deviceTime, updatesPerPass: this.#updatesPerPass };
  }

  async #pretendToLoad(milliseconds: number): Promise<boolean> {
    let cancelled = false;
    this.#cancel = () => {
      cancelled = true;
    };
    const total = 9_912_422;
    for (let spent = 0; spent < milliseconds && !cancelled; spent += 50) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const progress = {
        stage: 'train-images-idx3-ubyte.gz',
        receivedBytes: Math.round((total * spent) / milliseconds),
        totalBytes: total,
      };
      this.#listener([{ kind: 'load-progress', progress }]);
    }
    return cancelled;
  }

  #tellAll(state: RunState): void {
    const open = this.#runs.filter((run) => !run.ended);
    this.#listener(open.map((run) => this.#stateEvent(run, state)));
  }

  #stateEvent(run: FakeRun, state: RunState): TrainerEvent {
    return { kind: 'run-state', race: this.#race, run: run.summary.id, state };
  }

  #advance(count: number): void {
    const events: TrainerEvent[] = [];
    for (const run of this.#runs) {
      if (run.ended) continue;
      const records: IterationRecord[] = [];
      while (records.length < count && run.iteration < run.summary.iterations) {
        records.push(fakeRecord(run.summary.algorithm, ++run.iteration, this.#curves()));
      }
      events.push({ kind: 'records', race: this.#race, run: run.summary.id, records });
      const failed = run.iteration >= this.#options.failAt && run.summary.id === 'dlam';
      if (failed) events.push(this.#stateEvent(run, { kind: 'failed', error: FAKE_FAILURE }));
      else if (run.iteration >= run.summary.iterations) {
        events.push(this.#stateEvent(run, { kind: 'finished', reason: 'iterations' }));
      } else continue;
      run.ended = true;
    }
    this.#listener(events);
  }
}

const FAKE_REFUSAL: ReportedError = {
  name: 'ConfigurationError',
  label: 'profile',
  message: 'The run has ended: reset the race to train it again.',
};

const FAKE_FAILURE: ReportedError = {
  name: 'DivergenceError',
  label: 'DLAM',
  message:
    'DLAM diverged: F is Infinity after iteration 34. Try a smaller ρ, a regulariser, or smaller initial weights; the curves up to here are kept.',
};

/** Nothing is computed here, so there is no network to look at. */
function withoutNetwork(label: string): ReportedError {
  return { name: 'ConfigurationError', label, message: 'The stand-in has no networks.' };
}

function fakeDataset(settings: Settings, notice: string | null): DatasetSummary {
  const side = 28;
  const count = 60;
  const classes = settings.classes.length > 0 ? settings.classes : [...Array(10).keys()];
  const pixels = new Uint8Array(count * side * side);
  for (let i = 0; i < pixels.length; i++) {
    const x = i % side;
    const y = Math.floor(i / side) % side;
    const away = Math.abs(Math.hypot(x - 14, y - 14) - 7);
    pixels[i] = Math.max(0, 255 - 90 * away);
  }
  return {
    name: 'Stand-in data',
    source: notice ? 'synthetic' : 'browser-cache',
    notice,
    downloadBytes: null,
    trainCount: settings.trainCount,
    testCount: settings.testCount,
    featureCount: side * side,
    classNames: classes.map(String),
    classCounts: classes.map((label) => 80 + ((label * 37) % 41)),
    hash: '3f9ac2d1',
    thumbnails: {
      width: side,
      height: side,
      pixels,
      labels: Uint8Array.from({ length: count }, (_, i) => i % classes.length),
    },
    table: null,
    reading: null,
  };
}
