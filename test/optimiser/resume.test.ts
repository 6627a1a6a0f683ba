import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { ALGORITHMS, type Algorithm } from '../../src/model/algorithms.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { stored } from '../support/snapshots.ts';
import { toyProblem } from '../support/toyProblem.ts';

const WIDTHS = [9, 8, 7, 4] as const;

async function create(algorithm: Algorithm, changes: Partial<Settings>) {
  const backend = new CpuBackend();
  const settings: Settings = {
    ...INITIAL_SETTINGS,
    hidden: WIDTHS.slice(1, -1),
    lambda: [0.1],
    epsilonSchedule: 'restarted-geometric',
    epsilonPeriod: 5,
    epsilon: 1,
    iterations: 100,
    evaluateEvery: 3,
    ...changes,
  };
  const problem = toyProblem(backend, WIDTHS, settings.bias, 2, 1, 41);
  const data = { featureCount: WIDTHS[0], classCount: WIDTHS[3] };
  return createRun(backend, problem, settings, algorithm, data);
}

/** Device times are never the same twice. */
function untimed(records: readonly IterationFigures[]) {
  return records.map((record) => ({ ...record, cost: { ...record.cost, deviceMs: 0 } }));
}

/** Trains to iteration `last`, once without a stop and once through a snapshot at `at`. */
async function compare(algorithm: Algorithm, changes: Partial<Settings>, at: number, last: number) {
  const whole = await create(algorithm, changes);
  await whole.optimiser.start(whole.weights);
  const expected = await whole.optimiser.advance(last);
  const first = await create(algorithm, changes);
  const former = [
    await first.optimiser.start(first.weights),
    ...(await first.optimiser.advance(at)),
  ];
  const second = await create(algorithm, changes);
  const there = await second.optimiser.resume(await stored(first.optimiser.snapshot()));
  expect(there.iteration).toBe(at);
  expect(there.cost).toEqual(former.at(-1)?.cost);
  if (there.split) expect(there.objective).toBe(former.at(-1)?.objective);
  expect(second.optimiser.iteration).toBe(at);
  expect(untimed(await second.optimiser.advance(last - at))).toEqual(untimed(expected.slice(at)));
  expect(await second.optimiser.weights()).toEqual(await whole.optimiser.weights());
  return { first, second };
}

describe('a run that is resumed from a snapshot', () => {
  it.each(ALGORITHMS)('%s goes on bit for bit', async (algorithm) => {
    await compare(algorithm, {}, 11, 20);
    await compare(algorithm, { batchSize: 12, bias: false, regulariser: 'l1' }, 7, 12);
  });

  const splitting: readonly Partial<Settings>[] = [
    { activation: 'tanh', epsilonSchedule: 'geometric' },
    { activation: 'sigmoid', loss: 'least-squares', regulariser: 'none' },
    { activation: 'leaky-relu', innerSteps: [3, 1, 2], rhoSchedule: 'geometric' },
    { proxSolver: 'fista', output: 'signed-labels', bias: false },
  ];
  it.each(['mdlam', 'dlam'] as const)('%s does with every option', async (algorithm) => {
    for (const changes of splitting) await compare(algorithm, changes, 9, 14);
  });

  it.each([31, 32, 33])('goes on across what is formed anew, from iteration %i', async (at) => {
    await compare('mdlam', {}, at, 36);
    await compare('dladmm', {}, at, 36);
  });

  it('can be resumed at its start, and again from where it was resumed', async () => {
    await compare('mdlam', {}, 0, 4);
    const { second } = await compare('adam', {}, 5, 9);
    const third = await create('adam', {});
    await third.optimiser.resume(await stored(second.optimiser.snapshot()));
    expect(untimed(await third.optimiser.advance(3))).toEqual(
      untimed(await second.optimiser.advance(3)),
    );
  });

  it('refuses a snapshot of another network or method', async () => {
    const small = await create('mdlam', {});
    await small.optimiser.start(small.weights);
    const snapshot = await stored(small.optimiser.snapshot());
    const noBias = await create('mdlam', { bias: false });
    await expect(noBias.optimiser.resume(snapshot)).rejects.toThrow(
      /stored state has 80 values for W1, which holds 8×9/,
    );
    const adam = await create('adam', {});
    await expect(adam.optimiser.resume(snapshot)).rejects.toThrow(/does not say “updates”/);
    const dladmm = await create('dladmm', {});
    await expect(dladmm.optimiser.resume(snapshot)).rejects.toThrow(/has 0 values for P1/);
  });
});
