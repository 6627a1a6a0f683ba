import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Control } from './declare.ts';
import { settingProblems } from './parseSettings.ts';
import { PRESETS } from './presets.ts';
import { INITIAL_SETTINGS, SETTINGS, type Settings } from './settings.ts';
import { decodeSettings, encodeSettings } from './urlSettings.ts';

function numbers(bounds: { min: number; max: number; integer: boolean }): fc.Arbitrary<number> {
  const { min, max, integer } = bounds;
  return integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

function valuesOf(control: Control): fc.Arbitrary<unknown> {
  switch (control.kind) {
    case 'number':
      return control.optional ? fc.option(numbers(control)) : numbers(control);
    case 'list':
      return fc.array(numbers(control), { maxLength: control.maxLength });
    case 'choices':
      return fc.shuffledSubarray([...control.options], { minLength: 1 });
    case 'choice':
      return fc.constantFrom(...control.options);
    case 'switch':
      return fc.boolean();
  }
}

/** One value, or as many as there are layers. */
function fitted(values: readonly number[], layers: number): readonly number[] {
  const some = values.length > 0 ? values : [1];
  return some.length % 2 === 1
    ? some.slice(0, 1)
    : Array.from({ length: layers }, (_, i) => some[i % some.length]);
}

/** What the declarations of single settings do not say. */
function consistent(settings: Settings): Settings {
  const layers = settings.hidden.length + 1;
  const classes = [...new Set(settings.classes)];
  return {
    ...settings,
    lambda: fitted(settings.lambda, layers),
    innerSteps: fitted(settings.innerSteps, layers),
    classes: classes.length > 1 ? classes : INITIAL_SETTINGS.classes,
    epsilonMin: Math.min(settings.epsilon, settings.epsilonMin),
  };
}

/** Some settings changed, from none to all. */
const settingsArbitrary = fc
  .record(
    Object.fromEntries(
      Object.entries(SETTINGS).map(([name, { control }]) => [name, valuesOf(control)]),
    ),
    { requiredKeys: [] },
  )
  .map((changes) => consistent({ ...INITIAL_SETTINGS, ...(changes as Partial<Settings>) }));

describe('settings in a link', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(settingsArbitrary, (settings) => {
        expect(settingProblems(settings)).toEqual({});
        const fragment = encodeSettings(settings);
        expect(encodeURI(fragment)).toBe(fragment);
        expect(decodeSettings(`#${fragment}`)).toEqual({ settings, problems: [] });
      }),
    );
  });

  it('are what differs from the initial settings, or from a preset where that is shorter', () => {
    expect(encodeSettings(INITIAL_SETTINGS)).toBe('v=2');
    expect(
      encodeSettings({ ...INITIAL_SETTINGS, hidden: [], lambda: [1e-7], innerSteps: [1] }),
    ).toBe('v=2&hidden=&lambda=1e-7&innerSteps=1');
    const paper = { ...INITIAL_SETTINGS, ...PRESETS.paper.changes };
    expect(
      encodeSettings({ ...paper, hidden: [100, 50], algorithms: ['mdlam', 'sgd'], rho: 0.01 }),
    ).toBe('v=2&preset=paper&hidden=100,50&algorithms=mdlam,sgd&rho=0.01');
  });

  it('may leave an optional number empty, and have their commas escaped', () => {
    const { settings, problems } = decodeSettings(
      '#v=2&batchSize=&targetAccuracy=0.9&lambda=1%2C2&&',
    );
    expect(problems).toEqual([]);
    expect(settings).toEqual({ ...INITIAL_SETTINGS, targetAccuracy: 0.9, lambda: [1, 2] });
  });
});

