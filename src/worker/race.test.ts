import { describe, expect, it } from 'vitest';
import { toyProblem } from '../../test/support/toyProblem.ts';
import { CpuBackend } from '../backend/cpu/cpuBackend.ts';
import type { AlternatingAlgorithm } from '../model/algorithms.ts';
import { DeviceLostError } from '../model/errors.ts';
import type { StopRules } from '../model/hyperparameters.ts';
import { AlternatingMinimisation } from '../optimiser/dlam.ts';
import { initialWeights } from '../optimiser/initialWeights.ts';
import type { TrainerEvent } from './protocol.ts';
import { Race } from './race.ts';
import { RaceRun } from './raceRun.ts';

const shape = { widths: [6, 8, 4], activation: 'relu', bias: true } as const;
const weights = initialWeights(shape, { seed: 1, weights: { kind: 'he' }, output: 'forward' });
const rules: StopRules = {
  iterations: 40,
  relativeChange: null,
  seconds: null,
  targetAccuracy: null,
};

async function createRun(
  backend: CpuBackend,
  algorithm: AlternatingAlgorithm,
  stop: StopRules,
  rho = 0.1,
) {
  const optimiser = await AlternatingMinimisation.create(
    backend,
    toyProblem(backend, shape.widths, shape.bias, 2, 1, 20),
    {
      shape,
      hyperparameters: {
        algorithm,
        loss: 'cross-entropy',
        regulariser: 'l2',
        lambda: [0.01, 0.01],
        rho: { kind: 'constant', initial: rho },
        epsilon: { kind: 'constant', initial: 0.01 },
        innerSteps: [1, 1],
        proxSolver: 'newton',
      },
      output: 'forward',
      evaluateEvery: 1,
    },
  );
  const summary = {
    id: algorithm,
    key: algorithm,
    algorithm,
    name: algorithm,
    common: { weights: '', data: '', order: '' },
    iterations: stop.iterations,
    seed: 1,
  };
  return { run: new RaceRun(summary, optimiser, stop), optimiser };
}

async function createRace(stop: StopRules = rules) {
  const backend = new CpuBackend();
  const events: TrainerEvent[] = [];
  const [first, second] = [
    await createRun(backend, 'mdlam', stop),
    await createRun(backend, 'dlam', stop),
  ];
  const race = new Race(7, [first.run, second.run], (event) => events.push(event));
  await race.start(() => weights);
  const iterations = (run: string) =>
    events.flatMap((event) =>
      event.kind === 'records' && event.run === run
        ? event.records.map(({ iteration }) => iteration)
        : [],
    );
  const lastState = (run: string) =>
    events.findLast((event) => event.kind === 'run-state' && event.run === run);
  return { race, events, iterations, lastState, first, second };
}

async function ended(race: Race): Promise<void> {
  while (race.runs.some((run) => !run.ended)) await new Promise((done) => setTimeout(done, 5));
}
const upTo = (count: number) => Array.from({ length: count + 1 }, (_, index) => index);

