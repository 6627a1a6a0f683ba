import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../model/algorithms.ts';
import { SETTINGS } from '../settings/settings.ts';
import { COST_AXES } from './charts/costAxis.ts';
import { OBJECTIVE_KINDS } from './charts/objectiveKind.ts';
import { partsSpec } from './charts/partsSpec.ts';
import { accuracySpec, gapSpec, lossSpec, objectiveSpec } from './charts/specs.ts';
import type { HelpText } from './helpText.ts';
import { INITIAL_VIEW } from './store/viewStore.ts';
import { fakeRecord } from './testing/fakeRecord.ts';
import { fakeRun } from './testing/fakeRun.ts';
import { HELP, QUANTITIES } from './theory/words.ts';

type Named = readonly [name: string, help: HelpText | undefined];

const RUNS = ALGORITHMS.map((algorithm) => fakeRun(algorithm, [fakeRecord(0)]));
const settings = Object.values(SETTINGS).map(({ description }): Named => {
  const { label, help, formula, source } = description;
  return [label, { text: help, ...(formula && { formula }), ...(source && { source }) }];
});
const charts = [
  ...OBJECTIVE_KINDS.map((kind) => objectiveSpec(RUNS, kind, INITIAL_VIEW)),
  ...RUNS.map((run) => partsSpec(run, INITIAL_VIEW)),
  lossSpec(RUNS, 'both', INITIAL_VIEW),
  accuracySpec(RUNS, 'both', INITIAL_VIEW, false),
  gapSpec(RUNS, INITIAL_VIEW),
].map(({ title, help }): Named => [title, help]);
const theory = [
  ...Object.entries(HELP),
  ...Object.values(QUANTITIES).map(({ name, help }): Named => [name, help]),
];
const axes = Object.values(COST_AXES).map(({ name, help }): Named => [name, { text: help }]);
const everything: readonly Named[] = [...settings, ...charts, ...theory, ...axes];

/** How many sentences a help is; 0 where its last one does not end. */
function sentences(text: string): number {
  return text.endsWith('.') ? (text.match(/[.!?](?=\s|$)/g) ?? []).length : 0;
}

/** What the mDLAM paper numbers, by the last of each kind; its lines are Algorithm 2's. */
const PAPER: Readonly<Record<string, number>> = {
  'Eq.': 32,
  Lemma: 8,
  Theorem: 4,
  Problem: 2,
  Assumption: 2,
  Algorithm: 2,
  lines: 29,
};
const SECTIONS = ['§2.1', '§2.2', '§3.1', '§3.2'];

/** What a source names of the paper: "Eq. (3) and (6)" is ["Eq.", 3] and ["Eq.", 6]. */
function named(source: string): readonly (readonly [kind: string, number: number])[] {
  const kinds = Object.keys(PAPER).map((kind) => kind.replace('.', '\\.'));
  const places = new RegExp(`(${kinds.join('|')})s? ((?:[\\d()–, ]|and )+)`, 'g');
  return [...source.matchAll(places)].flatMap(([, kind = '', numbers = '']) =>
    (numbers.match(/\d+/g) ?? []).map((number) => [kind, Number(number)] as const),
  );
}

/** Without the other works that a source names. */
function ofPaper(source: string): string {
  return source
    .split('; ')
    .filter((part) => part.startsWith('mDLAM'))
    .join('; ');
}

describe.each(everything)('the help of %s', (_, help) => {
  it('is one sentence, or two', () => {
    expect(help?.text.length ?? 0).toBeGreaterThan(15);
    expect(sentences(help?.text ?? '')).toBeGreaterThanOrEqual(1);
    expect(sentences(help?.text ?? '')).toBeLessThanOrEqual(2);
  });

  it('has a formula that KaTeX can set, if any', () => {
    const options = { displayMode: true, throwOnError: true, strict: 'error' } as const;
    if (help?.formula) expect(katex.renderToString(help.formula, options)).toContain('<math');
  });

  it('names only what the paper has', () => {
    const source = ofPaper(help?.source ?? '');
    if (!source) return;
    const sections: readonly string[] = source.match(/§[\d.]*\d/g) ?? [];
    expect(sections.filter((section) => !SECTIONS.includes(section))).toEqual([]);
    expect(named(source).length + sections.length).toBeGreaterThan(0);
    for (const [kind, number] of named(source)) {
      expect(number, `${kind} ${number}`).toBeGreaterThanOrEqual(1);
      expect(number, `${kind} ${number}`).toBeLessThanOrEqual(PAPER[kind] ?? 0);
    }
  });
});

describe('the checks', () => {
  it('count sentences', () => {
    expect(sentences('It is 0.5 wide. So is Z.')).toBe(2);
    expect(sentences('No end')).toBe(0);
  });

  it('find every number of a source', () => {
    expect(named('mDLAM Problem 2, Eq. (4) and (6), Algorithms 1 and 2, lines 6–9')).toEqual([
      ['Problem', 2],
      ['Eq.', 4],
      ['Eq.', 6],
      ['Algorithm', 1],
      ['Algorithm', 2],
      ['lines', 6],
      ['lines', 9],
    ]);
    expect(ofPaper('mDLAM Eq. (5); Beck & Teboulle 2009, §4')).toBe('mDLAM Eq. (5)');
  });

  it('look at all settings and charts', () => {
    expect(settings.length).toBeGreaterThan(40);
    expect(everything.filter(([, help]) => help?.formula).length).toBeGreaterThan(60);
  });
});
