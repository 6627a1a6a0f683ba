import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../model/algorithms.ts';
import { defaultLook, runAppearance } from '../charts/appearance.ts';
import type { ChartSpec, Series, XAxis } from '../charts/chartSpec.ts';
import { figureSvg } from './figureSvg.ts';
import { lightColours } from './lightColours.ts';
import { PAPER_SIZES } from './paperSize.ts';

const css = readFileSync(join(import.meta.dirname, '../global.css'), 'utf8');
const colourOf = lightColours(css);
const X_AXIS: XAxis = { kind: 'iteration', domain: [0, 99] };

function series(id: string, ys: readonly number[], group = id): Series {
  const columns = { xs: ys.map((_, k) => k), ys, length: ys.length };
  return { id, group, part: null, appearance: runAppearance(defaultLook('dlam')), columns };
}

function chart(curves: readonly Series[], changes: Partial<ChartSpec> = {}): ChartSpec {
  return {
    id: 'objective',
    title: 'Objective F',
    unit: 'F of Problem 2',
    scale: 'log',
    series: curves,
    raised: [],
    yDomain: null,
    format: String,
    tickLabel: null,
    empty: '',
    ...changes,
  };
}

const falling = Array.from({ length: 100 }, (_, k) => 100 / (k + 1));
const drawn = (spec: ChartSpec, size: keyof typeof PAPER_SIZES = 'one') =>
  figureSvg({ spec, xAxis: X_AXIS, yWindow: null }, { size: PAPER_SIZES[size], colourOf });

/** Of every curve of a figure, its parts between breaks. */
function curves(svg: string): Readonly<Record<string, number>> {
  const found = svg.matchAll(/<g data-series="([^"]*)"[^>]*><path d="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, id, d]) => [id, d?.split('M').length ?? 0]));
}

