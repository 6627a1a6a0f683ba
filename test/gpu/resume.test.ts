import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { Algorithm } from '../../src/model/algorithms.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { stored } from '../support/snapshots.ts';
import { toyProblem } from '../support/toyProblem.ts';
import { openGpus } from './gpus.ts';

const WIDTHS = [13, 11, 7, 4] as const;
const [AT, LAST] = [12, 20];

async function create(backend: Backend, algorithm: Algorithm) {
  const settings: Settings = {
    ...INITIAL_SETTINGS,
    hidden: WIDTHS.slice(1, -1),
    lambda: [0.1],
    epsilon: 1,
    evaluateEvery: 4,
  };
  const problem = toyProblem(backend, WIDTHS, settings.bias, 2, 1, 67);
  const data = { featureCount: WIDTHS[0], classCount: WIDTHS[3] };
  return createRun(backend, problem, settings, algorithm, data);
}

describe('a run that is resumed on the GPU', () => {
  const gpus = openGpus();

  it.each(['mdlam', 'dlam', 'dladmm', 'adam'] as const)(
    '%s goes on within 1e-5 of the run that never stopped; on the CPU within float32',
    async (algorithm) => {
      const { backend } = gpus(null);
      const whole = await create(backend, algorithm);
      await whole.optimiser.start(whole.weights);
      const expected = (await whole.optimiser.advance(LAST)).slice(AT);
      const first = await create(backend, algorithm);
      await first.optimiser.start(first.weights);
      await first.optimiser.advance(AT);
      const snapshot = await stored(first.optimiser.snapshot());
      for (const [engine, bound] of [
        [backend, 1e-5],
        [new CpuBackend(), 1e-3],
      ] as const) {
        const second = await create(engine, algorithm);
        await second.optimiser.resume(snapshot);
        const figures = await second.optimiser.advance(LAST - AT);
        figures.forEach(({ iteration, objective }, index) => {
          const wanted = expected[index];
          expect(iteration).toBe(wanted?.iteration);
          expect(Math.abs(objective / (wanted?.objective as number) - 1)).toBeLessThan(bound);
        });
        second.optimiser.dispose();
      }
      whole.optimiser.dispose();
      first.optimiser.dispose();
    },
  );

  it('goes on on the GPU from what the CPU left', async () => {
    const { backend } = gpus(null);
    const reference = await create(new CpuBackend(), 'mdlam');
    await reference.optimiser.start(reference.weights);
    await reference.optimiser.advance(AT);
    const run = await create(backend, 'mdlam');
    await run.optimiser.resume(await stored(reference.optimiser.snapshot(), true));
    const [expected, figures] = [
      await reference.optimiser.advance(4),
      await run.optimiser.advance(4),
    ];
    figures.forEach(({ objective }, index) => {
      expect(Math.abs(objective / (expected[index]?.objective as number) - 1)).toBeLessThan(1e-4);
    });
    run.optimiser.dispose();
  });
});
