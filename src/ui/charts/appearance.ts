import { ALGORITHMS, type Algorithm } from '../../model/algorithms.ts';

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
 * dlADMM is a broad opaque line. The gradient methods have dashes, and those that scale each weight
 * by past squares are broader or have the longest dashes, so that all are told apart in grey too.
 */
const RUNS: Readonly<Record<Algorithm, Omit<Appearance, 'color'>>> = {
  mdlam: { width: 1.75, opacity: 1, dash: null },
  dlam: { width: 5, opacity: 0.8, dash: null },
  dladmm: { width: 3, opacity: 1, dash: null },
  sgd: { width: 2, opacity: 1, dash: '2 2.5' },
  momentum: { width: 1.75, opacity: 1, dash: '5 3' },
  nesterov: { width: 1.75, opacity: 1, dash: '5 2.5 1.5 2.5' },
  adagrad: { width: 2.75, opacity: 1, dash: '2.5 4' },
  rmsprop: { width: 2.75, opacity: 1, dash: '7 4' },
  adadelta: { width: 2.75, opacity: 1, dash: '7 3 2 3' },
  adam: { width: 1.75, opacity: 1, dash: '11 3' },
  amsgrad: { width: 1.75, opacity: 1, dash: '11 3 2 2 2 3' },
};

/**
 * A run's colour and line, each named after the algorithm that has it by default; the user may choose
 * others, and the colours stay apart for any colour vision, in light and dark.
 */
export interface RunLook {
  readonly colour: Algorithm;
  readonly line: Algorithm;
}

export function defaultLook(algorithm: Algorithm): RunLook {
  return { colour: algorithm, line: algorithm };
}

export function runAppearance({ colour, line }: RunLook): Appearance {
  return { ...RUNS[line], color: `var(--run-${colour})` };
}

/** The algorithm's own look unless one that is taken has its colour; then the first colour that is free. */
export function freeLook(algorithm: Algorithm, taken: readonly RunLook[]): RunLook {
  const used = new Set(taken.map(({ colour }) => colour));
  if (!used.has(algorithm)) return defaultLook(algorithm);
  const colour = ALGORITHMS.find((one) => !used.has(one)) ?? algorithm;
  return { colour, line: algorithm };
}

/** Training figures beside test figures: half as broad, and dashed where the run has no dashes of its own. */
export function finer(appearance: Appearance): Appearance {
  return { ...appearance, width: appearance.width / 2, dash: appearance.dash ?? '7 5' };
}

/** The parts of F within one run; the last two are dlADMM's alone. */
export const PART_APPEARANCES: readonly Appearance[] = [
  { color: 'var(--part-1)', width: 1.75, opacity: 1, dash: null },
  { color: 'var(--part-2)', width: 1.75, opacity: 1, dash: '7 4' },
  { color: 'var(--part-3)', width: 1.75, opacity: 1, dash: '2 3' },
  { color: 'var(--part-4)', width: 1.75, opacity: 1, dash: '9 3 2 3' },
  { color: 'var(--part-5)', width: 2.75, opacity: 1, dash: '2.5 5' },
];
