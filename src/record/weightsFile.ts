import { ACTIVATIONS, type Activation } from '../model/activation.ts';
import { RecordFormatError } from '../model/errors.ts';
import { LONGEST_NAME } from '../model/fileLimits.ts';
import { quoted, shortened, visibleText } from '../model/readableText.ts';
import type { StoredLayer, StoredWeights } from '../model/storedWeights.ts';
import type { RunOrigin } from './runRecord.ts';
import { readTensors, type Tensor, writeTensors } from './safetensors.ts';

/** What the weights are of, as far as the file says so. */
export interface WeightsFile {
  readonly weights: StoredWeights;
  readonly activation: Activation | null;
  readonly iteration: number | null;
  /** Short SHA-256 of the data they were trained on. */
  readonly data: string | null;
}

/**
 * Weights of a run as the bytes of a safetensors file in float32: W1 (n_1 × n_0), b1 (n_1), W2, … with what they are of
 * as texts.
 */
export function writeWeights(
  { name, layers }: StoredWeights,
  origin: RunOrigin,
  iteration: number,
): Uint8Array<ArrayBuffer> {
  const tensors = layers.flatMap(({ rows, columns, weights, bias }, index): Tensor[] => [
    { name: `W${index + 1}`, shape: [rows, columns], values: weights },
    ...(bias ? [{ name: `b${index + 1}`, shape: [rows], values: bias }] : []),
  ]);
  const { algorithm, settings, data, app } = origin;
  const metadata = {
    app: 'DLAM Lab',
    version: app,
    run: name,
    algorithm,
    activation: settings.activation,
    iteration: String(iteration),
    data: data.hash,
    dataName: data.name,
    scaling: settings.scaling,
    classNames: JSON.stringify(data.classNames),
  };
  return writeTensors({ tensors, metadata });
}

/**
 * The weights of a safetensors file: W1, b1, W2, … or, as PyTorch names them, 0.weight, 0.bias, 2.weight, …
 * @throws RecordFormatError that names the file, the tensor and the remedy.
 */
export function readWeightsFile(bytes: Uint8Array, file: string): WeightsFile {
  const { tensors, metadata } = readTensors(bytes, file);
  const layers = layersOf(tensors, file);
  checkChain(layers, file);
  const { run, activation, iteration, data } = metadata;
  const count = Number(iteration);
  return {
    weights: { name: visibleText(run ? `${file} (${run.slice(0, LONGEST_NAME)})` : file), layers },
    activation: ACTIVATIONS.find((one) => one === activation) ?? null,
    iteration: iteration !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : null,
    data: data?.slice(0, LONGEST_NAME) ?? null,
  };
}

/** "W1" and "b1", or "layers.0.weight" and "layers.0.bias": which layer, and which of the two. */
function placeOf(name: string): { readonly layer: string; readonly part: 'W' | 'b' } | null {
  const short = /^([Wb])(\d+)$/.exec(name);
  if (short) return { layer: String(Number(short[2])), part: short[1] as 'W' | 'b' };
  const long = /^(?:(.*)\.)?(weight|bias)$/.exec(name);
  return long ? { layer: long[1] ?? '', part: long[2] === 'weight' ? 'W' : 'b' } : null;
}

/** Digits within names count as numbers: 10.weight comes after 2.weight. */
const inOrder = new Intl.Collator('en', { numeric: true }).compare;

function layersOf(tensors: readonly Tensor[], file: string): StoredLayer[] {
  const found = new Map<string, { W?: Tensor; b?: Tensor }>();
  for (const tensor of tensors) {
    const place = placeOf(tensor.name);
    if (!place)
      throw bad(
        file,
        `its tensor "${shortened(tensor.name)}" is neither a weight matrix nor a bias of a fully-connected network`,
      );
    checkFinite(tensor, file);
    const layer = found.get(place.layer);
    const other = layer?.[place.part];
    if (other)
      throw bad(
        file,
        `${quoted(other.name)} and ${quoted(tensor.name)} are the same part of a layer`,
      );
    found.set(place.layer, { ...layer, [place.part]: tensor });
  }
  if (found.size === 0) throw bad(file, 'it holds no tensor at all');
  const names = [...found.keys()].sort(inOrder);
  const numbered = tensors.some(({ name }) => /^[Wb]\d+$/.test(name));
  return names.map((name, index) => {
    if (numbered && name !== String(index + 1))
      throw bad(file, `W${index + 1} is missing: the layers are numbered W1, W2, … without gaps`);
    const { W, b } = found.get(name) ?? {};
    if (!W)
      throw bad(file, `the weight matrix that belongs to "${shortened(b?.name ?? '')}" is missing`);
    return layerOf(W, b ?? null, file);
  });
}

function layerOf(W: Tensor, b: Tensor | null, file: string): StoredLayer {
  const [rows = 0, columns = 0] = W.shape;
  if (W.shape.length !== 2 || rows === 0 || columns === 0)
    throw bad(file, `${shortened(W.name)} has the shape ${shapeText(W)} and is no matrix`);
  if (b && (b.shape.length !== 1 || b.shape[0] !== rows))
    throw bad(
      file,
      `${shortened(b.name)} has the shape ${shapeText(b)}, and ${shortened(W.name)} needs ${rows} biases`,
    );
  return { rows, columns, weights: W.values, bias: b ? b.values : null };
}

function checkChain(layers: readonly StoredLayer[], file: string): void {
  layers.slice(1).forEach(({ rows, columns }, index) => {
    const former = layers[index] as StoredLayer;
    if (columns !== former.rows)
      throw bad(
        file,
        `the matrix of layer ${index + 2} is ${rows}×${columns} and takes ${columns} inputs, but layer ${index + 1} has ${former.rows} outputs`,
      );
  });
  const biased = layers.filter(({ bias }) => bias).length;
  if (biased !== 0 && biased !== layers.length)
    throw bad(
      file,
      `the bias of layer ${layers.findIndex(({ bias }) => !bias) + 1} is missing: either all layers have one or none`,
    );
}

function checkFinite({ name, values }: Tensor, file: string): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw bad(file, `value ${index} of ${shortened(name)} is ${values[index]}`);
}

function shapeText({ shape }: Tensor): string {
  return shape.length > 0 ? shape.join('×') : '()';
}

function bad(file: string, what: string): RecordFormatError {
  return new RecordFormatError(
    file,
    `${file}: ${what}. Choose weights of a fully-connected network: W1, b1, W2, … (or 0.weight, 0.bias, …), each W_l of n_l × n_{l−1}.`,
  );
}
