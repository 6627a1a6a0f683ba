import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { equivalentsAmong } from '../../scripts/mutants/equivalents.ts';
import type { JobEvent } from '../../scripts/mutants/job.ts';
import { inSampleOrder, mutantsOf } from '../../scripts/mutants/mutants.ts';
import { FAMILIES } from '../../scripts/mutants/operators.ts';
import { reportOn } from '../../scripts/mutants/report.ts';
import { readShaders } from '../../scripts/mutants/shaderFiles.ts';

const shaders = readShaders(join(import.meta.dirname, '../..'));
const all = [...shaders].flatMap(([name, source]) => mutantsOf(name, source));

/** The changes of one statement in a function, without the line around them. */
function changes(statement: string): string[] {
  const mutants = mutantsOf('k.wgsl', `fn k(a: f32) -> f32 {\n  ${statement}\n}\n`);
  return mutants.map(({ source }) => source.split('\n')[1]?.trim() ?? '');
}

describe('mutants of a statement', () => {
  test.each([
    ['let x = a + b;', ['let x = a - b;']],
    ['let x = -a;', ['let x = a;']],
    ['x += a * b;', ['x -= a * b;', 'x += a / b;']],
    [
      'let x = c * a - f(b)[i];',
      [
        'let x = c / a - f(b)[i];',
        'let x = c * a + f(b)[i];',
        'let x = f(b)[i] - c * a;',
        'let x = c * a - f(b)[(i) + 1u];',
      ],
    ],
    [
      'x = (a - b.x) * c;',
      ['x = (a + b.x) * c;', 'x = (b.x - a) * c;', 'x = (a - b.y) * c;', 'x = (a - b.x) / c;'],
    ],
    [
      'let x = select(0.5, a, b < c);',
      ['let x = select(a, 0.5, b < c);', 'let x = select(0.5, a, b <= c);'],
    ],
    [
      'let x = fma(a, f(b, d), c);',
      ['let x = fma(-(a), f(b, d), c);', 'let x = fma(a, f(b, d), -(c));'],
    ],
    [
      'for (var i = s; i < n; i += 1u) {}',
      [
        'for (var i = s; i < n - 1u; i += 1u) {}',
        'for (var i = s; i <= n; i += 1u) {}',
        'for (var i = s; i < n; i -= 1u) {}',
      ],
    ],
    [
      'if (min(a, b) >= 0.0 && !c) {}',
      [
        'if (max(a, b) >= 0.0 && !c) {}',
        'if (min(a, b) > 0.0 && !c) {}',
        'if (min(a, b) >= 1.0 && !c) {}',
        'if (min(a, b) >= 0.0 || !c) {}',
        'if (min(a, b) >= 0.0 && c) {}',
      ],
    ],
    [
      'let x = bitcast<u32>(n % m) << 23u; // a + b',
      [
        'let x = bitcast<u32>(n / m) << 23u; // a + b',
        'let x = bitcast<u32>(n % m) >> 23u; // a + b',
      ],
    ],
  ])('%s', (statement, expected) => {
    expect(changes(statement)).toEqual(expected);
  });

  test('declarations have none', () => {
    const source =
      'const A = 1u + 2u;\nstruct P { a: array<f32, 2> }\n@group(0) @binding(0) var<uniform> p: P;\n';
    expect(mutantsOf('k.wgsl', source)).toEqual([]);
  });

  test('an identity stays when the file changes elsewhere, and the second of two equal lines has a number', () => {
    const ids = (text: string) => mutantsOf('k.wgsl', text).map(({ id }) => id);
    expect(ids('fn k() { \n  x = a + b;\n  x = a + b;\n}')).toEqual([
      'k.wgsl: x = a «+» b; → «-»',
      'k.wgsl: x = a «+» b; → «-» (2)',
    ]);
    expect(ids('// new\nfn f() {}\nfn k() {\n    x = a + b;\n}')).toEqual([
      'k.wgsl: x = a «+» b; → «-»',
    ]);
  });
});

test('every shader has at least three mutants, and no two mutants one identity', () => {
  expect(shaders.size).toBeGreaterThan(30);
  for (const name of shaders.keys())
    expect([name, all.filter(({ shader }) => shader === name).length >= 3]).toEqual([name, true]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test('a sample begins with one of each kind, and is the same each time', () => {
  const mutants = all.filter(({ shader }) => shader === 'reduce.wgsl');
  const order = inSampleOrder(mutants);
  expect(order.slice(0, 3).map(({ family }) => family)).toEqual(FAMILIES);
  expect(new Set(order)).toEqual(new Set(mutants));
  expect(inSampleOrder(mutants.toReversed())).toEqual(order);
});

test('the list of equivalent mutants is up to date, and a stale entry is an error that names it', () => {
  const ids = all.map(({ id }) => id);
  expect(() => equivalentsAmong(ids)).not.toThrow();
  expect(() => equivalentsAmong(ids, [{ reason: 'none', mutants: ['gone.wgsl: x'] }])).toThrow(
    'gone.wgsl: x',
  );
});

describe('the report', () => {
  const plan = { 'k.wgsl': ['k.wgsl: 1', 'k.wgsl: 2', 'k.wgsl: 3'] };
  const ended = (
    number: number,
    outcome: 'killed' | 'hung' | 'survived' | 'invalid',
  ): JobEvent => ({
    event: 'ended',
    id: `k.wgsl: ${number}`,
    outcome,
    test: outcome === 'killed' ? 'sums' : null,
    seconds: 1,
  });
  const report = (...events: JobEvent[]) => reportOn(plan, events, new Map(), 3, 5);

  test('passes where all are killed, by a test or by hanging', () => {
    const { passed, lines } = report(ended(1, 'killed'), ended(2, 'hung'), ended(3, 'killed'));
    expect(passed).toBe(true);
    expect(lines).toContain('       2 by sums');
    expect(lines.at(-1)).toMatch(/^3 of 3 mutants of 1 shaders killed \(1 of them hung\)/);
  });

  test('fails where one survives, or where too few compile', () => {
    const survived = report(ended(1, 'killed'), ended(2, 'survived'), ended(3, 'killed'));
    expect(survived.passed).toBe(false);
    expect(survived.lines).toContain('    SURVIVED k.wgsl: 2');
    const few = report(ended(1, 'killed'), ended(2, 'invalid'), ended(3, 'killed'));
    expect(few.passed).toBe(false);
    expect(few.lines).toContain('Fewer than 3 mutants: k.wgsl');
  });
});
