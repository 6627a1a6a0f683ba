import type { JobEvent } from '../../scripts/mutants/job.ts';
import type { Mutant } from '../../scripts/mutants/mutants.ts';
import { kernels } from '../../src/backend/gpu/kernels.ts';
import type { MeasuredTest } from './baseline.ts';
import { withShader } from './mutatedKernels.ts';

/** A test on a mutant may take this long before the mutant counts as hung; and its usual duration so many times. */
const PATIENCE_MILLISECONDS = 15_000;
const PATIENCE_FACTOR = 20;

type Ended = Extract<JobEvent, { event: 'ended' }>;

/** Resolves to 'hung' where the test does not come back; a failure is "failed". */
function outcomeOf(test: MeasuredTest): Promise<'passed' | 'failed' | 'hung'> {
  return new Promise((resolve) => {
    const patience = PATIENCE_MILLISECONDS + PATIENCE_FACTOR * test.milliseconds;
    const timer = setTimeout(() => resolve('hung'), patience);
    test
      .run()
      .then(
        () => resolve('passed'),
        () => resolve('failed'),
      )
      .finally(() => clearTimeout(timer));
  });
}

/** Ends this process at once, whatever its GPU does; `npm run mutants` starts the next. */
function endProcess(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
}

/** Tries mutants, quick and successful tests first. */
export class Verdicts {
  readonly #tests: readonly MeasuredTest[];
  readonly #kills = new Map<string, number>();
  #tried = 0;

  constructor(tests: readonly MeasuredTest[]) {
    this.#tests = tests.toSorted((a, b) => a.milliseconds - b.milliseconds);
  }

  /** What becomes of a mutant; `write` keeps a verdict after which this process cannot go on. */
  async on(mutant: Mutant, original: string, write: (event: Ended) => void): Promise<Ended> {
    const begin = performance.now();
    this.#tried += 1;
    const ended = (outcome: Ended['outcome'], test: string | null): Ended => {
      const seconds = (performance.now() - begin) / 1000;
      return { event: 'ended', id: mutant.id, outcome, test, seconds };
    };
    for (const test of this.#relevant(mutant.shader, original)) {
      let outcome = 'passed';
      const { compiles } = await withShader(original, mutant.source, async () => {
        outcome = await outcomeOf(test);
      });
      if (!compiles) return ended('invalid', null);
      if (outcome === 'hung') {
        write(ended('hung', test.name));
        endProcess();
      }
      if (outcome === 'failed') {
        const verdict = ended('killed', test.name);
        this.#count(mutant.shader, test);
        if ((await outcomeOf(test)) === 'passed') return verdict;
        // A mutant has spoilt what the tests of a file share. It may have been an earlier one that survived: only a
        // process that has tried no other can tell.
        if (this.#tried === 1) write(verdict);
        endProcess();
      }
    }
    return ended('survived', null);
  }

  #count(shader: string, test: MeasuredTest): void {
    const key = `${shader} ${test.name}`;
    this.#kills.set(key, (this.#kills.get(key) ?? 0) + 1);
  }

  /** Tests that run a kernel with this text in it. */
  #relevant(shader: string, original: string): MeasuredTest[] {
    const affected = new Set(
      Object.values(kernels).flatMap(({ name, source }) =>
        source.includes(original) ? [name] : [],
      ),
    );
    const kills = ({ name }: MeasuredTest): number => this.#kills.get(`${shader} ${name}`) ?? 0;
    return this.#tests
      .filter((test) => test.kernels.some((kernel) => affected.has(kernel)))
      .toSorted((a, b) => kills(b) - kills(a));
  }
}