describe('Race', () => {
  it('brings every run to its end with every record once and in order', async () => {
    const { race, iterations, lastState, events } = await createRace();
    race.run();
    await ended(race);
    expect(iterations('mdlam')).toEqual(upTo(40));
    expect(iterations('dlam')).toEqual(upTo(40));
    for (const run of ['mdlam', 'dlam'])
      expect(lastState(run)).toMatchObject({ state: { kind: 'finished', reason: 'iterations' } });
    for (const event of events) if ('race' in event) expect(event.race).toBe(7);
  });

  it('pauses with nothing in flight, steps once, and goes on', async () => {
    const { race, iterations, lastState } = await createRace();
    race.run();
    await race.pause();
    const paused = iterations('mdlam').length;
    expect(paused).toBe((race.runs[0]?.submitted as number) + 1);
    expect(lastState('mdlam')).toMatchObject({ state: { kind: 'paused' } });
    await new Promise((done) => setTimeout(done, 30));
    expect(iterations('mdlam')).toHaveLength(paused);
    const before = iterations('dlam').length;
    await race.step();
    expect(iterations('mdlam')).toHaveLength(paused + 1);
    expect(iterations('dlam')).toHaveLength(before + 1);
    race.run();
    await ended(race);
    expect(iterations('mdlam')).toEqual(upTo(40));
  });

  it('trains one run alone while it rests, like in any other iteration', async () => {
    const { race, iterations, events } = await createRace();
    expect(await race.stepAlone('dlam')).toBe(1);
    expect([iterations('mdlam'), iterations('dlam')]).toEqual([[0], [0, 1]]);
    await race.step();
    expect(await race.stepAlone('dlam')).toBe(3);
    expect([iterations('mdlam'), iterations('dlam')]).toEqual([upTo(1), upTo(3)]);
    race.run();
    await ended(race);
    const { race: other, events: plain } = await createRace();
    other.run();
    await ended(other);
    const objectives = (of: readonly TrainerEvent[]) =>
      of.flatMap((event) =>
        event.kind === 'records' && event.run === 'dlam'
          ? event.records.map(({ objective }) => objective)
          : [],
      );
    expect(objectives(events)).toEqual(objectives(plain));
  });

  it('refuses to train one run alone while it runs, and a run that has ended', async () => {
    const { race, iterations } = await createRace({ ...rules, iterations: 2 });
    race.run();
    await expect(race.stepAlone('mdlam')).rejects.toThrow('The race is running: pause it');
    await race.pause();
    while (race.runs[0]?.wantsMore) await race.stepAlone('mdlam');
    await expect(race.stepAlone('mdlam')).rejects.toThrow(
      'mdlam has ended after iteration 2: reset the race',
    );
    expect(iterations('mdlam')).toEqual(upTo(2));
    expect(() => race.resting('adam')).toThrow('no run adam any more');
  });

  it('keeps the runs side by side', async () => {
    const { race, events } = await createRace();
    race.run();
    await ended(race);
    const progress = { mdlam: 0, dlam: 0 };
    for (const event of events)
      if (event.kind === 'records') {
        progress[event.run as AlternatingAlgorithm] = event.records.at(-1)?.iteration as number;
        expect(Math.abs(progress.mdlam - progress.dlam)).toBeLessThanOrEqual(128);
      }
  });

  it('ends a run by its target and lets the other go on', async () => {
    const { race, iterations, lastState } = await createRace({ ...rules, targetAccuracy: 0 });
    expect(iterations('mdlam')).toEqual([0]);
    expect(lastState('mdlam')).toMatchObject({
      state: { kind: 'finished', reason: 'target-accuracy' },
    });
    race.run();
    await ended(race);
    expect(iterations('mdlam')).toEqual([0]);
  });

  it('keeps the curve of a run that fails, says why, and lets the other finish', async () => {
    const { race, iterations, lastState, first } = await createRace();
    await race.step();
    first.optimiser.advance = () =>
      Promise.reject(new DeviceLostError('GPU', 'The GPU went away.'));
    race.run();
    await ended(race);
    expect(iterations('mdlam')).toEqual([0, 1]);
    expect(lastState('mdlam')).toMatchObject({
      state: {
        kind: 'failed',
        error: { name: 'DeviceLostError', label: 'GPU', message: 'The GPU went away.' },
      },
    });
    expect(iterations('dlam')).toEqual(upTo(40));
  });

  it('stops a run whose F is no number and names the iteration', async () => {
    const { race, lastState, first } = await createRace();
    const advance = first.optimiser.advance.bind(first.optimiser);
    first.optimiser.advance = async (count) => {
      const figures = await advance(count);
      return figures.map((figure) =>
        figure.iteration === 3 ? { ...figure, objective: Number.NaN } : figure,
      );
    };
    race.run();
    await ended(race);
    expect(lastState('mdlam')).toMatchObject({
      state: { kind: 'failed', error: { name: 'DivergenceError' } },
    });
    const state = lastState('mdlam');
    expect(
      state?.kind === 'run-state' && state.state.kind === 'failed' && state.state.error.message,
    ).toMatch(/after iteration 3/);
  });

  it('counts the time of a run without pauses', async () => {
    const { race, events } = await createRace();
    await race.step();
    await new Promise((done) => setTimeout(done, 150));
    await race.step();
    const times = events.flatMap((event) =>
      event.kind === 'records' ? event.records.map(({ elapsedMs }) => elapsedMs) : [],
    );
    expect(Math.max(...times)).toBeLessThan(140);
  });
});
