import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { CollectedTest } from './collectedTest.ts';
import { kernelsUsedBy } from './mutatedKernels.ts';

interface Measurement {
  readonly name: string;
  readonly milliseconds: number;
  /** The kernels that it runs. */
  readonly kernels: readonly string[];
}

/** A test of kernels as they are. */
export interface MeasuredTest extends CollectedTest, Measurement {}

/** Where compilation hardly counts. */
const LONG_MILLISECONDS = 500;

function readMeasurements(path: string): Measurement[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Measurement);
}

/** Runs a test twice, the second time for its duration without compilation; once where it takes long anyway. */
async function measure({ name, run }: CollectedTest): Promise<Measurement> {
  let begin = performance.now();
  const kernels = await kernelsUsedBy(run).catch((cause: unknown) => {
    throw new Error(`The test fails with the kernels as they are: ${name}`, { cause });
  });
  if (kernels.length > 0 && performance.now() - begin < LONG_MILLISECONDS) {
    begin = performance.now();
    await run();
  }
  return { name, kernels, milliseconds: performance.now() - begin };
}

/**
 * What every test takes and which kernels it runs. The file keeps it, a line a test, for the processes after this one.
 * @throws when a test fails: nothing can be said of mutants then.
 */
export async function measureBaseline(
  tests: readonly CollectedTest[],
  path: string,
): Promise<MeasuredTest[]> {
  const known = new Map(readMeasurements(path).map((line) => [line.name, line]));
  const measured: MeasuredTest[] = [];
  for (const test of tests) {
    const line = known.get(test.name) ?? (await measure(test));
    if (!known.has(test.name)) appendFileSync(path, `${JSON.stringify(line)}\n`);
    measured.push({ ...test, ...line });
  }
  return measured;
}
