import type { CellResult } from '../../sweep/cellResult.ts';
import { runSettings, type SweepPlan } from '../../sweep/plan.ts';
import type { SweepTrainer, TrainerApi } from '../../worker/protocol.ts';
import type { Lab } from '../store/lab.ts';
import type { LabState } from '../store/labState.ts';
import { toReportedError } from '../store/reportedError.ts';
import type { SettingsStore } from '../store/settingsStore.ts';
import { provideData, provideEngine } from './sweepData.ts';
import { draftFor, planOf, type SweepDraft } from './sweepDraft.ts';
import { isBusy, newSweep, nextRun, restingStatus, type Sweep, withResult } from './sweepState.ts';
import type { SweepStorage } from './sweepStorage.ts';
import { createSweepStore, type SweepStore } from './sweepStore.ts';

/** All that the page can do with a sweep; failures end up as the state's problem, never as a rejection. */
export interface SweepControl {
  readonly store: SweepStore;
  /** Takes up what an earlier visit left, paused. */
  open(): Promise<void>;
  edit(draft: SweepDraft): void;
  /** Starts the sweep of the form and runs it to its end; resolves when it ended or was paused. */
  start(): Promise<void>;
  /** Goes on with the first run that is not done. */
  resume(): Promise<void>;
  /** Cancels the run under way, which will begin anew. */
  pause(): Promise<void>;
  /** Forgets the sweep and its results. */
  discard(): Promise<void>;
}

export interface SweepParts {
  readonly trainer: TrainerApi & SweepTrainer;
  readonly lab: Lab;
  readonly settings: SettingsStore;
  readonly storage: SweepStorage;
}

/** What the sweep shows of an error: the sentence alone. */
const sentenceOf = (reason: unknown) => toReportedError(reason).message;

/** The page owns the sequence of runs; the worker trains one at a time. */
export function createSweep({ trainer, lab, settings, storage }: SweepParts): SweepControl {
  const store = createSweepStore();
  const remember = async (writing: Promise<void>) => {
    try {
      await writing;
    } catch {
      store.setState({ remembered: false });
    }
  };

  /** One engine, one queue: the race rests while a sweep runs. */
  async function pauseRace(): Promise<void> {
    if (lab.store.getState().running) await lab.pause();
  }

  async function begin(plan: SweepPlan): Promise<Sweep> {
    const { name, hash } = await provideData(trainer, lab.store, plan.base);
    const sweep = newSweep(plan, { name, hash });
    await remember(storage.begin(sweep));
    return sweep;
  }

  async function train(sweep: Sweep, run: number): Promise<CellResult | null> {
    const { name, hash } = await provideData(trainer, lab.store, sweep.plan.base);
    if (hash !== sweep.data.hash) throw new Error(otherData(sweep, name, hash));
    // A pause while the data came had no run to cancel.
    if (store.getState().status !== 'running') return null;
    return trainer.trainCell(runSettings(sweep.plan, run), hash);
  }

  /** The form may load other data between the look at them and the run: then once more. */
  async function trainOnItsData(sweep: Sweep, run: number): Promise<CellResult | null> {
    try {
      return await train(sweep, run);
    } catch (reason) {
      if (toReportedError(reason).label !== 'dataset') throw reason;
      return train(sweep, run);
    }
  }

  /** Trains run after run until all are done or somebody wants it to pause. */
  async function goOn(): Promise<void> {
    for (;;) {
      const { sweep, status } = store.getState();
      if (!sweep || status !== 'running') return;
      const run = nextRun(sweep);
      if (run === null) return;
      store.setState({ activeRun: run });
      const result = await trainOnItsData(sweep, run);
      if (result === null) return;
      store.setState({ sweep: withResult(sweep, run, result) });
      await remember(storage.addResult(run, result));
    }
  }

  /** Makes data and engine ready and runs the sweep; whatever ends it leaves it paused or finished. */
  async function runSweep(prepare: () => Promise<Sweep>): Promise<void> {
    if (isBusy(store.getState())) return;
    store.setState({ status: 'preparing', problem: null });
    try {
      await pauseRace();
      const sweep = await prepare();
      store.setState({ sweep });
      await provideEngine(trainer, lab.store, sweep.plan.base);
      if (store.getState().status === 'preparing') store.setState({ status: 'running' });
      await goOn();
    } catch (reason) {
      store.setState({ problem: sentenceOf(reason) });
    }
    store.setState(({ sweep }) => ({ status: restingStatus(sweep), activeRun: null }));
  }

  async function start(): Promise<void> {
    const { draft, sweep, status } = store.getState();
    if (sweep !== null || status !== 'idle') return;
    const values = settings.getState().settings;
    const { plan, problems } = planOf(draft ?? draftFor(values), values);
    if (problems.length === 0) await runSweep(() => begin(plan));
  }

  async function resume(): Promise<void> {
    const { sweep, status } = store.getState();
    if (sweep && status === 'paused') await runSweep(async () => sweep);
  }

  async function pause(): Promise<void> {
    const { status } = store.getState();
    if (status !== 'running' && status !== 'preparing') return;
    store.setState({ status: 'pausing' });
    try {
      await trainer.cancelCell();
    } catch (reason) {
      store.setState({ problem: sentenceOf(reason) });
    }
  }

  /** A race that is set going has the engine to itself. */
  const yieldToRace = (state: LabState, before: LabState) => {
    const wanted = ({ activity, running }: LabState) =>
      running || ['preparing', 'stepping', 'profiling'].includes(activity ?? '');
    if (wanted(state) && !wanted(before)) void pause();
  };

  async function open(): Promise<void> {
    lab.store.subscribe(yieldToRace);
    try {
      const sweep = await storage.read();
      store.setState({ sweep, status: restingStatus(sweep) });
    } catch {
      store.setState({ status: 'idle', remembered: false });
    }
  }

  async function discard(): Promise<void> {
    if (isBusy(store.getState())) return;
    store.setState({ sweep: null, status: 'idle', problem: null });
    await remember(storage.forget());
  }

  return { store, open, edit: (draft) => store.setState({ draft }), start, resume, pause, discard };
}

function otherData({ data }: Sweep, name: string, hash: string): string {
  return `The data are not those that this sweep began on: ${name} with SHA-256 ${hash} instead of ${data.name} with ${data.hash}. The results so far are kept.`;
}
