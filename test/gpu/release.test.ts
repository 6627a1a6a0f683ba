import { expect, it, vi } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { ScalarStore } from '../../src/backend/gpu/scalars.ts';
import { MONOTONE_CASES, type MonotoneCase, runMonotoneCase } from '../support/monotonicity.ts';
import { openTestDevice } from './device.ts';

it('a run that is over leaves no scalar behind but constants', async () => {
  const context = await openTestDevice();
  const backend = createGpuBackend(context);
  const { scalars } = backend as unknown as { readonly scalars: ScalarStore };
  const constant = vi.spyOn(scalars, 'constant');
  const inUse: number[] = [];
  for (let run = 0; run < 4; run++) {
    await runMonotoneCase(backend, MONOTONE_CASES[2] as MonotoneCase, 'mdlam', 1);
    inUse.push(scalars.inUse);
  }
  // Equal values share a slot.
  const constants = new Set(constant.mock.calls.map(([value]) => Math.fround(value)));
  expect(inUse[0]).toBe(constants.size);
  expect(new Set(inUse).size).toBe(1);
  backend.dispose();
  context.close();
});
