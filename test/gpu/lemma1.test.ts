import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { BY_THREAD } from '../../src/backend/gpu/productPlan.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { createMonotoneRun, MONOTONE_CASES, rises } from '../support/monotonicity.ts';
import { variables } from '../support/variables.ts';
import { openTestDevice } from './device.ts';

/** F is read as a float32 number: two roundings of it, and the share that the accept test lets pass. */
const READING = 2 * 2 ** -24 + 2 ** -22;
/** What an accepted step may add to the float64 F. */
const LARGEST_RISE = 1e-6;
const ITERATIONS = 200;
/** Iterations whose states float64 judges: more where ρ is small and mDLAM therefore rejects more. */
const judgedIterations = (rho: number) => (rho < 0.01 ? 120 : 40);

describe('Lemma 1: mDLAM never raises F at a fixed ε (GPU)', () => {
  let context: GpuContext;
  let backend: Backend;
  beforeAll(async () => {
    context = await openTestDevice();
    backend = createGpuBackend(context, { products: BY_THREAD });
  });
  afterAll(() => {
    backend.dispose();
    context.close();
  });

  let rejected = 0;
  it.each(MONOTONE_CASES)(
    'nor the float64 F of the same states, and rejects nothing that float64 would not: $activation, ρ = $rho, ε = $epsilon, $loss, $regulariser, inputs × $inputScale',
    async (monotone) => {
      const { run, first } = await createMonotoneRun(backend, monotone, 'mdlam');
      const { run: judge } = await createMonotoneRun(new CpuBackend(), monotone, 'mdlam');
      const records = [first];
      let former = (await judge.restore(variables(await run.state()))).objective;
      const judged = judgedIterations(monotone.rho);
      for (let k = 1; k <= judged; k++) {
        const [wanted] = await judge.advance(1);
        const [figures] = (await run.advance(1)) as [IterationFigures];
        records.push(figures);
        const { objective } = await judge.restore(variables(await run.state()));
        expect(objective, `F after iteration ${k}`).toBeLessThanOrEqual(
          former * (1 + LARGEST_RISE),
        );
        former = objective;
        const raised = figures.dlam?.raised ?? [];
        rejected += raised.length;
        expect(wanted?.dlam?.raised, `rejections in iteration ${k}`).toEqual(
          expect.arrayContaining([...raised]),
        );
      }
      records.push(...(await run.advance(ITERATIONS - judged)));
      run.dispose();
      expect(records).toHaveLength(ITERATIONS + 1);
      expect(rises(records, READING)).toEqual([]);
      expect(records.at(-1)?.objective).toBeLessThan(first.objective);
    },
  );

  it('had rejections to compare', () => {
    expect(rejected).toBeGreaterThan(5);
  });
});
