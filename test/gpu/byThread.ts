import type { ProductChoice } from '../../src/backend/gpu/productPlan.ts';
import type { MeasurementMemory } from '../../src/backend/gpu/productTuner.ts';

/** SwiftShader compiles this kernel in a third of the time of the one by quads, which iteration.test.ts has all through. */
export const BY_THREAD: ProductChoice = { kind: 'threads', share: 1 };

/** In place of src/worker/measurementMemory.ts: an earlier visit measured. To do so takes SwiftShader five seconds a device. */
export const measuredBefore = {
  measurementMemory: (): MeasurementMemory => ({
    read: async () => BY_THREAD,
    write: async () => undefined,
  }),
};
