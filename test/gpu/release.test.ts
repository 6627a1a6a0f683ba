import { expect, it } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { ScalarStore } from '../../src/backend/gpu/scalars.ts';
import { MONOTONE_CASES, type MonotoneCase, runMonotoneCase } from '../support/monotonicity.ts';
import { openTestDevice } from './device.ts';

it('a run that is over leaves no scalar behind but constants', async () => {
  const context = await openTestDevice();
  const backend = createGpuBackend(context);
  const { scalars } = backend as unknown as { readonly scalars: ScalarStore };
  const inUse: number[] = [];
  for (let run = 0; run < 4; run++) {
    await runMonotoneCase(backend, MONOTONE_CASES[2] as MonotoneCase, 'mdlam', 1);
    inUse.push(scalars.inUse);
  }
  // Of constants a run has some dozens, of scalars of its own hundreds.
  expect(inUse[0]).toBeLessThan(100);
  expect(new Set(inUse).size).toBe(1);
  backend.dispose();
  context.close();
});
