/** One file's part of what Vitest's JSON reporter writes. */
export interface FileReport {
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages?: readonly string[] | null;
  }[];
}

export interface Judgement {
  readonly passed: number;
  /** Tests that failed as expected, with the reason. */
  readonly expected: readonly string[];
  /** Everything that makes the run a failure. */
  readonly wrong: readonly string[];
}

/**
 * Holds a file's report against the tests that are to fail in it. A test that is to fail and passes is wrong too: its reason no
 * longer holds. `report` is null where the process left none.
 */
export function judge(
  report: FileReport | null,
  expectedFailures: Readonly<Record<string, string>>,
): Judgement {
  if (report === null) return { passed: 0, expected: [], wrong: ['the tests left no report'] };
  const { assertionResults: results } = report;
  const wrong: string[] = [];
  const expected: string[] = [];
  let passed = 0;
  for (const { fullName, status, failureMessages } of results) {
    const reason = expectedFailures[fullName];
    if (status === 'passed') {
      passed += 1;
      if (reason !== undefined) wrong.push(`${fullName}: passed, though ${reason}`);
    } else if (status === 'failed') {
      if (reason === undefined) wrong.push(`${fullName}: ${failureMessages?.[0] ?? 'failed'}`);
      else expected.push(`${fullName}: ${reason}`);
    }
  }
  for (const name of Object.keys(expectedFailures))
    if (!results.some(({ fullName }) => fullName === name)) wrong.push(`${name}: no such test`);
  // A hook that failed skips its tests.
  const failed = results.some(({ status }) => status === 'failed');
  if (report.status === 'failed' && !failed) wrong.push(report.message || 'the file failed');
  else if (passed === 0 && expected.length === 0) wrong.push('no test ran');
  return { passed, expected, wrong };
}
