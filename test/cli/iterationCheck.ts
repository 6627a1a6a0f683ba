/**
 * SPEC.md's iteration, block by block, in plain float64 loops over what state files hold. Imports nothing of the engine.
 */
import {
  at,
  minus,
  norm,
  squares,
  times,
  timesTransposed,
  transposedTimes,
  withColumn,
  withoutColumn,
} from './plainLoops.ts';
import {
  clamp,
  clamped,
  columnsOf,
  h,
  inputsOf,
  interval,
  objectiveOf,
  type ProblemSpec,
  penalty,
  residual,
  type State,
} from './problemState.ts';

/** What one check found: `excess` has to be at most 0, or at most the rounding of the numbers in the file. */
export interface Finding {
  readonly what: string;
  readonly excess: number;
}

/** ‖found − expected‖ beyond `tolerance` of ‖scale‖. */
function apart(
  what: string,
  found: Float64Array,
  expected: Float64Array,
  tolerance: number,
): Finding {
  const distance = norm(found.map((value, index) => value - at(expected, index)));
  return { what, excess: distance - tolerance * (norm(expected) + 1e-300) };
}

function extrapolated(now: Float64Array, former: Float64Array, omega: number): Float64Array {
  return now.map((value, index) => value + omega * (value - at(former, index)));
}

function proximal(
  spec: ProblemSpec,
  point: Float64Array,
  G: Float64Array,
  theta: number,
): Float64Array {
  return point.map((value, index) => {
    const { lambda } = spec;
    if (spec.regulariser === 'l2') return (theta * value - at(G, index)) / (theta + lambda);
    const moved = value - at(G, index) / theta;
    return spec.regulariser === 'none'
      ? moved
      : Math.sign(moved) * Math.max(Math.abs(moved) - lambda / theta, 0);
  });
}

/**
 * Everything SPEC.md says of the iteration that leads from `before` to `after`; `former` is the state before that.
 * `tolerance` is what the rounding of the stored numbers allows, relative.
 */
function checkIteration(
  spec: ProblemSpec,
  former: State,
  before: State,
  after: State,
  tolerance: number,
): Finding[] {
  const { rho, epsilon, theta, tau, rejected } = after;
  const layers = spec.widths.length - 1;
  const findings: Finding[] = [];
  const omegaOf = (block: string) => (rejected.includes(block) ? 0 : after.omega);
  const startA = before.a.map((a) => clamped(spec, a, epsilon));
  const formerA = former.a.map((a) => clamped(spec, a, before.epsilon));
  for (let l = 1; l <= layers; l++) {
    const columns = columnsOf(spec, l);
    const inputs = inputsOf(spec, after, l);
    const [W, oldW, formerW] = [after, before, former].map((state) => state.W[l - 1]) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const [z, oldZ] = [after.z[l - 1], before.z[l - 1]] as [Float64Array, Float64Array];

    const point = extrapolated(oldW, formerW, omegaOf(`W${l}`));
    const misfit = minus(timesTransposed(inputs, point, columns), oldZ).map((value) => rho * value);
    const G = transposedTimes(misfit, inputs, inputs.length / columns);
    findings.push(
      apart(`W${l} is the proximal step`, W, proximal(spec, point, G, at(theta, l - 1)), tolerance),
    );
    const D = minus(W, point);
    const curvature = rho * squares(timesTransposed(inputs, D, columns));
    const slack = tolerance * (1 + norm(W) / (norm(D) + 1e-300));
    findings.push({
      what: `condition (2) of W${l}`,
      excess: curvature - at(theta, l - 1) * squares(D) * (1 + 4 * slack) - 1e-300,
    });
    const cost = (weights: Float64Array) =>
      residual(spec, rho, [inputs, weights, oldZ], l) + penalty(spec, weights);
    findings.push({
      what: `W${l} does not raise F`,
      excess: cost(W) - cost(oldW) - tolerance * after.objective,
    });

    const v = timesTransposed(inputs, W, columns);
    if (l === layers) {
      findings.push(...checkOutput(spec, z, v, rho, tolerance));
      continue;
    }
    const centres = startA[l - 1] as Float64Array;
    const expected = v.map((value, index) =>
      nearestProjection(spec, value, at(centres, index), at(z, index), after),
    );
    findings.push(apart(`z${l} is the projection`, z, expected, tolerance));

    const a = after.a[l - 1] as Float64Array;
    const gap = a.reduce(
      (most, value, index) =>
        Math.max(
          most,
          Math.abs(value - h(spec, at(z, index))) - epsilon - tolerance * (1 + Math.abs(value)),
        ),
      -1,
    );
    findings.push({ what: `|a${l} − h(z${l})| ≤ ε`, excess: gap });
    const [start, back] = [startA[l - 1], formerA[l - 1]] as [Float64Array, Float64Array];
    const width = spec.widths[l] as number;
    const next = before.W[l] as Float64Array;
    const proper = spec.bias ? withoutColumn(next, width) : next;
    const target = before.z[l] as Float64Array;
    const pointA = extrapolated(start, back, omegaOf(`a${l}`));
    const full = spec.bias ? withColumn(pointA, width, () => 1) : pointA;
    const pull = minus(timesTransposed(full, next, columnsOf(spec, l + 1)), target).map(
      (value) => rho * value,
    );
    const GA = times(pull, proper, spec.widths[l + 1] as number);
    const stepped = pointA.map((value, index) => {
      const centre = h(spec, at(z, index));
      return clamp(value - at(GA, index) / at(tau, l - 1), centre - epsilon, centre + epsilon);
    });
    findings.push(apart(`a${l} is the projected step`, a, stepped, tolerance));
    const DA = minus(a, pointA);
    const curvatureA = rho * squares(timesTransposed(DA, proper, width));
    const slackA = tolerance * (1 + norm(a) / (norm(DA) + 1e-300));
    findings.push({
      what: `the condition of a${l}`,
      excess: curvatureA - at(tau, l - 1) * squares(DA) * (1 + 4 * slackA) - 1e-300,
    });
  }
  findings.push({
    what: 'F is the objective',
    excess: Math.abs(objectiveOf(spec, after) - after.objective) - 10 * tolerance * after.objective,
  });
  return findings;
}

