import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DatasetFormatError } from '../../src/model/errors.ts';
import { DATASET_TARGETS } from './datasetTargets.ts';
import { judge, type Outcome, type Target } from './judge.ts';
import { mutated, mutation } from './mutation.ts';
import { RECORD_TARGETS } from './recordTargets.ts';

const TARGETS = [...DATASET_TARGETS, ...RECORD_TARGETS];
/** Of each target; together more than fifteen thousand. */
const INPUTS = 1000;
const SEED = 20_261_128;
const MINUTES = 60_000;

const counts = new Map<string, Record<Outcome, number>>();

/** A valid file and what is done to it, from which fast-check finds the least that still fails; or one from a grammar. */
function craftedFor({ seeds, grammar }: Target): fc.Arbitrary<Uint8Array> {
  const changed = fc
    .tuple(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 4 }))
    .map(([seed, changes]) =>
      changes.reduce((bytes, change) => mutated(bytes, change, seeds), seed),
    );
  return grammar ? fc.oneof({ weight: 3, arbitrary: changed }, grammar) : changed;
}

async function fuzz(target: Target, numRuns: number): Promise<Record<Outcome, number>> {
  const count = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(craftedFor(target), async (input) => {
      count[await judge(target, input)]++;
    }),
    { seed: SEED, numRuns },
  );
  return count;
}

describe('whatever is read of any origin', () => {
  it.each(TARGETS.map((target) => [target.name, target] as const))(
    'is accepted and sound, or refused in words: %s',
    async (name, target) => {
      for (const seed of target.seeds) {
        const outcome = await judge(target, seed);
        if (name !== 'any file' && name !== 'gzip')
          expect(outcome, 'a valid input').toBe('accepted');
      }
      counts.set(name, await fuzz(target, INPUTS));
    },
    MINUTES,
  );

  afterAll(() => {
    const lines = [...counts].map(
      ([name, { accepted, refused }]) =>
        `${name.padEnd(16)} ${accepted + refused} inputs: ${accepted} accepted, ${refused} refused`,
    );
    const total = [...counts.values()].reduce((sum, one) => sum + one.accepted + one.refused, 0);
    console.log([...lines, `${total} inputs in all`].join('\n'));
  });

  it('are fifteen thousand inputs at least, of which every target takes some and refuses some', () => {
    let total = 0;
    for (const [name, { accepted, refused }] of counts) {
      expect(accepted, `${name}: accepted`).toBeGreaterThan(0);
      expect(refused, `${name}: refused`).toBeGreaterThan(0);
      total += accepted + refused;
    }
    expect(total).toBeGreaterThanOrEqual(15_000);
  });
});

describe('the harness fails', () => {
  const seeds = [new TextEncoder().encode('{"shape":[2,3],"a":1}')];
  const parse = (input: Uint8Array) => {
    try {
      return JSON.parse(new TextDecoder().decode(input));
    } catch (cause) {
      throw new DatasetFormatError('f', 'f: it is no JSON. Mend it.', { cause });
    }
  };
  const broken: readonly [string, RegExp, Target['read']][] = [
    ['throws an error of another kind', /threw SyntaxError/, (input) => JSON.parse(`${input}`)],
    [
      'believes a size that it reads',
      /threw RangeError|took \d+ bytes/,
      (input) => new Uint8Array(Number(parse(input)?.shape?.[0] ?? 0)),
    ],
    [
      'merges what it reads into objects',
      /changed Object\.prototype/,
      (input) => {
        const merge = (to: Record<string, unknown>, from: object): object => {
          for (const [key, value] of Object.entries(from))
            if (typeof value === 'object' && value !== null) {
              const inner = to[key] ?? {};
              to[key] = merge(inner as Record<string, unknown>, value);
            } else to[key] = value;
          return to;
        };
        const value = parse(input);
        return merge({}, typeof value === 'object' && value !== null ? value : {});
      },
    ],
    [
      'repeats what it cannot show',
      /said what cannot be seen/,
      (input) => {
        parse(input);
        const error = new DatasetFormatError('f', '');
        error.message = `f: it is \u202e. Mend it.`;
        throw error;
      },
    ],
    [
      'takes what is wrong',
      /expected/,
      (input) => expect(typeof parse(input)?.a, 'a number').toBe('number'),
    ],
  ];
  it.each(broken)('for a parser that %s', async (_, words, read) => {
    const target: Target = { name: 'broken', seeds, read };
    const failure = await fuzz(target, 8000).catch((error: unknown) => error as Error);
    expect(failure, 'it failed').toBeInstanceOf(Error);
    const cause = (failure as Error).cause as Error | undefined;
    expect(`${(failure as Error).message} ${cause?.message ?? ''}`).toMatch(words);
    Reflect.deleteProperty(Object.prototype, 'polluted');
  });
});
