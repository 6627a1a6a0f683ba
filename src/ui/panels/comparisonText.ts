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
  const name = NAMES.find((known) => adapter.toLowerCase().includes(known.toLowerCase()));
  const used = engine === 'gpu' ? 'WebGPU is used' : 'the CPU engine is used';
  return `This browser computes WebGPU in software (${name ?? adapter}): ${rate(gpu)} GFLOP/s against ${rate(cpu)} of the CPU engine, so ${used}.`;
}
