import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { CollectedTest } from './collectedTest.ts';
import { kernelsUsedBy } from './mutatedKernels.ts';

/** A test of kernels as they are. */
export interface MeasuredTest extends CollectedTest {
  readonly milliseconds: number;
  /** The kernels that it runs. */
  readonly kernels: readonly string[];
}

type Measurements = Record<string, Pick<MeasuredTest, 'milliseconds' | 'kernels'>>;

/**
 * Runs every test twice, the second time for its duration without compilation; or takes what the file says that an
 * earlier process wrote. Tests that run no kernel are dropped.
 * @throws when a test fails: nothing can be said of mutants then.
 */
export async function measureBaseline(
  tests: readonly CollectedTest[],
  path: string,
): Promise<MeasuredTest[]> {
  const known: Measurements | null = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : null;
  const measured: Measurements = known ?? {};
  if (!known) {
    for (const { name, run } of tests) {
      const kernels = await kernelsUsedBy(run).catch((cause: unknown) => {
        throw new Error(`The test fails with the kernels as they are: ${name}`, { cause });
      });
      if (kernels.length === 0) continue;
      const begin = performance.now();
      await run();
      measured[name] = { kernels, milliseconds: performance.now() - begin };
    }
    writeFileSync(path, JSON.stringify(measured, null, 1));
  }
  return tests.flatMap((test) => {
    const measurement = measured[test.name];
    return measurement ? [{ ...test, ...measurement }] : [];
  });
}
