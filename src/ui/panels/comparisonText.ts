import { UNNAMED_ADAPTER } from '../../model/unnamedAdapter.ts';
import type { DeviceSummary } from '../../worker/protocol.ts';

function rate(flopsPerSecond: number): string {
  return (flopsPerSecond / 1e9).toPrecision(2);
}

/** Their proper names: adapters call themselves "google swiftshader" and the like. */
const NAMES = ['SwiftShader', 'llvmpipe', 'lavapipe'] as const;

/** Why this engine computes where the GPU is software; null where there was nothing to choose. */
export function comparisonText({ engine, comparison }: DeviceSummary): string | null {
  if (!comparison) return null;
  const { adapter, gpu, cpu } = comparison;
  const name = NAMES.find((proper) => adapter.toLowerCase().includes(proper.toLowerCase()));
  const called = adapter === UNNAMED_ADAPTER ? '' : ` (${name ?? adapter})`;
  const used = engine === 'gpu' ? 'WebGPU is used' : 'the CPU engine is used';
  return `This browser computes WebGPU in software${called}: ${rate(gpu)} GFLOP/s against ${rate(cpu)} of the CPU engine, so ${used}.`;
}
