import type { MeasurementMemory } from '../backend/gpu/productTuner.ts';
import type { ByteCache } from '../data/byteCache.ts';

/** Measurements as JSON among the files that are kept; where nothing can be kept, `read` and `write` reject. */
export function measurementMemory(cache: ByteCache): MeasurementMemory {
  return {
    read: async (key) => {
      const bytes = await cache.read(key);
      return bytes && JSON.parse(new TextDecoder().decode(bytes));
    },
    write: (key, value) => cache.write(key, new TextEncoder().encode(JSON.stringify(value))),
  };
}