/** Well-formed XML of elements, texts and entities; throws at the first fault. */
function names(xml: string): readonly string[] {
  const body = xml.replace(/^<\?xml[^?]*\?>\n/, '');
  const open: string[] = [];
  const all: string[] = [];
  const token = /<(\/?)([\w-]+)((?:\s[\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const [whole, closing, name = '', , empty, text] of body.matchAll(token)) {
    end += whole.length;
    const bare = whole.replace(/&(?:amp|lt|gt|quot|apos);/g, '');
    if (bare.includes('&')) throw new Error(`a bare & in ${whole}`);
    if (text !== undefined) continue;
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    all.push(name);
    if (!empty) open.push(name);
  }
  if (end !== body.length) throw new Error(`not XML: ${body.slice(end, end + 40)}`);
  if (open.length > 0) throw new Error(`<${open.at(-1)}> stays open`);
  return all;
}

describe('the check for XML', () => {
  it.each(['<a><b></a>', '<a>1 < 2</a>', '<a b="&"/>', '<a', '<a>'])('refuses %s', (xml) => {
    expect(() => names(xml)).toThrow();
  });
});

describe('a figure for print', () => {
  it('is XML of the size of the column', () => {
    const one = drawn(chart([series('a', falling)]));
    expect(names(one)[0]).toBe('svg');
    expect(one).toContain(' width="3.5in" height="2.6in" viewBox="0 0 346.5 257.4"');
    expect(drawn(chart([series('a', falling)]), 'two')).toContain(' width="7in" height="4in"');
  });

  it('has a path for every series, broken where the series has no value', () => {
    const broken = falling.map((value, k) => (k === 40 ? Number.NaN : value));
    const svg = drawn(chart([series('whole', falling), series('broken', broken)]));
    expect(curves(svg)).toEqual({ whole: 2, broken: 3 });
    expect(svg).not.toContain('NaN');
  });

  it('leaves out what has no place on a logarithmic axis', () => {
    const values = falling.map((value, k) => (k % 10 === 5 ? -value : k === 50 ? 0 : value));
    const spec = chart([series('a', values)]);
    expect(curves(drawn(spec)).a).toBe(13);
    expect(curves(drawn({ ...spec, scale: 'linear' })).a).toBe(2);
    expect(drawn(spec)).not.toMatch(/NaN|Infinity/);
  });

  it('says title, axes and curves in words, escaped', () => {
    const svg = drawn(
      chart([series('"a"', falling, 'a < b & c')], { title: 'F <raw>', unit: "it's" }),
    );
    names(svg);
    expect(svg).toContain('<title>F &lt;raw&gt;</title>');
    expect(svg).toContain('>F &lt;raw&gt;</text>');
    expect(svg).toContain('>a &lt; b &amp; c</text>');
    expect(svg).toContain('>it&apos;s</text>');
    expect(svg).toContain('>iteration (weight updates)</text>');
    expect(svg).toContain('data-series="&quot;a&quot;"');
  });

  it('names the colours of the light scheme', () => {
    const svg = drawn(chart([series('a', falling)]));
    expect(svg).not.toContain('var(');
    expect(svg).toContain('stroke="#c2560a" stroke-width="5"');
    expect(() => colourOf('var(--lab-none)')).toThrow('--lab-none');
    for (const algorithm of ALGORITHMS) {
      expect(colourOf(runAppearance(defaultLook(algorithm)).color)).toMatch(/^#[0-9a-f]{6}$/);
    }
  });

  it('grows with its legend', () => {
    const many = Array.from({ length: 24 }, (_, i) => series(`layer ${i}`, falling));
    const svg = drawn(chart(many));
    expect(Object.keys(curves(svg))).toHaveLength(24);
    expect(Number(/height="([\d.]+)in"/.exec(svg)?.[1])).toBeGreaterThan(2.6);
  });

  it('shows where F was raised', () => {
    const all = series('a', falling).columns;
    const columns = { xs: [10, 60], ys: [1, 2], length: 2 };
    const raised = [{ group: 'DLAM', color: 'var(--run-dlam)', columns, all }];
    const svg = drawn(chart([series('a', falling)], { raised }));
    expect(/<path d="([^"]*)"[^>]*data-raised="DLAM"/.exec(svg)?.[1]?.split('M')).toHaveLength(3);
    expect(svg).toContain('>F raised</text>');
  });

  it('shades the band of a median and names it', () => {
    const median = series('a', falling);
    const edge = (factor: number) => falling.map((value) => value * factor);
    const band = {
      words: 'median of 3 seeds, range',
      low: edge(0.5),
      high: edge(2),
      quartiles: null,
    };
    const svg = drawn(chart([{ ...median, band }]));
    names(svg);
    expect(svg.match(/fill-opacity="0.2"/g)).toHaveLength(1);
    expect(svg).toContain('>a, median of 3 seeds, range</text>');
  });

  it('keeps what was measured beneath a smoothed curve, and says so', () => {
    const one = series('a', falling);
    const raw = { ...one.columns, ys: falling.map((value) => value * 1.1) };
    const svg = drawn(chart([{ ...one, raw }], { smoothed: 'moving average, weight 0.9' }));
    expect(svg.match(/stroke-opacity="0.35"/g)).toHaveLength(1);
    expect(svg).toContain('>moving average, weight 0.9; pale: measured</text>');
  });

  it('draws rows of ticks where there is no curve', () => {
    const all = series('a', falling).columns;
    const rows = ['W1', 'a1'].map((group, index) => ({
      group,
      color: 'var(--part-1)',
      columns: { xs: [10, 60].slice(index), ys: [1, 1].slice(index), length: 2 - index },
      all,
    }));
    const svg = drawn(chart([], { raised: rows }));
    names(svg);
    expect(svg).toContain('>W1 2</text>');
    expect(svg).toContain('>a1 1</text>');
  });

  it('shows the part that the screen shows', () => {
    const spec = chart([series('a', falling)]);
    const xAxis = { kind: 'iteration', scale: 'log', domain: [1, 2] } as const;
    const svg = figureSvg({ spec, xAxis, yWindow: null }, { size: PAPER_SIZES.one, colourOf });
    expect(svg).toContain('0 is left out</text>');
    expect(svg).toContain('>10</text>');
    expect(svg).toContain('>100</text>');
    expect(svg).not.toContain('>60</text>');
  });

  it('is finer than the screen', () => {
    const values = Array.from({ length: 4000 }, (_, k) => 2 + Math.sin(k));
    const spec = chart([series('a', values)]);
    const wide: XAxis = { kind: 'iteration', domain: [0, 3999] };
    const svg = figureSvg(
      { spec, xAxis: wide, yWindow: null },
      { size: PAPER_SIZES.one, colourOf },
    );
    expect(svg.split('L').length).toBeGreaterThan(2000);
  });
});
