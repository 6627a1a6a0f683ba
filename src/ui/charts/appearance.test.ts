import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS, type Algorithm } from '../../model/algorithms.ts';
import { defaultLook, finer, freeLook, PART_APPEARANCES, runAppearance } from './appearance.ts';

const css = readFileSync(join(import.meta.dirname, '../global.css'), 'utf8');

type Triple = readonly [number, number, number];

/** A custom property of one colour scheme. */
function hexOf(scheme: 'light' | 'dark', name: string): string {
  const part = css.split(':root[data-mantine-color-scheme="dark"]')[scheme === 'light' ? 0 : 1];
  return new RegExp(`${name}: (#[0-9a-f]{6});`).exec(part as string)?.[1] as string;
}

function linear(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2: relative luminances, lighter over darker. */
function contrast(a: Triple, b: Triple): number {
  const luminance = ([r, g, blue]: Triple) => 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What is seen with full severity: Machado, Oliveira and Fernandes 2009, on linear RGB. */
const VISION: Readonly<Record<string, readonly Triple[]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function dot(row: Triple, [r, g, b]: Triple): number {
  return row[0] * r + row[1] * g + row[2] * b;
}

/** Ottosson's Oklab, in which equal distances look equally far. */
function oklab(colour: Triple, vision: string): Triple {
  const seen = (VISION[vision] as readonly Triple[]).map((row) =>
    Math.min(1, Math.max(0, dot(row, colour))),
  ) as unknown as Triple;
  const l = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], seen));
  const m = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], seen));
  const s = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], seen));
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], [l, m, s]),
    dot([1.9779984951, -2.428592205, 0.4505937099], [l, m, s]),
    dot([0.0259040371, 0.7827717662, -0.808675766], [l, m, s]),
  ];
}

const PAIRS = ALGORITHMS.flatMap((one, index) =>
  ALGORITHMS.slice(index + 1).map((other) => [one, other] as const),
);

describe.each(['light', 'dark'] as const)('the colours of runs, %s', (scheme) => {
  const colourOf = (algorithm: Algorithm) => linear(hexOf(scheme, `--run-${algorithm}`));
  const panelHex = hexOf(scheme, '--lab-panel');
  const panel = linear(panelHex);

  it.each(ALGORITHMS)('stand out from the panel: %s', (algorithm) => {
    const { opacity } = runAppearance(defaultLook(algorithm));
    const drawn = linear(mix(hexOf(scheme, `--run-${algorithm}`), panelHex, opacity));
    expect(contrast(drawn, panel)).toBeGreaterThanOrEqual(3);
  });

  it.each(PART_APPEARANCES.map((_, index) => index + 1))('so does part %d', (part) =>
    expect(contrast(linear(hexOf(scheme, `--part-${part}`)), panel)).toBeGreaterThanOrEqual(3),
  );

  it.each(Object.keys(VISION))('differ with %s vision', (vision) => {
    const near = PAIRS.filter(([one, other]) => {
      const [a, b] = [oklab(colourOf(one), vision), oklab(colourOf(other), vision)];
      return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) < 0.06;
    });
    expect(near).toEqual([]);
  });
});

/** As the browser blends: in sRGB. */
function mix(over: string, under: string, opacity: number): string {
  const channel = (at: number) => {
    const [a, b] = [over, under].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round((a as number) * opacity + (b as number) * (1 - opacity))
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

describe('the strokes of runs', () => {
  const strokes = ALGORITHMS.map((algorithm) => runAppearance(defaultLook(algorithm))).map(
    ({ width, dash }) => `${width} ${dash}`,
  );

  it('differ without any colour', () => expect(new Set(strokes).size).toBe(ALGORITHMS.length));

  it('stay different where training figures are finer', () => {
    const fine = ALGORITHMS.map((algorithm) => finer(runAppearance(defaultLook(algorithm))));
    expect(new Set(fine.map(({ width, dash }) => `${width} ${dash}`)).size).toBe(strokes.length);
    expect(fine.every(({ dash }) => dash !== null)).toBe(true);
  });
});

describe('the look of a new run', () => {
  it('is that of its algorithm while nobody has its colour', () => {
    expect(freeLook('dlam', [defaultLook('mdlam')])).toEqual(defaultLook('dlam'));
  });

  it('keeps its line and takes a free colour otherwise', () => {
    const taken = [defaultLook('mdlam'), defaultLook('dlam')];
    const look = freeLook('mdlam', taken);
    expect(look.line).toBe('mdlam');
    expect(taken.map(({ colour }) => colour)).not.toContain(look.colour);
  });

  it('is its own again when every colour is taken', () =>
    expect(freeLook('sgd', ALGORITHMS.map(defaultLook))).toEqual(defaultLook('sgd')));
});
