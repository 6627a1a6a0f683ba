import type { ClassLabels, Dataset, Samples } from '../model/dataset.ts';
import { ConfigurationError } from '../model/errors.ts';
import { inputWidth, layerCount, type NetworkShape } from '../model/network.ts';
import type { Backend } from '../optimiser/backend.ts';
import { NetworkProbe } from '../optimiser/inspection.ts';
import { withBiasColumn } from '../training/biasColumn.ts';
import type { Classification, DataPart, InspectedNetwork, InspectedSamples } from './protocol.ts';

/** Operations of a slice: some ten milliseconds each, on the CPU and on a slow GPU. */
const SLICE_FLOPS: Readonly<Record<Backend['name'], number>> = { cpu: 2e7, gpu: 1e9 };
const MOST_ROWS = 1024;

/** The network's shape on these data. @throws ConfigurationError where it does not take them. */
export function shapeOn(dataset: Dataset, { weights, activation }: InspectedNetwork): NetworkShape {
  const { layers, name } = weights;
  const widths = [layers[0]?.columns ?? 0, ...layers.map(({ rows }) => rows)];
  const { featureCount, classCount } = dataset;
  if (widths[0] !== featureCount || widths.at(-1) !== classCount)
    throw new ConfigurationError(
      name,
      `The network of ${name} has ${widths[0]} inputs and ${widths.at(-1)} outputs, and the data have ${featureCount} features and ${classCount} classes: choose the data it was trained on.`,
    );
  return { widths, activation, bias: layers.some(({ bias }) => bias !== null) };
}

/** Rows of a probe that keep a slice short. */
export function sliceRows(backend: Backend, shape: NetworkShape, count: number): number {
  let flops = 0;
  for (let layer = 1; layer <= layerCount(shape); layer++)
    flops += 2 * (shape.widths[layer] as number) * inputWidth(shape, layer);
  const rows = Math.floor(SLICE_FLOPS[backend.name] / flops);
  return Math.max(1, Math.min(rows, MOST_ROWS, count));
}

/** W_l with b_l in the last column, as engines have them. */
export function matricesOf(
  shape: NetworkShape,
  { weights }: InspectedNetwork,
): readonly Float64Array[] {
  return weights.layers.map((layer) => withBiasColumn(shape, layer));
}

/**
 * What a network says of every sample of a part of the data; null as soon as the signal goes off.
 * @throws ConfigurationError where the network does not take the data.
 */
export async function classify(
  backend: Backend,
  dataset: Dataset,
  network: InspectedNetwork,
  part: DataPart,
  signal: AbortSignal,
): Promise<Classification | null> {
  const shape = shapeOn(dataset, network);
  const { features, labels, count } = dataset[part];
  const { featureCount, classCount } = dataset;
  const predicted = labels.slice();
  const confidence = new Float32Array(count);
  const trueProbability = new Float32Array(count);
  const matrices = matricesOf(shape, network);
  const rows = sliceRows(backend, shape, count);
  const probed = await NetworkProbe.create(backend, shape, matrices, rows);
  try {
    for (let first = 0; first < count; first += probed.rows) {
      if (signal.aborted) return null;
      const end = Math.min(count, first + probed.rows);
      const outputs = await probed.outputs(
        features.subarray(first * featureCount, end * featureCount),
      );
      for (let sample = first; sample < end; sample++) {
        const start = (sample - first) * classCount;
        const verdict = judge(
          outputs.subarray(start, start + classCount),
          labels[sample] as number,
        );
        predicted[sample] = verdict.predicted;
        confidence[sample] = verdict.confidence;
        trueProbability[sample] = verdict.trueProbability;
      }
    }
  } finally {
    probed.dispose();
  }
  return { labels, predicted, confidence, trueProbability };
}

/** The class with the largest z, the first of them where several are equal, and softmax(z) at it and at the label. */
function judge(z: Float64Array, label: number) {
  let predicted = 0;
  for (let index = 1; index < z.length; index++)
    if ((z[index] as number) > (z[predicted] as number)) predicted = index;
  const largest = z[predicted] as number;
  const sum = z.reduce((total, value) => total + Math.exp(value - largest), 0);
  return {
    predicted,
    confidence: 1 / sum,
    trueProbability: Math.exp((z[label] as number) - largest) / sum,
  };
}

const WHITE = 255;

/** Samples of a part of the data by their places in it. @throws ConfigurationError for places that do not exist. */
export function pickSamples(
  dataset: Dataset,
  part: DataPart,
  indices: readonly number[],
): InspectedSamples {
  const { features, labels, count }: Samples = dataset[part];
  const { featureCount, scaler } = dataset;
  const picked = new Float32Array(indices.length * featureCount);
  const grey = new Uint8Array(picked.length);
  const theirs: ClassLabels = labels.slice(0, indices.length);
  indices.forEach((from, to) => {
    if (!Number.isInteger(from) || from < 0 || from >= count)
      throw new ConfigurationError(
        'sample',
        `There is no ${part} sample ${from}: choose one from 0 to ${count - 1}.`,
      );
    theirs[to] = labels[from] as number;
    for (let feature = 0; feature < featureCount; feature++) {
      const x = features[from * featureCount + feature] as number;
      picked[to * featureCount + feature] = x;
      grey[to * featureCount + feature] = greyOf(x, feature, scaler);
    }
  });
  return { features: picked, grey, labels: theirs };
}

/** The way back through the scaling, as a share of the features' range. */
function greyOf(
  x: number,
  feature: number,
  { offset, factor, low, high }: Dataset['scaler'],
): number {
  const scale = factor[feature] as number;
  // A feature that is the same in all training samples was scaled to nothing: it is taken to be that value.
  const value = (offset[feature] as number) + (scale === 0 ? 0 : x / scale);
  const share = high > low ? (value - low) / (high - low) : 0;
  return Math.round(WHITE * Math.min(1, Math.max(0, share)));
}