describe('a link that is not right', () => {
  it.each([
    ['#v=2&seed=7&colour=red', ['colour', 'red', 'spelling']],
    ['#v=2&seed=7&rho=much', ['rho', 'much', 'expected a number', 'Penalty ρ', '0.01']],
    ['#v=2&seed=7&rho=0x10', ['rho', '0x10', 'expected a number']],
    ['#v=2&seed=7&rho=1e999', ['rho', '1e999', 'expected a number']],
    ['#v=2&seed=7&rho=-1', ['rho', '-1', 'must be at least']],
    ['#v=2&seed=7&rho', ['rho', '“”', 'expected a number']],
    ['#v=2&seed=7&seed=8', ['seed', '“7” counts', '“8” was left out']],
    ['#v=2&seed=7&preset=fast', ['preset', 'fast', 'quick, first, paper']],
    ['#v=2&seed=7&preset=toString', ['preset', 'toString']],
    ['#v=2&seed=7&bias=maybe', ['bias', 'maybe', 'true or false']],
    ['#v=2&seed=7&algorithms=', ['algorithms', 'choose at least one']],
    ['#v=2&seed=7&lambda=1,2,3', ['lambda', '1,2,3', 'needs 1 value or 2 values']],
    ['#v=2&seed=7&hidden=9,9', ['hidden', '9,9', '“lambda”', 'needs 1 value or 3 values']],
    ['#v=2&seed=7&rho=%E0%A4%A', ['rho', '%E0%A4%A', 'expected a number']],
    ['#v=2&seed=7&__proto__=1', ['__proto__', 'no setting']],
    ['#v=2&seed=7&constructor=1', ['constructor', 'no setting']],
  ])('is used but for what is wrong: %s', (fragment, words) => {
    const { settings, problems } = decodeSettings(fragment);
    expect(settings).toEqual({ ...INITIAL_SETTINGS, seed: 7 });
    expect(problems).toHaveLength(1);
    for (const word of words) expect(problems[0]).toContain(word);
    expect(({} as Record<string, unknown>)[1]).toBeUndefined();
  });

  it.each([
    ['#v=1&seed=7', '“1”'],
    ['#seed=7', 'begin them with “v=2&”'],
    [`#v=2&seed=7&rho=${'1'.repeat(9000)}`, 'at most 8192'],
  ])('is not used at all: %.20s', (fragment, words) => {
    const { settings, problems } = decodeSettings(fragment);
    expect(settings).toBeNull();
    expect(problems).toEqual([expect.stringContaining(words)]);
  });

  it.each(['', '#', '#theory'])('says nothing where no settings are meant: %j', (fragment) =>
    expect(decodeSettings(fragment)).toEqual({ settings: null, problems: [] }),
  );

  it('is quoted in part, and without what cannot be seen', () => {
    const [problem] = decodeSettings(`#v=2&rho=a%00%0A%E2%80%AEb${'x'.repeat(100)}`).problems;
    expect(problem).toContain(`“ab${'x'.repeat(58)}…”`);
  });

  it('never throws, and what it yields are settings', () => {
    const keys = fc.constantFrom(...Object.keys(SETTINGS), 'preset', 'v', '__proto__', 'x');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('1,2', '-1', 'paper'));
    const crafted = fc
      .array(fc.tuple(keys, value), { maxLength: 12 })
      .map((parts) => `#v=2&${parts.map(([key, text]) => `${key}=${text}`).join('&')}`);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), crafted), (fragment) => {
        const { settings, problems } = decodeSettings(fragment);
        if (settings) expect(settingProblems(settings)).toEqual({});
        for (const problem of problems) expect(problem).not.toMatch(/\p{C}/u);
      }),
    );
  });
});

describe('the version of links', () => {
  /** What links lean on, which says nothing of words and bounds. */
  const base = JSON.stringify([
    INITIAL_SETTINGS,
    Object.entries(PRESETS).map(([name, { changes }]) => [name, changes]),
  ]);

  it('is raised with every initial value and every preset', () => {
    // When this fails: raise VERSION in urlSettings.ts, and write the new version and hash here.
    const hash = createHash('sha256').update(base).digest('hex').slice(0, 12);
    expect([encodeSettings(INITIAL_SETTINGS), hash]).toEqual(['v=2', '221f758f2068']);
  });
});