/**
 * The projection of v on {z : |h(z) − a| ≤ ε} that is next to the z that was found, for a and those on both sides of it
 * that its rounding may stand for: where a − ε or a + ε is a hair from the rim of h, the interval ends there or nowhere.
 */
function nearestProjection(
  spec: ProblemSpec,
  v: number,
  a: number,
  z: number,
  { epsilon, roundoff }: State,
): number {
  const hair = 8 * roundoff * (epsilon + Math.abs(a));
  const candidates = [a, a - hair, a + hair].map((centre) =>
    clamp(v, ...interval(spec, centre, epsilon)),
  );
  return candidates.reduce((best, one) => (Math.abs(one - z) < Math.abs(best - z) ? one : best));
}

/** All that is wrong with the iterations that lead to the states whose numbers `isAsked` names, in words. */
export function wrongIterations(
  spec: ProblemSpec,
  states: readonly State[],
  tolerance: number,
  isAsked: (iteration: number) => boolean = () => true,
): string[] {
  return states.flatMap((after, k) => {
    if (k === 0 || !isAsked(k)) return [];
    const [former, before] = [states[Math.max(k - 2, 0)], states[k - 1]] as [State, State];
    const findings = checkIteration(spec, former, before, after, tolerance);
    if (findings.length < 5 * (spec.widths.length - 1))
      throw new Error('Something went unchecked.');
    return findings
      .filter(({ excess }) => !(excess <= 0))
      .map(({ what, excess }) => `iteration ${k}: ${what} (${excess})`);
  });
}

/** z_L is where the gradient of R(z; y) + (ρ/2)‖z − v‖² vanishes. */
function checkOutput(
  spec: ProblemSpec,
  z: Float64Array,
  v: Float64Array,
  rho: number,
  tolerance: number,
): Finding[] {
  const n = spec.widths.at(-1) as number;
  let worst = 0;
  for (let row = 0; row < z.length; row += n) {
    const scores = z.subarray(row, row + n);
    const largest = Math.max(...scores);
    const total = scores.reduce((all, score) => all + Math.exp(score - largest), 0);
    scores.forEach((score, j) => {
      const share = spec.loss === 'cross-entropy' ? Math.exp(score - largest) / total : score;
      const gradient = share - at(spec.targets, row + j) + rho * (score - at(v, row + j));
      const size = 1 + Math.abs(score) + rho * Math.abs(at(v, row + j));
      worst = Math.max(worst, Math.abs(gradient) / size);
    });
  }
  return [{ what: 'z_L minimises', excess: worst - 100 * tolerance }];
}
