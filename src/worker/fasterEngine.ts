import type { ByteCache } from '../data/byteCache.ts';
import { VERSION } from '../model/version.ts';
import type { Engine } from './engine.ts';
import { measurementMemory } from './measurementMemory.ts';
import { productRate } from './productRate.ts';
import type { EngineComparison } from './protocol.ts';

/** What the choice needs from outside. */
export interface Surroundings {
  /** Opens the other engine; its code is fetched for it. */
  readonly openCpu: () => Promise<Engine>;
  /** Keeps the figures, so that they are measured once. */
  readonly cache: ByteCache;
  /** Floating-point operations a second. */
  readonly rate?: (backend: Engine['backend']) => Promise<number>;
}

/** To be raised when an engine becomes faster: what was measured before does not hold then, as for another adapter. */
const ENGINES_VERSION = 2;

function cacheName(adapter: string): string {
  return `engine speeds ${VERSION}.${ENGINES_VERSION} ${adapter}`;
}

async function recall(cache: ByteCache, adapter: string): Promise<EngineComparison | null> {
  // This browser may keep nothing.
  const found = await measurementMemory(cache)
    .read(cacheName(adapter))
    .catch(() => null);
  const { gpu, cpu } = (found ?? {}) as Readonly<Record<string, unknown>>;
  return typeof gpu === 'number' && typeof cpu === 'number' ? { adapter, gpu, cpu } : null;
}

async function compare(
  gpu: Engine,
  cpu: Engine,
  { cache, rate = productRate }: Surroundings,
): Promise<EngineComparison> {
  const adapter = gpu.device.description;
  // One after the other: they share the processor.
  const onGpu = await rate(gpu.backend);
  const comparison = { adapter, gpu: onGpu, cpu: await rate(cpu.backend) };
  await measurementMemory(cache)
    .write(cacheName(adapter), comparison)
    .catch(() => undefined);
  return comparison;
}

function withComparison(engine: Engine, comparison: EngineComparison): Engine {
  return { ...engine, device: { ...engine.device, comparison } };
}

/**
 * The faster of the two engines where the GPU's adapter is software, as a product on both of them tells; the other one is
 * closed. It stays with the GPU's where they cannot be compared.
 */
export async function fasterEngine(gpu: Engine, around: Surroundings): Promise<Engine> {
  try {
    const known = await recall(around.cache, gpu.device.description);
    if (known && known.gpu >= known.cpu) return withComparison(gpu, known);
    const cpu = await around.openCpu();
    const comparison = known ?? (await compare(gpu, cpu, around));
    const [chosen, other] = comparison.gpu >= comparison.cpu ? [gpu, cpu] : [cpu, gpu];
    other.close();
    return withComparison(chosen, comparison);
  } catch {
    // The other engine's code could not be fetched, or the device is gone, which its next user will say.
    return gpu;
  }
}
