import type { SweepFigure } from '../../sweep/cellResult.ts';
import { BETTER } from '../../sweep/summary.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/**
 * Viridis (Smith & van der Walt 2015, matplotlib's default) at 0, 0.1, …, 1: lightness rises evenly, so that it
 * reads with every kind of colour vision, and in grey.
 */
const VIRIDIS: readonly Rgb[] = [
  [0x44, 0x01, 0x54],
  [0x48, 0x24, 0x75],
  [0x41, 0x44, 0x87],
  [0x35, 0x5f, 0x8d],
  [0x2a, 0x78, 0x8e],
  [0x21, 0x91, 0x8c],
  [0x22, 0xa8, 0x84],
  [0x44, 0xbf, 0x70],
  [0x7a, 0xd1, 0x51],
  [0xbd, 0xdf, 0x26],
  [0xfd, 0xe7, 0x25],
];

/** The colour at a share of the scale, 0 … 1; linear in sRGB between the entries of the table. */
export function heatColour(share: number): Rgb {
  const place = Math.min(1, Math.max(0, share)) * (VIRIDIS.length - 1);
  const below = Math.min(Math.floor(place), VIRIDIS.length - 2);
  const [from, to] = [VIRIDIS[below] as Rgb, VIRIDIS[below + 1] as Rgb];
  const mix = (channel: 0 | 1 | 2) =>
    Math.round(from[channel] + (place - below) * (to[channel] - from[channel]));
  return [mix(0), mix(1), mix(2)];
}

export function cssColour([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** Relative luminance of WCAG 2.2. */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Where black and white stand out equally: (L + 0.05)² = 1.05·0.05. Either side has at least 4.5 : 1. */
const MIDDLE_LUMINANCE = Math.sqrt(1.05 * 0.05) - 0.05;

/** The colour of a text on a colour. */
export function inkOn(colour: Rgb): 'black' | 'white' {
  return luminance(colour) > MIDDLE_LUMINANCE ? 'black' : 'white';
}

/** How values become colours: the better, the lighter. */
export interface HeatScale {
  readonly low: number;
  readonly high: number;
  readonly logarithmic: boolean;
  readonly better: 'lower' | 'higher';
}

/** Losses that span more than this factor are coloured by their logarithm. */
const LINEAR_UP_TO = 10;

/** The scale of the values on the map; null while there are none. */
export function heatScale(values: readonly number[], figure: SweepFigure): HeatScale | null {
  if (values.length === 0) return null;
  const low = Math.min(...values);
  const high = Math.max(...values);
  const better = BETTER[figure];
  const logarithmic = better === 'lower' && low > 0 && high > LINEAR_UP_TO * low;
  return { low, high, logarithmic, better };
}

/** A value's share of the scale: 0 for the worst, 1 for the best, which one value alone is as well. */
export function heatShare({ low, high, logarithmic, better }: HeatScale, value: number): number {
  if (high === low) return 1;
  const share = logarithmic
    ? Math.log(value / low) / Math.log(high / low)
    : (value - low) / (high - low);
  return better === 'higher' ? share : 1 - share;
}
