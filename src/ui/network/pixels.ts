import type { PictureSize } from '../../model/dataset.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** Inputs that are no picture are one row of cells. */
export function pictureOrRow(picture: PictureSize | null, features: number): PictureSize {
  return picture ?? { width: features, height: 1 };
}

/** Grey values 0 to 255 as opacity of the ink, so that the ground of the page shows through. */
export function inkPixels(grey: ArrayLike<number>, dark: boolean): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * grey.length);
  const ink = dark ? 255 : 0;
  for (let i = 0; i < grey.length; i++) pixels.set([ink, ink, ink, grey[i] as number], 4 * i);
  return pixels;
}

/** Below and above 0, told apart with every kind of colour vision; 0 is the ground of the page. */
export const DIVERGING: Readonly<Record<'light' | 'dark', readonly [Rgb, Rgb]>> = {
  light: [
    [0x1f, 0x5f, 0xb4],
    [0xc2, 0x56, 0x0a],
  ],
  dark: [
    [0x6c, 0xbc, 0xf0],
    [0xf0, 0x95, 0x2f],
  ],
};

/** Numbers as colours: the hue says the sign, the opacity the size as a share of `scale`. */
export function divergingPixels(
  values: ArrayLike<number>,
  scale: number,
  dark: boolean,
): Uint8ClampedArray<ArrayBuffer> {
  const [below, above] = DIVERGING[dark ? 'dark' : 'light'];
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const share = scale > 0 ? Math.min(1, Math.abs(value) / scale) : 0;
    pixels.set([...(value < 0 ? below : above), Math.round(255 * share)], 4 * i);
  }
  return pixels;
}
