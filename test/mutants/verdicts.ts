import type { JobEvent } from '../../scripts/mutants/job.ts';
import type { Mutant } from '../../scripts/mutants/mutants.ts';
import { kernels } from '../../src/backend/gpu/kernels.ts';
import type { MeasuredTest } from './baseline.ts';
import type { CollectedTest } from './collectedTest.ts';
import { withShader } from './mutatedKernels.ts';

/** A test on a mutant may take this long before the mutant counts as hung; and its usual duration so many times. */
const PATIENCE_MILLISECONDS = 12_000;
const PATIENCE_FACTOR = 20;

type Ended = Extract<JobEvent, { event: 'ended' }>;
type Candidate = CollectedTest & Partial<MeasuredTest>;

/** Resolves to 'hung' where the test does not come back; a failure is "failed". */
function outcomeOf(test: Candidate): Promise<'passed' | 'failed' | 'hung'> {
  return new Promise((resolve) => {
    const patience = PATIENCE_MILLISECONDS + PATIENCE_FACTOR * (test.milliseconds ?? 0);
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

/** Tries mutants: first tests that are said to kill some of the shader, then all that run it, quick and successful ones first. */
export class Verdicts {
  readonly #measure: () => Promise<readonly MeasuredTest[]>;
  readonly #write: (event: Ended) => void;
  readonly #kills = new Map<string, number>();
  #tried = 0;

  /**
   * `measure` finds out what the tests run, which takes long; `write` keeps a verdict after which this process cannot go on.
   */
  constructor(measure: () => Promise<readonly MeasuredTest[]>, write: (event: Ended) => void) {
    this.#measure = measure;
    this.#write = write;
  }

  async on(mutant: Mutant, original: string, likely: readonly CollectedTest[]): Promise<Ended> {
    const begin = performance.now();
    this.#tried += 1;
    const ended = ([outcome, test]: readonly [Ended['outcome'], string | null]): Ended => {
      const seconds = (performance.now() - begin) / 1000;
      return { event: 'ended', id: mutant.id, outcome, test, seconds };
    };
    for (const test of likely.toSorted(this.#byKills(mutant.shader))) {
      const verdict = await this.#against(mutant, original, test, ended);
      if (verdict) return verdict;
    }
    for (const test of await this.#relevant(mutant.shader, original)) {
      if (likely.some(({ name }) => name === test.name)) continue;
      const verdict = await this.#against(mutant, original, test, ended);
      if (verdict) return verdict;
    }
    return ended(['survived', null]);
  }

  #byKills(shader: string): (a: CollectedTest, b: CollectedTest) => number {
    const kills = ({ name }: CollectedTest): number => this.#kills.get(`${shader} ${name}`) ?? 0;
    return (a, b) => kills(b) - kills(a);
  }

  /** What one test makes of a mutant; null where it passes. */
  async #against(
    mutant: Mutant,
    original: string,
    test: Candidate,
    ended: (verdict: readonly [Ended['outcome'], string | null]) => Ended,
  ): Promise<Ended | null> {
    let outcome = 'passed';
    const { compiles } = await withShader(original, mutant.source, async () => {
      outcome = await outcomeOf(test);
    });
    if (!compiles) return ended(['invalid', null]);
    if (outcome === 'passed') return null;
    const verdict = ended([outcome === 'hung' ? 'hung' : 'killed', test.name]);
    if (outcome === 'hung') {
      this.#write(verdict);
      endProcess();
    }
    const key = `${mutant.shader} ${test.name}`;
    this.#kills.set(key, (this.#kills.get(key) ?? 0) + 1);
    if ((await outcomeOf(test)) === 'passed') return verdict;
    // A mutant has spoilt what the tests of a file share. It may have been an earlier one that survived: only a process
    // that has tried no other can tell.
    if (this.#tried === 1) this.#write(verdict);
    endProcess();
  }

  /**
   * Tests that run a kernel with this text in it: first what killed others of the shader; then the files take turns, each
   * beginning with tests of few kernels and quick ones.
   */
  async #relevant(shader: string, original: string): Promise<MeasuredTest[]> {
    const affected = new Set(
      Object.values(kernels).flatMap(({ name, source }) =>
        source.includes(original) ? [name] : [],
      ),
    );
    const turns = new Map<string, number>();
    return (await this.#measure())
      .filter((test) => test.kernels.some((kernel) => affected.has(kernel)))
      .toSorted((a, b) => a.kernels.length - b.kernels.length || a.milliseconds - b.milliseconds)
      .map((test) => {
        const turn = turns.get(test.file) ?? 0;
        turns.set(test.file, turn + 1);
        return { test, turn };
      })
      .toSorted((a, b) => a.turn - b.turn)
      .map(({ test }) => test)
      .toSorted(this.#byKills(shader));
  }
}
