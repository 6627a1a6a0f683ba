import { totalmem } from 'node:os';
import type { Command } from 'commander';
import { MemoryGuard } from '../src/training/memoryGuard.ts';

/** The system, Node and the data themselves need the rest. */
const SHARE = 3 / 4;

/** Bytes that a run may take where its engine computes in the machine's own memory: a guess. */
export function hostMemory(): number {
  return SHARE * totalmem();
}

/** Says how a refusal that rests on a guess is overruled. */
export const OVERRULED = 'To try it all the same, add --allow-memory.';

export interface MemoryFlags {
  readonly allowMemory?: boolean;
}

export function addMemoryOption(command: Command): Command {
  return command.option(
    '--allow-memory',
    'Train even where this machine seems to have too little memory.',
  );
}

export function memoryGuard({ allowMemory = false }: MemoryFlags): MemoryGuard {
  const guard = new MemoryGuard();
  if (allowMemory) guard.allow(Number.POSITIVE_INFINITY);
  return guard;
}
