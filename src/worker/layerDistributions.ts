import type { Dataset } from '../model/dataset.ts';
import type { Iterate } from '../model/iterate.ts';
import { layerCount, type NetworkShape } from '../model/network.ts';
import type { Backend } from '../optimiser/backend.ts';
import { activationGap, NetworkProbe } from '../optimiser/inspection.ts';
import { histogram } from './histogram.ts';
import type { LiveRun } from './liveRun.ts';
import { matricesOf, shapeOn, sliceRows } from './networkInspector.ts';
import type { InspectedNetwork, LayerDistributions, NetworkDistributions } from './protocol.ts';

/** Samples whose values make a histogram: a million values of a layer of a thousand units. */
const MOST_SAMPLES = 1000;
/** All z, a and former a of a larger iterate, in float64, are not read back. */
const LARGEST_ITERATE_BYTES = 2 ** 29;

/** What the values of a run's own z and a are; or why there are none. */
type Split =
  | { readonly iterate: Iterate; readonly why: null }
  | { readonly iterate: null; readonly why: NonNullable<NetworkDistributions['why']> };

/** Reads z and a of a run that rests: while it trains, what is read first is of an earlier iteration than the rest. */
async function readSplit(run: LiveRun | null, sampleCount: number): Promise<Split> {
  if (!run) return { iterate: null, why: 'no-run' };
  const { optimiser, shape } = run;
  if (!optimiser.state) return { iterate: null, why: 'no-split' };
  const units = shape.widths.slice(1).reduce((sum, width) => sum + width, 0);
  if (3 * 8 * units * sampleCount > LARGEST_ITERATE_BYTES)
    return { iterate: null, why: 'too-large' };
  const iterate = await optimiser.state();
  return optimiser.iteration === iterate.iteration
    ? { iterate, why: null }
    : { iterate: null, why: 'in-training' };
}

/**
 * How a_l, z_l − W_l a_{l−1} − b_l and a_l − h(z_l) are distributed over training samples; null as soon as the signal
 * goes off. Without a run's own z and a: a_l of the forward pass.
 * @throws ConfigurationError where the network does not take the data.
 */
export async function layerDistributions(
  backend: Backend,
  dataset: Dataset,
  network: InspectedNetwork,
  run: LiveRun | null,
  signal: AbortSignal,
): Promise<NetworkDistributions | null> {
  const shape = shapeOn(dataset, network);
  const { count } = dataset.train;
  const { iterate, why } = await readSplit(run, count);
  if (signal.aborted) return null;
  const samples = Math.min(count, MOST_SAMPLES);
  const places = Array.from({ length: samples }, (_, i) => Math.floor((i * count) / samples));
  // Those of the iterate itself: the page's may be older.
  const matrices = iterate?.weights ?? matricesOf(shape, network);
  const rows = sliceRows(backend, shape, samples);
  const probed = await NetworkProbe.create(backend, shape, matrices, rows);
  try {
    const look = { probed, shape, samples, signal };
    const inputs = pickRows(dataset.train.features, dataset.featureCount, places);
    const layers = iterate
      ? await ofIterate(look, inputs, iterate, places)
      : await ofForwardPass(look, inputs);
    const iteration = iterate?.iteration ?? null;
    return layers && { samples, sampleCount: count, why, iteration, layers };
  } finally {
    probed.dispose();
  }
}

interface Look {
  readonly probed: NetworkProbe;
  readonly shape: NetworkShape;
  readonly samples: number;
  readonly signal: AbortSignal;
}

function pickRows(
  values: Float32Array | Float64Array,
  width: number,
  places: readonly number[],
): Float64Array {
  const picked = new Float64Array(places.length * width);
  places.forEach((from, to) => {
    picked.set(values.subarray(from * width, (from + 1) * width), to * width);
  });
  return picked;
}

/** z_l and, for l < L, a_l = h(z_l) of all samples for given a_{l−1}; null when the signal went off. */
async function computeLayer(
  { probed, shape, samples, signal }: Look,
  layer: number,
  inputs: Float64Array,
): Promise<{ readonly z: Float64Array; readonly a: Float64Array | null } | null> {
  const [before = 0, width = 0] = shape.widths.slice(layer - 1, layer + 1);
  const hidden = layer < layerCount(shape);
  const z = new Float64Array(samples * width);
  const a = hidden ? new Float64Array(samples * width) : null;
  for (let first = 0; first < samples; first += probed.rows) {
    if (signal.aborted) return null;
    const rows = Math.min(probed.rows, samples - first);
    probed.setInputs(layer, inputs.subarray(first * before, (first + rows) * before));
    await probed.compute(layer);
    z.set((await probed.z(layer)).subarray(0, rows * width), first * width);
    a?.set((await probed.a(layer)).subarray(0, rows * width), first * width);
  }
  return { z, a };
}

const VALUES = { symmetric: false, zerosApart: true };
const DIFFERENCES = { symmetric: true, zerosApart: false };

async function ofForwardPass(
  look: Look,
  features: Float64Array,
): Promise<LayerDistributions[] | null> {
  const layers: LayerDistributions[] = [];
  let inputs = features;
  for (let layer = 1; layer <= layerCount(look.shape); layer++) {
    const computed = await computeLayer(look, layer, inputs);
    if (!computed) return null;
    const { z, a } = computed;
    layers.push({ values: await histogram(a ?? z, VALUES), residual: null, gap: null });
    inputs = a ?? z;
  }
  return layers;
}

async function ofIterate(
  look: Look,
  features: Float64Array,
  { z: allZ, a: allA }: Iterate,
  places: readonly number[],
): Promise<LayerDistributions[] | null> {
  const layers: LayerDistributions[] = [];
  let inputs = features;
  for (let layer = 1; layer <= layerCount(look.shape); layer++) {
    const width = look.shape.widths[layer] as number;
    const z = pickRows(allZ[layer - 1] as Float64Array, width, places);
    const ownA = allA[layer - 1];
    const a = ownA ? pickRows(ownA, width, places) : null;
    const computed = await computeLayer(look, layer, inputs);
    if (!computed) return null;
    const residual = await histogram(
      z.map((value, index) => value - (computed.z[index] as number)),
      DIFFERENCES,
    );
    const { activation } = look.shape;
    const gap = a && (await histogram(activationGap(a, z, activation), DIFFERENCES));
    layers.push({ values: await histogram(a ?? z, VALUES), residual, gap });
    inputs = a ?? z;
  }
  return layers;
}
