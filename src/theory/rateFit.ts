import { fitCurvature, fitLine, type LineFit } from './leastSquares.ts';
import type { Gaps } from './objectiveFloor.ts';

/** Why no linear phase was seen. */
export type NoLinearPhaseReason =
  /** The gap does not fall across the window. */
  | 'no-decay'
  /** log(F − F*) flattens, or k^−p fits the window clearly better. */
  | 'sublinear'
  /** log(F − F*) bends downwards: F* is too large, or the rate itself still changes. */
  | 'bends-down'
  /** The window is too short, or too noisy, to tell q^k from k^−p. */
  | 'undecided';

interface FittedWindow {
  /** First and last k that were used. */
  readonly from: number;
  readonly to: number;
  readonly points: number;
  /** Points of the window without a usable logarithm: F ≤ F*, or F − F* at the level of the floor. */
  readonly leftOut: number;
}

export interface LinearRate extends FittedWindow {
  readonly kind: 'linear';
  /** C1 = q²: F^{k+1} − F* ≈ C1 (F^{k−1} − F*). */
  readonly c1: number;
  /** Standard error of C1. */
  readonly error: number;
  /** log(F_k − F*) ≈ logScale + k·logRatio. */
  readonly logScale: number;
  readonly logRatio: number;
  readonly rSquared: number;
}

export interface NoLinearPhase extends FittedWindow {
  readonly kind: 'no-linear-phase';
  readonly reason: NoLinearPhaseReason;
  /** p of F_k − F* ∝ k^−p. */
  readonly exponent: number;
  /** Standard error of p. */
  readonly error: number;
  /** log(F_k − F*) ≈ logScale − exponent·log k. */
  readonly logScale: number;
  readonly rSquared: number;
}

export interface TooFewPoints extends FittedWindow {
  readonly kind: 'too-few-points';
}

export type RateFit = LinearRate | NoLinearPhase | TooFewPoints;

export interface RateWindow {
  /** Iterations, whole numbers; both ends belong to the window. */
  readonly from: number;
  readonly to: number;
  /** Gaps up to here say more of F* or of rounding than of the rate, and are left out: `usableGap`. */
  readonly resolution: number;
}

/** With fewer there is no telling a line from a curve. */
export const FEWEST_POINTS = 8;

/** Standard errors that a statement keeps between itself and its opposite. */
const CONFIDENCE = 2;
/**
 * Least n·log(RSS of k^−p / RSS of q^k) = twice the logarithm of the likelihood ratio = ΔBIC for "clearly better";
 * 10 is Kass and Raftery's "very strong" (JASA 90, 1995). Where k^−p is the truth and the noise is independent,
 * this figure is about normal with mean −s and standard deviation 2√s, s being the squared distance of the two models in units
 * of the noise. P(figure > T) is largest at s = T, where it is Φ(−√T) < 0.001: that bounds false positives in
 * every window, also far out in k, where both models are straight and s is small.
 */
const EVIDENCE = 10;
/** No theorem promises a power of k beyond this (Theorem 2: o(1/k); accelerated gradients: 1/k²); steeper is no power law. */
const STEEPEST_POWER = 4;
/** The local rate −d log(F − F*)/dk may change by this factor across a linear phase. */
const LARGEST_RATE_CHANGE = 2;

/**
 * Theorem 4's rate by least squares: log(F_k − F*) = α + k·log q on the points of a window, C1 = q² because the
 * theorem steps over two iterations. Against it stands log(F_k − F*) = α − p·log k on the same points (k ≥ 1).
 *
 * The phase is called linear when the gap falls, the curve is straight, and the window can tell:
 *  - straight: from a quadratic fit, the bend κ = 2·curvature·(k₂ − k₁)/|slope| is the change of log(local rate) across the window
 *    (0 for q^k). Where D = |slope|·(k₂ − k₁) is the decay, κ/D = 1/p for every power (k + c)^−p, whatever the shift c.
 *    |κ| may exceed min(log 2, D/4) by no more than two standard errors;
 *  - not 1/(k + c): κ lies two standard errors below D;
 *  - not k^−p: the line is clearly better (EVIDENCE), or the fitted p lies two standard errors above STEEPEST_POWER
 *    and the power law is not clearly better.
 */
