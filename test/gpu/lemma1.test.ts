import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import {
  createMonotoneRun,
  MONOTONE_CASES,
  rises,
  runMonotoneCase,
} from '../support/monotonicity.ts';
import { openTestDevice } from './device.ts';

/** F is read as a float32 number: two roundings of it, and the share that the accept test lets pass. */
const READING = 2 * 2 ** -24 + 2 ** -22;
/** What an accepted step may add to the float64 F. */
const LARGEST_RISE = 1e-6;
const ITERATIONS = 200;

describe('Lemma 1: mDLAM never raises F at a fixed ε (GPU)', () => {
  let context: GpuContext;
  let backend: Backend;
  beforeAll(async () => {
    context = await openTestDevice();
    backend = createGpuBackend(context);
  });
  afterAll(() => {
    backend.dispose();
    context.device.destroy();
  });

  it.each(MONOTONE_CASES)(
    '$activation, ρ = $rho, ε = $epsilon, $loss, $regulariser, inputs × $inputScale',
    async (monotone) => {
      const records = await runMonotoneCase(backend, monotone, 'mdlam', ITERATIONS);
      expect(records).toHaveLength(ITERATIONS + 1);
      expect(rises(records, READING)).toEqual([]);
      expect(records.at(-1)?.objective).toBeLessThan(records[0]?.objective as number);
    },
  );

  it.each(MONOTONE_CASES.filter((_, index) => index % 3 === 0))(
    'holds for the float64 F of the same states: $activation, ρ = $rho',
    async (monotone) => {
      const { run } = await createMonotoneRun(backend, monotone, 'mdlam');
      const { run: judge } = await createMonotoneRun(new CpuBackend(), monotone, 'mdlam');
      const objectives: number[] = [];
      for (let k = 0; k <= 40; k++) {
        if (k > 0) await run.advance(1);
        const { objective } = await judge.restore(await run.state());
        objectives.push(objective);
      }
      objectives.slice(1).forEach((objective, k) => {
        const former = objectives[k] as number;
        expect(objective, `F after iteration ${k + 1}`).toBeLessThanOrEqual(
          former * (1 + LARGEST_RISE),
        );
      });
      run.dispose();
    },
  );
});
