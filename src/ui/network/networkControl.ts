import { createStore, type StoreApi } from 'zustand/vanilla';
import { readWeightsFile } from '../../record/weightsFile.ts';
import type { DatasetSummary, InspectedNetwork, RunWeights } from '../../worker/protocol.ts';
import { allRuns, type LabRun } from '../store/labState.ts';
import { reachedIteration } from '../store/progress.ts';
import { toReportedError } from '../store/reportedError.ts';
import type { Stores } from '../stores.ts';
import {
  type ClassificationResult,
  chosenRun,
  comparedRuns,
  EMPTY_NETWORK,
  isLive,
  type KnownWeights,
  type NetworkState,
  otherData,
  whyForward,
} from './networkState.ts';

/** While runs train, what is shown of them is brought up to date this often at most. */
const SHORTEST_PAUSE_MS = 4000;
/** … and takes one part of the time in so many. */
const LOOKING_SHARE = 20;

/** Looks at networks; failures end up as the state's problem, never as a rejection. */
export interface NetworkControl {
  readonly store: StoreApi<NetworkState>;
  change(part: Partial<Pick<NetworkState, 'view' | 'chosen' | 'part'>>): void;
  /** Reads the weights anew and computes what is on the screen. */
  refresh(): Promise<void>;
  /** Asks all networks about what was drawn: shares of full ink. */
  askDrawing(shares: Float32Array | null): void;
  askSample(index: number): Promise<void>;
  /** The classification of the chosen run on the chosen part, computed where it is not there yet. */
  classified(): Promise<ClassificationResult | null>;
  /** Keeps what is shown up to date until the returned function is called. */
  follow(): () => void;
}

type Parts = Pick<Stores, 'trainer' | 'lab' | 'library'>;

