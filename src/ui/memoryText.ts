import { SETTINGS } from '../settings/settings.ts';
import type { MemoryEstimate } from '../worker/protocol.ts';
import { formatMebibytes } from './format.ts';

/** Why a race cannot be prepared on the device at all; null where it can. */
export function tooLarge(memory: MemoryEstimate | null): string | null {
  if (!memory || memory.allowed === null || memory.largest.bytes <= memory.allowed) return null;
  const { largest, allowed } = memory;
  return `This race needs ${formatMebibytes(largest.bytes)} in one buffer (${largest.label}), and this GPU allows ${formatMebibytes(allowed)}. Use narrower layers or fewer samples.`;
}

/** What a race needs, in one sentence; `software` where the GPU is none and has no memory of its own. */
export function memoryText({ engine, total, largest, allowed }: MemoryEstimate, software: boolean) {
  const where = engine === 'gpu' && !software ? 'on the GPU' : 'of memory';
  const buffer =
    allowed === null
      ? ''
      : ` (largest buffer ${formatMebibytes(largest.bytes)} of ${formatMebibytes(allowed)} allowed)`;
  return `Needs ${formatMebibytes(total)} ${where}${buffer}.`;
}

/** Who needs it: the parts add up to the whole. */
export function memoryParts({
  data,
  shared,
  runs,
}: MemoryEstimate): readonly (readonly [name: string, size: string])[] {
  const { control } = SETTINGS.algorithms;
  const names: Readonly<Record<string, string>> = control.kind === 'choices' ? control.names : {};
  return [
    ['Training and test samples', formatMebibytes(data)],
    ['Working memory of all runs', formatMebibytes(shared)],
    ...runs.map(
      ({ algorithm, bytes }) => [names[algorithm] ?? algorithm, formatMebibytes(bytes)] as const,
    ),
  ];
}
