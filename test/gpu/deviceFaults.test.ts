/** Real devices that are destroyed while a race trains on them: test/faults strikes a CPU engine that pretends. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import type { IterationRecord } from '../../src/model/iterationRecord.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import type { TrainerEvent } from '../../src/worker/protocol.ts';
import { TrainerSession } from '../../src/worker/trainerSession.ts';
import { memoryCheckpoints } from '../support/memoryCheckpoints.ts';
import { testGpu } from './testGpu.ts';

vi.mock(
  '../../src/worker/measurementMemory.ts',
  async () => (await import('./measuredBefore.ts')).measuredBefore,
);

const REPETITIONS = 5;
const settings: Settings = {
  ...INITIAL_SETTINGS,
  dataset: 'synthetic',
  engine: 'gpu',
  trainCount: 60,
  testCount: 30,
  hidden: [8],
  lambda: [0.1],
  algorithms: ['mdlam', 'adam', 'dladmm'],
  iterations: 20,
};
/** A run that was put away forms some sums anew. */
const AGREEMENT = 1e-5;

let newest: GPUDevice | null = null;

async function watchedAdapter(options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> {
  const adapter = await testGpu().requestAdapter(options);
  if (!adapter) return null;
  const request = adapter.requestDevice.bind(adapter);
  adapter.requestDevice = async (descriptor) => {
    newest = await request(descriptor);
    return newest;
  };
  return adapter;
}

/** A session, and what its page would have of the newest race. */
class Visit {
  readonly session: TrainerSession;
  readonly said: string[] = [];
  #race = 0;
  #curves = new Map<string, IterationRecord[]>();
  #ended = new Set<string>();
  /** Called after every batch with how far mDLAM has come. */
  watch: (iteration: number) => void = () => undefined;

  constructor() {
    const pace = { first: 0, interval: 0, share: 1 };
    this.session = new TrainerSession('http://nowhere.invalid/', { ...memoryCheckpoints(), pace });
    void this.session.subscribe((events) => {
      for (const event of events) this.#hear(event);
      this.watch(this.curve('mdlam').at(-1)?.iteration ?? 0);
    });
  }

  curve(run: string): readonly IterationRecord[] {
    return this.#curves.get(run) ?? [];
  }

  async end(): Promise<void> {
    while (this.#ended.size < settings.algorithms.length)
      await new Promise((resolve) => setTimeout(resolve, 1));
  }

  #hear(event: TrainerEvent): void {
    if (event.kind === 'fault') this.said.push(event.error.message);
    if (!('race' in event)) return;
    if (event.race > this.#race) {
      this.#race = event.race;
      this.#curves = new Map();
      this.#ended = new Set();
    }
    if (event.kind === 'records')
      this.#curves.set(event.run, [...this.curve(event.run), ...event.records]);
    else if (['finished', 'failed'].includes(event.state.kind)) this.#ended.add(event.run);
  }
}

/** As far as both have come; a curve always begins at its start. */
function expectSame(visit: Visit, expected: Visit, whole: boolean): void {
  for (const run of settings.algorithms) {
    const [curve, wanted] = [visit.curve(run), expected.curve(run)];
    if (whole) expect(curve.length, run).toBe(wanted.length);
    for (const [index, { iteration, objective }] of curve.entries()) {
      expect(iteration).toBe(index);
      const deviation = Math.abs(objective / (wanted[index]?.objective as number) - 1);
      expect(deviation, `${run} at ${iteration}`).toBeLessThan(AGREEMENT);
    }
  }
}

describe('a race whose device is destroyed', () => {
  const expected = new Visit();
  beforeAll(async () => {
    vi.stubGlobal('navigator', { gpu: { requestAdapter: watchedAdapter } });
    await expected.session.loadData(settings, []);
    await expected.session.prepareRace(settings, null);
    await expected.session.run();
    await expected.end();
  }, 300_000);
  afterAll(() => vi.unstubAllGlobals());

  test(`keeps its curves, says so, and goes on on a new device, ${REPETITIONS} times`, async () => {
    const random = Random.fromSeed(3);
    const struckAt: number[] = [];
    while (struckAt.length < REPETITIONS) {
      const visit = new Visit();
      await visit.session.loadData(settings, []);
      await visit.session.prepareRace(settings, null);
      // It is put away once before, as any race is after three seconds.
      await visit.session.step();
      await visit.session.pause();
      const at = 1 + random.integer(settings.iterations - 1);
      visit.watch = (iteration) => {
        if (iteration < at) return;
        visit.watch = () => undefined;
        struckAt.push(iteration);
        newest?.destroy();
      };
      await visit.session.run();
      await visit.end();
      if (visit.said.length === 0) {
        // It was over before the device was.
        struckAt.pop();
        continue;
      }
      expect(visit.said).toEqual([
        expect.stringMatching(/^The GPU device was lost: .+ The curves up to here are kept\.$/),
      ]);
      expectSame(visit, expected, false);
      const interrupted = await visit.session.interruptedRace();
      await visit.session.resumeRace(interrupted?.id as string, 'gpu');
      await visit.session.run();
      await visit.end();
      expectSame(visit, expected, true);
    }
    console.log(`device destroyed: ${REPETITIONS} faults, after iterations ${struckAt.join(', ')}`);
  }, 600_000);
});
