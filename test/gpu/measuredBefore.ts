import { BY_THREAD } from '../../src/backend/gpu/productPlan.ts';
import type { MeasurementMemory } from '../../src/backend/gpu/productTuner.ts';

/**
 * In place of src/worker/measurementMemory.ts: an earlier visit measured, which takes SwiftShader five seconds a device. It
 * compiles products by thread in a third of the time of those by quads, which iteration.test.ts has all through.
 */
export const measuredBefore = {
  measurementMemory: (): MeasurementMemory => ({
    read: async () => BY_THREAD,
    write: async () => undefined,
  }),
};
