import type { Algorithm } from '../../model/hyperparameters.ts';

/** How a curve is drawn. The names of colours are custom properties of global.css. */
export interface Appearance {
  readonly color: string;
  readonly width: number;
  readonly opacity: number;
  readonly dash: string | null;
}

/**
 * DLAM and mDLAM often coincide almost everywhere. DLAM is a broad translucent band that is drawn
 * first, mDLAM a fine line on top: both are seen where they agree, with or without colour vision.
 */
const RUNS: Readonly<Record<Algorithm, Appearance>> = {
  dlam: { color: 'var(--run-dlam)', width: 5, opacity: 0.8, dash: null },
  mdlam: { color: 'var(--run-mdlam)', width: 1.75, opacity: 1, dash: null },
};

export function runAppearance(algorithm: Algorithm): Appearance {
  return RUNS[algorithm];
}

/** Training figures are dashed, test figures solid. */
export function dashed(appearance: Appearance): Appearance {
  return { ...appearance, dash: '7 5' };
}

/** The parts of F within one run. */
export const PART_APPEARANCES: readonly Appearance[] = [
  { color: 'var(--part-1)', width: 1.75, opacity: 1, dash: null },
  { color: 'var(--part-2)', width: 1.75, opacity: 1, dash: '7 4' },
  { color: 'var(--part-3)', width: 1.75, opacity: 1, dash: '2 3' },
];
