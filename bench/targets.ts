/** What the benchmark must show, and whether it did: ratios of medians of one run. */
import {
  type BenchmarkResults,
  type ContenderId,
  type Measurement,
  OWN,
  type Part,
  type ProductResult,
} from './results.ts';
import { fitLine } from './statistics.ts';

export interface Verdict {
  readonly target: string;
  /** The figure, or why there is none. */
  readonly measured: string;
  /** null where it was not measured. */
  readonly met: boolean | null;
}

/** Other libraries on the GPU. */
const GPU_PEERS: readonly ContenderId[] = ['jax-js', 'tfjs-webgpu', 'onnxruntime-web'];

/** A figure, or why there is none. */
type Figure = { readonly value: number; readonly of?: string } | { readonly missing: string };

function times(value: number): string {
  return `${value.toPrecision(3)}×`;
}

function judged(
  target: string,
  figure: Figure,
  holds: (value: number) => boolean,
  text: (value: number) => string = times,
): Verdict {
  if ('missing' in figure) return { target, measured: figure.missing, met: null };
  const { value, of } = figure;
  return { target, measured: text(value) + (of ? ` (${of})` : ''), met: holds(value) };
}

/** What a part shows, or that it was not run, or failed. */
function inPart<T>(part: Part<T>, read: (result: T) => Figure): Figure {
  if (part === null) return { missing: 'not run' };
  return 'error' in part ? { missing: `failed: ${part.error}` } : read(part.result);
}

/** The median, or why there is none. */
function medianOf(
  measurements: readonly Measurement[],
  contender: ContenderId,
): number | { readonly missing: string } {
  const measurement = measurements.find((one) => one.contender === contender);
  if (!measurement) return { missing: `${contender} took no part` };
  return measurement.timing?.median ?? { missing: `${contender}: ${measurement.error}` };
}

function ratio(
  numerator: number | { readonly missing: string },
  denominator: number | { readonly missing: string },
): Figure {
  if (typeof numerator !== 'number') return numerator;
  if (typeof denominator !== 'number') return denominator;
  return { value: numerator / denominator };
}

/** The best GPU peer's time over ours, with the peer; null where either is missing. */
export function speedUp({
  measurements,
}: ProductResult): { readonly value: number; readonly peer: ContenderId } | null {
  const own = medianOf(measurements, OWN);
  if (typeof own !== 'number') return null;
  const peers = GPU_PEERS.flatMap((peer) => {
    const time = medianOf(measurements, peer);
    return typeof time === 'number' ? [{ peer, value: time / own }] : [];
  });
  return peers.sort((a, b) => a.value - b.value)[0] ?? null;
}

function lowestSpeedUp(products: readonly ProductResult[]): Figure {
  const found = products.map((product) => ({ name: product.form.name, best: speedUp(product) }));
  const without = found.find(({ best }) => best === null);
  if (without) return { missing: `${without.name}: no time of ours, or of any GPU peer` };
  const lowest = found
    .flatMap(({ name, best }) => (best ? [{ of: name, value: best.value }] : []))
    .sort((a, b) => a.value - b.value)[0];
  return lowest ?? { missing: 'no product was measured' };
}

function stepVerdicts({ steps }: BenchmarkResults): Verdict[] {
  const gradient = (contender: ContenderId) => (of: readonly Measurement[]) =>
    medianOf(of, contender);
  const iteration = (target: string, over: ContenderId, most: number): Verdict =>
    judged(
      target,
      inPart(steps, ({ iteration: own, gradientSteps }) =>
        ratio(medianOf([own], OWN), gradient(over)(gradientSteps)),
      ),
      (value) => value <= most,
    );
  return [
    judged(
      'Gradient step: at least 3× faster than jax-js’s',
      inPart(steps, ({ gradientSteps }) =>
        ratio(gradient('jax-js')(gradientSteps), gradient(OWN)(gradientSteps)),
      ),
      (value) => value >= 3,
    ),
    iteration('mDLAM iteration: at most 1.6× our gradient step', OWN, 1.6),
    iteration('mDLAM iteration: at most 0.5× jax-js’s gradient step', 'jax-js', 0.5),
    iteration('mDLAM iteration: at most 0.12× tfjs-webgpu’s gradient step', 'tfjs-webgpu', 0.12),
    iteration('mDLAM iteration: not slower than tfjs-wasm’s gradient step', 'tfjs-wasm', 1),
  ];
}

function movingLayers({ steps }: BenchmarkResults): Verdict {
  const smallest = inPart(steps, ({ evidence }) =>
    evidence
      ? { value: Math.min(...evidence.smallestResiduals) }
      : { missing: 'no iteration was timed' },
  );
  return judged(
    'Timed mid-schedule: φ_l > 0 in every layer and timed iteration',
    smallest,
    (value) => value > 0,
    (value) => `smallest φ_l ${value.toPrecision(3)}`,
  );
}

function linearity({ scaling }: BenchmarkResults): Verdict {
  const figure = inPart(scaling, (series) => {
    const points = series.find(({ axis }) => axis === 'samples')?.points ?? [];
    if (points.length < 3) return { missing: 'fewer than three sizes' };
    const line = fitLine(points.map(({ value, timing }) => [value, timing.median]));
    return { value: line.largestDeviation, of: 'largest deviation from the fitted line' };
  });
  return judged(
    'Time per iteration linear in N within 10%',
    figure,
    (value) => value <= 0.1,
    (value) => `${(100 * value).toFixed(1)}%`,
  );
}

/** Every requirement, in the order of the issue. */
export function verdicts(results: BenchmarkResults): Verdict[] {
  const lowest = inPart(results.products, lowestSpeedUp);
  return [
    judged('Every product form at least 3× the best GPU peer', lowest, (value) => value >= 3),
    judged('No product form under 2.5×', lowest, (value) => value >= 2.5),
    ...stepVerdicts(results),
    movingLayers(results),
    judged(
      'mDLAM iteration: at most 1.2× the sum of its products, N = 5000',
      inPart(results.iterationProducts, (part) => ({
        value: part.ratio.median,
        of: `N = ${part.samples}`,
      })),
      (value) => value <= 1.2,
    ),
    linearity(results),
  ];
}
