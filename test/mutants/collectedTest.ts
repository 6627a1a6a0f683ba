/** Tests that Vitest has collected, to be run by hand and more than once. */
import { type RunnerTask, type RunnerTestSuite, TestRunner } from 'vitest';

export interface CollectedTest {
  readonly file: string;
  /** File and titles. */
  readonly name: string;
  /** Prepares what the test's suites prepare, the first time; then runs it. Rejects when it fails. */
  readonly run: () => Promise<void>;
}

const prepared = new Map<RunnerTestSuite, Promise<void>>();

/** The beforeAll hooks of a suite, once: in the tests of the GPU they open devices and read data. */
function prepare(suite: RunnerTestSuite): Promise<void> {
  const known = prepared.get(suite);
  if (known) return known;
  const preparing = (async () => {
    for (const hook of TestRunner.getSuiteHooks(suite).beforeAll) await hook(suite);
  })();
  prepared.set(suite, preparing);
  return preparing;
}

/** All tests of a suite; Vitest itself skips them from now on. */
export function takeTests(
  task: RunnerTask,
  outer: readonly RunnerTestSuite[] = [],
): CollectedTest[] {
  if (task.type === 'suite')
    return task.tasks.flatMap((inner) => takeTests(inner, [...outer, task]));
  if (task.mode !== 'run' && task.mode !== 'queued') return [];
  task.mode = 'skip';
  return [
    {
      file: (outer[0] ?? task).name,
      name: [...outer, task].map(({ name }) => name).join(' › '),
      run: async () => {
        for (const suite of outer) await prepare(suite);
        await TestRunner.getTestFn(task)();
      },
    },
  ];
}