export function fitRate(gaps: Gaps, window: RateWindow): RateFit {
  const { ks, logs, leftOut } = usablePoints(gaps, window);
  const points = ks.length;
  const span = { from: ks[0] ?? window.from, to: ks.at(-1) ?? window.to, points, leftOut };
  if (points < FEWEST_POINTS) return { kind: 'too-few-points', ...span };
  const line = fitLine(ks, logs);
  const power = fitLine(ks.map(Math.log), logs);
  const reason = doubt(ks, logs, line, power);
  if (reason === null) {
    const c1 = Math.exp(2 * line.slope);
    const { intercept: logScale, slope: logRatio, rSquared } = line;
    const error = 2 * c1 * line.slopeError;
    return { kind: 'linear', ...span, c1, error, logScale, logRatio, rSquared };
  }
  return {
    kind: 'no-linear-phase',
    ...span,
    reason,
    exponent: -power.slope,
    error: power.slopeError,
    logScale: power.intercept,
    rSquared: power.rSquared,
  };
}

/** F_k − F* as the fit has it; to draw it over the window. */
export function fittedGap(fit: LinearRate | NoLinearPhase, k: number): number {
  const log = fit.kind === 'linear' ? k * fit.logRatio : -fit.exponent * Math.log(k);
  return Math.exp(fit.logScale + log);
}

/** What speaks against a linear phase; null when nothing does. */
function doubt(
  ks: Float64Array,
  logs: Float64Array,
  line: LineFit,
  power: LineFit,
): NoLinearPhaseReason | null {
  if (!(line.slope < -CONFIDENCE * line.slopeError)) return 'no-decay';
  const length = (ks.at(-1) as number) - (ks[0] as number);
  const decay = -line.slope * length;
  const { curvature, error } = fitCurvature(ks, logs);
  const bend = (2 * curvature * length) / -line.slope;
  const bendError = CONFIDENCE * ((2 * error * length) / -line.slope);
  const largestBend = Math.min(Math.log(LARGEST_RATE_CHANGE), decay / STEEPEST_POWER);
  if (bend + bendError < -largestBend) return 'bends-down';
  const evidence = evidenceForLine(logs, line, power);
  if (bend - bendError > largestBend || evidence < -EVIDENCE) return 'sublinear';
  const tooSteep = -power.slope - CONFIDENCE * power.slopeError > STEEPEST_POWER;
  const canTell = bend + bendError < decay && (evidence > EVIDENCE || tooSteep);
  return canTell ? null : 'undecided';
}

/** Residuals of this size, relative to the logarithms, are rounding. */
const ROUNDING = 2 ** -50;

/** n·log(RSS of k^−p / RSS of q^k): positive where the line in k fits better. */
function evidenceForLine(logs: Float64Array, line: LineFit, power: LineFit): number {
  const size = 1 + logs.reduce((largest, log) => Math.max(largest, Math.abs(log)), 0);
  const rounding = logs.length * (ROUNDING * size) ** 2;
  return logs.length * Math.log((power.residualSum + rounding) / (line.residualSum + rounding));
}

function usablePoints(
  { xs, ys, length, leftOut, leftOutLength }: Gaps,
  { from, to, resolution }: RateWindow,
): { readonly ks: Float64Array; readonly logs: Float64Array; readonly leftOut: number } {
  // k = 0 has no logarithm and is the start, which no rate describes.
  const least = Math.max(1, from);
  const first = countBelow(xs, length, least);
  const end = countBelow(xs, length, to + 1);
  const used: number[] = [];
  for (let i = first; i < end; i++) if ((ys[i] as number) > resolution) used.push(i);
  const missing =
    countBelow(leftOut, leftOutLength, to + 1) - countBelow(leftOut, leftOutLength, least);
  return {
    ks: Float64Array.from(used, (i) => xs[i] as number),
    logs: Float64Array.from(used, (i) => Math.log(ys[i] as number)),
    leftOut: Math.max(0, end - first - used.length) + Math.max(0, missing),
  };
}

/** How many of the first `length` ascending values lie below the bound. */
function countBelow(values: readonly number[], length: number, bound: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
