import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { MONOTONE_CASES, rises, runMonotoneCase } from '../support/monotonicity.ts';

/** Rounding of the two sums that are compared. */
const ROUNDING = 1e-13;

describe('Lemma 1: mDLAM never raises F at a fixed ε (float64 engine)', () => {
  it.each(MONOTONE_CASES)(
    '$activation, ρ = $rho, ε = $epsilon, $loss, $regulariser, inputs × $inputScale',
    async (monotone) => {
      const records = await runMonotoneCase(new CpuBackend(), monotone, 'mdlam', 200);
      expect(records).toHaveLength(201);
      expect(rises(records, ROUNDING)).toEqual([]);
      expect(records.at(-1)?.objective).toBeLessThan(records[0]?.objective as number);
    },
  );

  it('is not a property of DLAM, whose steps do raise F', async () => {
    const counts = await Promise.all(
      MONOTONE_CASES.map(
        async (monotone) =>
          rises(await runMonotoneCase(new CpuBackend(), monotone, 'dlam', 200), ROUNDING).length,
      ),
    );
    expect(Math.max(...counts)).toBeGreaterThan(0);
  });
});
