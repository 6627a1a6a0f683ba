import type { DeviceSummary } from '../../worker/protocol.ts';

function rate(flopsPerSecond: number): string {
  return (flopsPerSecond / 1e9).toPrecision(2);
}

/** Why this engine computes where the GPU is software; null where there was nothing to choose. */
export function comparisonText({ engine, comparison }: DeviceSummary): string | null {
  if (!comparison) return null;
  const { adapter, gpu, cpu } = comparison;
  const used = engine === 'gpu' ? 'WebGPU is used' : 'the CPU engine is used';
  return `This browser computes WebGPU in software (${adapter}): ${rate(gpu)} GFLOP/s against ${rate(cpu)} of the CPU engine, so ${used}.`;
}