export function createNetworkControl({ trainer, lab, library }: Parts): NetworkControl {
  const store = createStore<NetworkState>(() => EMPTY_NETWORK);
  let underWay: Promise<void> | null = null;
  let again = false;
  let lastEnded = 0;
  let lastDuration = 0;

  /** Weights that the browser kept, or those of the worker where it holds the run. */
  async function fetchWeights(run: LabRun): Promise<KnownWeights> {
    if (isLive(lab.store.getState(), run))
      return { kind: 'ready', weights: await trainer.weightsOf(run.summary.id) };
    const file = await library.weights(run.key);
    if (!file) return { kind: 'absent', why: 'The browser kept no weights of this run.' };
    const { weights, iteration } = readWeightsFile(file, run.marks.name);
    return { kind: 'ready', weights: { ...weights, iteration: iteration ?? 0 } };
  }

  async function updateWeights(run: LabRun): Promise<void> {
    const known = store.getState().known[run.key];
    const moves = isLive(lab.store.getState(), run);
    // A run that is set back becomes another run, with another key.
    if (known?.kind === 'ready' && (!moves || known.weights.iteration === reachedIteration(run)))
      return;
    const weights = withFinite(await fetchWeights(run));
    store.setState(({ known: others }) => ({ known: { ...others, [run.key]: weights } }));
  }

  async function updateInputs({ hash }: DatasetSummary): Promise<void> {
    const { inputs } = store.getState();
    // The scaling is not in the hash, and asking costs little.
    const space = await trainer.inputSpace(hash);
    if (inputs?.dataHash === hash && inputs.space.scaler.scaling === space.scaler.scaling) return;
    store.setState({ inputs: { dataHash: hash, space }, question: null });
  }

  /** null where a newer look ended this one. */
  async function classify(
    run: LabRun,
    weights: RunWeights,
    dataHash: string,
  ): Promise<ClassificationResult | null> {
    const { part, classification: old } = store.getState();
    if (old?.weights === weights && old.part === part && old.dataHash === dataHash) return old;
    const value = await trainer.classify(dataHash, networkOf(run, weights), part);
    if (!value) return null;
    const classification = { run: run.key, weights, dataHash, part, value };
    store.setState({ classification });
    return classification;
  }

  async function distribute(run: LabRun, weights: RunWeights, dataHash: string) {
    const old = store.getState().distributions;
    const why = whyForward(run, lab.store.getState());
    const rested = old?.value.why === 'in-training' && why === null;
    if (old?.weights === weights && old.dataHash === dataHash && !rested) return;
    const id = why === null ? run.summary.id : null;
    const found = await trainer.distributions(dataHash, networkOf(run, weights), id);
    if (!found) return;
    const value = { ...found, why: why ?? found.why };
    store.setState({ distributions: { run: run.key, weights, dataHash, value } });
  }

  /** Networks of runs that are gone make room. */
  function forgetOthers(runs: readonly LabRun[]): void {
    store.setState(({ known }) => ({
      known: Object.fromEntries(
        Object.entries(known).filter(([key]) => runs.some((run) => run.key === key)),
      ),
    }));
  }

  async function look(): Promise<void> {
    const { view, chosen } = store.getState();
    const state = lab.store.getState();
    forgetOthers(allRuns(state));
    const run = chosenRun(state, chosen);
    if (state.dataset) await updateInputs(state.dataset);
    const wanted = view === 'predict' ? comparedRuns(state, chosen) : run ? [run] : [];
    for (const one of wanted) await updateWeights(one);
    const known = run && store.getState().known[run.key];
    if (!run || known?.kind !== 'ready' || !state.dataset) return;
    const { inputs } = store.getState();
    if (!inputs || otherData(run, state.dataset, inputs.space)) return;
    if (view === 'errors') await classify(run, known.weights, state.dataset.hash);
    if (view === 'layers') await distribute(run, known.weights, state.dataset.hash);
  }

  async function refreshOnce(): Promise<void> {
    const startedAt = performance.now();
    store.setState({ busy: true });
    try {
      await look();
      store.setState({ problem: null });
    } catch (reason) {
      store.setState({ problem: toReportedError(reason).message });
    }
    store.setState({ busy: false });
    lastEnded = performance.now();
    lastDuration = lastEnded - startedAt;
  }

  /** One look at a time; what changes meanwhile is looked at afterwards. */
  function refresh(): Promise<void> {
    again = true;
    underWay ??= (async () => {
      while (again) {
        again = false;
        await refreshOnce();
      }
    })().finally(() => {
      underWay = null;
    });
    return underWay;
  }

  async function askSample(index: number): Promise<void> {
    const { dataset } = lab.store.getState();
    const { part } = store.getState();
    if (!dataset) return;
    try {
      const sample = await trainer.samples(dataset.hash, part, [index]);
      store.setState({ question: { kind: 'sample', part, index, sample } });
    } catch (reason) {
      store.setState({ problem: toReportedError(reason).message });
    }
  }

  async function classified(): Promise<ClassificationResult | null> {
    const { chosen, known } = store.getState();
    const { dataset, ...runs } = lab.store.getState();
    const run = chosenRun(runs, chosen);
    const own = run && known[run.key];
    if (!run || own?.kind !== 'ready' || !dataset) return null;
    try {
      return await classify(run, own.weights, dataset.hash);
    } catch (reason) {
      store.setState({ problem: toReportedError(reason).message });
      return null;
    }
  }

  function follow(): () => void {
    void refresh();
    const unsubscribe = lab.store.subscribe((state, before) => {
      const rested = before.running && !state.running;
      const others = state.race?.number !== before.race?.number || state.kept !== before.kept;
      const { activity } = before;
      const stepped =
        (activity === 'stepping' || activity === 'profiling') && state.activity === null;
      if (rested || others || stepped || state.dataset !== before.dataset) void refresh();
    });
    const timer = setInterval(() => {
      const pause = Math.max(SHORTEST_PAUSE_MS, LOOKING_SHARE * lastDuration);
      const due = performance.now() - lastEnded >= pause && !underWay;
      if (due && lab.store.getState().running && !document.hidden) void refresh();
    }, 1000);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }

  return {
    store,
    change: (part) => {
      store.setState(part);
      void refresh();
    },
    refresh,
    askDrawing: (shares) => store.setState({ question: shares && { kind: 'drawing', shares } }),
    askSample,
    classified,
    follow,
  };
}

function networkOf(run: LabRun, weights: RunWeights): InspectedNetwork {
  return { weights, activation: run.origin.settings.activation };
}

/** Weights of a run that diverged are no network. */
function withFinite(known: KnownWeights): KnownWeights {
  if (known.kind === 'absent') return known;
  const finite = known.weights.layers.every(
    ({ weights, bias }) => weights.every(Number.isFinite) && (bias?.every(Number.isFinite) ?? true),
  );
  return finite
    ? known
    : { kind: 'absent', why: 'Its weights are no finite numbers any more: the run diverged.' };
}
