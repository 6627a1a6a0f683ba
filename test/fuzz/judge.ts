import type fc from 'fast-check';
import { ConfigurationError, DatasetFormatError } from '../../src/model/errors.ts';

/** What hostile input is given to. */
export interface Target {
  readonly name: string;
  /** Valid inputs, which mutations begin with. */
  readonly seeds: readonly Uint8Array[];
  /** Inputs that are made from the rules of the format instead, where there are rules for them. */
  readonly grammar?: fc.Arbitrary<Uint8Array>;
  /**
   * Reads an input and checks what came of it: null where it was refused without an error, as what a browser stored is.
   * @throws a typed error where it refuses the input, and any other where the result is wrong.
   */
  readonly read: (input: Uint8Array) => unknown;
}

export type Outcome = 'accepted' | 'refused';

/** Far beyond what any input takes: it tells a hang from a busy machine. */
const LONGEST_MS = 20_000;
/** Array buffers that an input of some kilobytes may leave behind; V8 may not have collected those of earlier ones. */
const MOST_BYTES = 256 * 2 ** 20;
const LONGEST_MESSAGE = 4100;
const TYPES = [ConfigurationError, DatasetFormatError];
const NATIVE_KEYS = Reflect.ownKeys(Object.prototype).length;

/**
 * Whether a target took an input.
 * @throws Error that says what was wrong: an error of another kind, or one that nobody can read; a prototype that was
 * changed; too much time or memory; or what the target found wrong with the result.
 */
export async function judge({ name, read }: Target, input: Uint8Array): Promise<Outcome> {
  const start = performance.now();
  const before = process.memoryUsage().arrayBuffers;
  let outcome: Outcome = 'accepted';
  try {
    if ((await read(input)) === null) outcome = 'refused';
  } catch (error) {
    checkRefusal(name, error);
    outcome = 'refused';
  }
  const grown = process.memoryUsage().arrayBuffers - before;
  if (grown > MOST_BYTES) throw new Error(`${name} took ${grown} bytes of array buffers`);
  const elapsed = performance.now() - start;
  if (elapsed > LONGEST_MS) throw new Error(`${name} took ${elapsed} ms`);
  const isClean = Reflect.ownKeys(Object.prototype).length === NATIVE_KEYS && !('polluted' in {});
  if (!isClean) throw new Error(`${name} changed Object.prototype`);
  return outcome;
}

function checkRefusal(target: string, error: unknown): void {
  if (!TYPES.some((type) => error instanceof type))
    throw new Error(`${target} threw ${String(error)}`, { cause: error });
  const { label, message } = error as DatasetFormatError;
  if (message.length > LONGEST_MESSAGE)
    throw new Error(`${target} said ${message.length} characters`);
  if (/[^\P{C}\n\t]/u.test(message + label))
    throw new Error(`${target} said what cannot be seen: ${JSON.stringify(message)}`);
  if (!/[.…]$/.test(message)) throw new Error(`${target} ended in no sentence: ${message}`);
}
