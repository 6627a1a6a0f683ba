import type { Appearance } from '../charts/appearance.ts';

const COLOURS = 5;

/** The curve of layer l: a colour each, and beyond five a broad line in the same colours. */
export function layerAppearance(layer: number, dash: string | null = null): Appearance {
  const place = layer - 1;
  return {
    color: `var(--part-${(place % COLOURS) + 1})`,
    width: place < COLOURS ? 1.75 : 3.25,
    opacity: 1,
    dash,
  };
}

/** The second figure of a layer beside its first. */
export const DASHED = '6 4';

/** What belongs to no layer. */
export const WHOLE_APPEARANCE: Appearance = {
  color: 'var(--lab-ink)',
  width: 1.75,
  opacity: 1,
  dash: null,
};
