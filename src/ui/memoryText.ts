import { formatMebibytes } from '../model/mebibytes.ts';
import type { MemoryEstimate } from '../model/memoryEstimate.ts';
import { SETTINGS } from '../settings/settings.ts';

/** Why a race is not prepared; null where it can be. */
export function tooLarge(memory: MemoryEstimate | null): string | null {
  return memory?.refusal?.message ?? null;
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
