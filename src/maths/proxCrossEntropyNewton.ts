import { type ProxSample, proxGradient } from './proxGradient.ts';
import { solveSamples } from './solveSamples.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

/** Enough for |v| ≤ 1e4 and ρ ≥ 1e-6, where at most 30 are taken. */
const STEP_LIMIT = 100;
const LINE_SEARCH_LIMIT = 12;
/** u, the unit roundoff of float64. */
const ROUNDOFF = 2 ** -53;

/** The arrays of one sample's solution, reused for all: p = softmax(v + d), gradient, step. */
class Workspace {
  readonly p: Float64Array;
  readonly gradient: Float64Array;
  readonly step: Float64Array;
  readonly trial: Float64Array;
  constructor(classes: number) {
    this.p = new Float64Array(classes);
    this.gradient = new Float64Array(classes);
    this.step = new Float64Array(classes);
    this.trial = new Float64Array(classes);
  }
}

/**
 * step = −H⁻¹·gradient by Sherman–Morrison, H = D − ppᵀ with D = diag(p) + ρI. The denominator
 * 1 − pᵀD⁻¹p is formed as ρ·Σ p/(p + ρ), which does not cancel. Returns max step − min step.
 */
function newtonStep({ p, gradient, step }: Workspace, rho: number): number {
  let weighted = 0;
  let weights = 0;
  for (let i = 0; i < p.length; i += 1) {
    const share = p[i] / (p[i] + rho);
    weighted += share * gradient[i];
    weights += share;
  }
  const correction = weighted / (rho * weights);
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < p.length; i += 1) {
    step[i] = -(gradient[i] + p[i] * correction) / (p[i] + rho);
    smallest = Math.min(smallest, step[i]);
    largest = Math.max(largest, step[i]);
  }
  return largest - smallest;
}

/** Moves `trial` to d + t·step; leaves p and gradient there. Returns the slope gradient·step. */
function slopeAt(sample: ProxSample, d: Float64Array, work: Workspace, t: number): number {
  const { p, gradient, step, trial } = work;
  for (let i = 0; i < d.length; i += 1) trial[i] = d[i] + t * step[i];
  proxGradient(gradient, p, sample, trial);
  let slope = 0;
  for (let i = 0; i < d.length; i += 1) slope += gradient[i] * step[i];
  return slope;
}

/**
 * Takes a damped Newton step whose spread max − min is `spread`: d, p and gradient move. Along the
 * step the curvature grows at most like e^{spread·t} (the third derivative of log Σ exp is at most
 * spread times the second; Bach 2010, Prop. 1). Hence t = 1 lowers the objective where spread ≤ 1,
 * and t = log(1 + spread)/spread always does, with a slope that is still ≤ 0 there. Between that
 * and 1 bisection, on a logarithmic scale, looks for a longer step whose slope is still ≤ 0: the
 * slope rises with t, so that the objective falls all the way to it.
 */
function dampedStep(sample: ProxSample, d: Float64Array, work: Workspace, spread: number): void {
  let accepted = 1;
  let slope = slopeAt(sample, d, work, 1);
  if (spread > 1 && slope > 0) {
    accepted = Math.log1p(spread) / spread;
    let tooLong = 1;
    for (let trial = 0; trial < LINE_SEARCH_LIMIT && tooLong > 1.5 * accepted; trial += 1) {
      const t = Math.sqrt(accepted * tooLong);
      slope = slopeAt(sample, d, work, t);
      if (slope > 0) tooLong = t;
      else accepted = t;
    }
    slopeAt(sample, d, work, accepted);
  }
  d.set(work.trial);
}

/** Whether adding `step` to z = v + d still changes an element of z. */
function isResolved({ v, startV }: ProxSample, d: Float64Array, step: Float64Array): boolean {
  return step.some((value, i) => Math.abs(value) > 2 * ROUNDOFF * Math.abs(v[startV + i] + d[i]));
}

/** Solves one sample from d = 0; returns the steps taken. */
function solve(sample: ProxSample, d: Float64Array, work: Workspace, tolerance: number): number {
  const { p, gradient, step } = work;
  const target = Math.max(tolerance * sample.rho, 4 * ROUNDOFF);
  const small = tolerance * Math.max(1, sample.rho);
  let norm = proxGradient(gradient, p, sample, d);
  let steps = 0;
  while (norm > target && steps < STEP_LIMIT) {
    dampedStep(sample, d, work, newtonStep(work, sample.rho));
    steps += 1;
    const former = norm;
    norm = gradient.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    const stalled = norm <= small && norm > former / 2;
    if (stalled || !isResolved(sample, d, step)) break;
  }
  return steps;
}

/**
 * z = argmin Σ_i −log softmax(z_i)·y_i + (ρ/2)‖z − v‖², mDLAM Eq. (5), by damped Newton steps;
 * z, v, y `samples × classes`, y one-hot, ρ > 0. Starts at z = v and converges from there for every
 * v (see {@link dampedStep}). A sample ends at ‖p − y + ρ(z − v)‖∞ ≤ max(tolerance·ρ, 4u): the
 * Hessian is at least ρI, so that z is then within about `tolerance` of the minimiser, or as near as
 * rounding allows. It also ends once the gradient is below tolerance·max(1, ρ) and rounding keeps
 * it from halving, at a step that z no longer resolves, and after {@link STEP_LIMIT} steps. The
 * unknown is d = z − v, so that ρ·d carries no cancellation; a v with NaN or ∞ gives NaN. Returns
 * the largest number of steps that a sample took.
 * @throws RangeError when ρ is not positive.
 */
export function proxCrossEntropyNewton(
  z: StridedMatrix,
  v: StridedMatrix,
  y: StridedMatrix,
  rho: number,
  tolerance = 1e-12,
): number {
  const work = new Workspace(z.columns);
  return solveSamples(z, v, y, rho, (sample, d) => solve(sample, d, work, tolerance));
}
