import type { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { Random } from '../../src/maths/random.ts';
import { DeviceLostError } from '../../src/model/errors.ts';
import type { IterationRecord } from '../../src/model/iterationRecord.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { openCpuEngine } from '../../src/worker/cpuEngine.ts';
import type { Checkpoints } from '../../src/worker/interruptedRaces.ts';
import type { RunState, TrainerEvent, UserFile } from '../../src/worker/protocol.ts';
import { TrainerSession } from '../../src/worker/trainerSession.ts';
import { type MemoryCheckpoints, memoryCheckpoints } from '../support/memoryCheckpoints.ts';

/** Small enough for a thousand races: a user's table, which is put away with the race. */
export const settings: Settings = {
  ...INITIAL_SETTINGS,
  dataset: 'files',
  algorithms: ['mdlam', 'adam', 'dladmm'],
  trainCount: 24,
  testCount: 6,
  hidden: [5],
  lambda: [0.1],
  batchSize: 7,
  iterations: 12,
  evaluateEvery: 3,
  engine: 'cpu',
};

export const table: UserFile = (() => {
  const random = Random.fromSeed(5);
  const row = (index: number) => [
    ...Array.from({ length: 4 }, () => (random.normal() + (index % 3)).toFixed(3)),
    index % 3,
  ];
  const lines = ['a,b,c,d,label', ...Array.from({ length: 30 }, (_, i) => row(i).join(','))];
  return { name: 'table.csv', bytes: new TextEncoder().encode(`${lines.join('\n')}\n`) };
})();

/** What a worker that is gone would still write never reaches the storage; one that lives puts its race away at once. */
export function mortal(checkpoints: MemoryCheckpoints, dead: () => boolean): Checkpoints {
  const { store, locks } = checkpoints;
  const alive =
    <A extends unknown[], R>(task: (...args: A) => Promise<R>) =>
    (...args: A) =>
      dead() ? new Promise<R>(() => undefined) : task(...args);
  const open = async (id: string) => {
    const folder = await store.open(id);
    return {
      list: alive(folder.list),
      write: alive(folder.write),
      read: alive(folder.read),
      remove: alive(folder.remove),
    };
  };
  return {
    locks,
    store: { ...store, open, remove: alive(store.remove) },
    pace: { first: 0, interval: 0, share: 1 },
  };
}

/** A session with what its page saw of it; it can be killed, and its engine lost, at any moment. */
export class Visit {
  readonly session: TrainerSession;
  readonly events: TrainerEvent[] = [];
  #killed = false;
  #lose: ((submissions: number) => void) | null = null;

  constructor(checkpoints: MemoryCheckpoints) {
    const mortalOnes = mortal(checkpoints, () => this.#killed);
    this.session = new TrainerSession('http://localhost/', mortalOnes, async (_choice, onError) => {
      const engine = openCpuEngine(null);
      this.#lose = losable(engine.backend as CpuBackend, onError);
      return engine;
    });
    void this.session.subscribe((events) => {
      if (!this.#killed) this.events.push(...events);
    });
  }

  /** The tab is closed, or the worker dies: nothing of it happens any more. */
  kill(checkpoints: MemoryCheckpoints): void {
    this.#killed = true;
    checkpoints.releaseAll();
  }

  loseDevice(): void {
    this.#lose?.(0);
  }

  #over(): boolean {
    const states = this.states();
    return settings.algorithms.every((run) =>
      ['finished', 'failed'].includes(states.get(run)?.kind ?? ''),
    );
  }

  async prepare(own: Settings = settings): Promise<void> {
    await this.session.loadData(own, [table]);
    await this.session.prepareRace(own, null);
  }

  /** What the page knows of every run of the newest race, as the page would have it. */
  curves(): Map<string, readonly IterationRecord[]> {
    const curves = new Map<string, IterationRecord[]>();
    for (const event of this.events)
      if (event.kind === 'records' && event.race === this.#newest())
        curves.set(event.run, [...(curves.get(event.run) ?? []), ...event.records]);
    return curves;
  }

  #newest(): number {
    return this.events.reduce((most, event) => ('race' in event ? event.race : most), 0);
  }

  states(): Map<string, RunState> {
    const states = new Map<string, RunState>();
    for (const event of this.events)
      if (event.kind === 'run-state' && event.race === this.#newest())
        states.set(event.run, event.state);
    return states;
  }

  /** Waits until all runs of the race ended. */
  async end(): Promise<void> {
    while (!this.#over()) await new Promise((resolve) => setTimeout(resolve));
  }
}

/** Makes everything that is submitted from then on fail as on a GPU that is gone. */
export function losable(
  backend: CpuBackend,
  onError: (error: Error) => void,
): (submissions: number) => void {
  const submit = backend.submit.bind(backend);
  let lost: DeviceLostError | null = null;
  let left = Number.POSITIVE_INFINITY;
  const lose = () => {
    lost ??= new DeviceLostError('GPU', 'The GPU device was lost: a test took it away.');
    onError(lost);
    return lost;
  };
  backend.submit = (...given) => {
    if (!lost && --left < 0) lose();
    return lost ? Promise.reject(lost) : submit(...given);
  };
  const read = backend.read.bind(backend);
  backend.read = (matrix) => (lost ? Promise.reject(lost) : read(matrix));
  return (submissions) => {
    left = submissions;
    if (left === 0) lose();
  };
}

/** Figures that are the same in every training: all but the times. */
export function comparable(records: readonly IterationRecord[]): unknown[] {
  return records.map(({ elapsedMs: _, cost, ...rest }) => ({
    ...rest,
    cost: { ...cost, deviceMs: 0 },
  }));
}

/** The curves of a race that nothing interrupted. */
export async function undisturbed(): Promise<Map<string, unknown[]>> {
  const visit = new Visit(memoryCheckpoints());
  await visit.prepare();
  await visit.session.run();
  await visit.end();
  return new Map([...visit.curves()].map(([run, records]) => [run, comparable(records)]));
}
