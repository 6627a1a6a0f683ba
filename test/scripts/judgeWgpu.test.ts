import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXPECTED_FAILURES, ONLY_IN_NODE } from '../../scripts/wgpu/expected.ts';
import { type FileReport, judge } from '../../scripts/wgpu/judge.ts';

function report(
  results: readonly (readonly [name: string, status: string])[],
  status = results.some(([, of]) => of === 'failed') ? 'failed' : 'passed',
): FileReport {
  return {
    status,
    message: 'the hook failed',
    assertionResults: results.map(([fullName, of]) => ({
      fullName,
      status: of,
      failureMessages: of === 'failed' ? [`${fullName} is wrong`] : [],
    })),
  };
}

describe('a report of wgpu', () => {
  it('is right where all tests passed, but for those that were to fail', () => {
    const found = report([
      ['one', 'passed'],
      ['two', 'failed'],
      ['three', 'passed'],
    ]);
    expect(judge(found, { two: 'Tint says it otherwise' })).toEqual({
      passed: 2,
      expected: ['two: Tint says it otherwise'],
      wrong: [],
    });
  });

  it('is wrong where a test failed, with its first message', () => {
    const { wrong } = judge(
      report([
        ['one', 'passed'],
        ['two', 'failed'],
      ]),
      {},
    );
    expect(wrong).toEqual(['two: two is wrong']);
  });

  it('is wrong where what was to fail passed, or is no more', () => {
    const { wrong } = judge(report([['one', 'passed']]), { one: 'it cannot', two: 'nor can it' });
    expect(wrong).toEqual(['one: passed, though it cannot', 'two: no such test']);
  });

  it.each([
    ['the process left none', null, 'the tests left no report'],
    ['a hook failed', report([['one', 'skipped']], 'failed'), 'the hook failed'],
    ['all was skipped', report([['one', 'skipped']]), 'no test ran'],
    ['there was no test', report([]), 'no test ran'],
  ])('is wrong where %s', (_, found, what) => {
    expect(judge(found, {})).toEqual({ passed: 0, expected: [], wrong: [what] });
  });

  it('is held against files that exist', () => {
    for (const file of [...Object.keys(EXPECTED_FAILURES), ...Object.keys(ONLY_IN_NODE)])
      expect(existsSync(file), file).toBe(true);
  });
});
