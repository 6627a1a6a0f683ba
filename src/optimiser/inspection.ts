import { activation as activationOf } from '../maths/activation.ts';
import type { Activation } from '../model/activation.ts';
import { inputWidth, layerCount, type NetworkShape } from '../model/network.ts';
import type { Backend, Matrix, Program } from './backend.ts';

/** a − h(z), element by element. */
export function activationGap(a: Float64Array, z: Float64Array, h: Activation): Float64Array {
  const value = activationOf(h);
  return a.map((own, index) => own - value(z[index] as number));
}

interface ProbedLayer {
  readonly weights: Matrix;
  /** a_{l−1}, with a column of ones where there are biases. */
  readonly inputs: Matrix;
  readonly z: Matrix;
  /** a_l = h(z_l) where the next layer reads it; null for l = L. */
  readonly a: Matrix | null;
  /** inputs ↦ z_l and a_l. */
  readonly program: Program;
}

/**
 * A network on an engine with room for a chunk of samples: its forward pass layer by layer, beside whatever trains
 * there. It shares no memory with a run, so that looking at a network changes none.
 */
export class NetworkProbe {
  /** Samples of a chunk. */
  readonly rows: number;
  readonly #backend: Backend;
  readonly #shape: NetworkShape;
  readonly #layers: readonly ProbedLayer[];

  private constructor(
    backend: Backend,
    shape: NetworkShape,
    rows: number,
    layers: readonly ProbedLayer[],
  ) {
    this.rows = rows;
    this.#backend = backend;
    this.#shape = shape;
    this.#layers = layers;
  }

  /** Brings weights (`n_l × inputWidth`, b_l in the last column) to the engine. */
  static async create(
    backend: Backend,
    shape: NetworkShape,
    weights: readonly Float64Array[],
    rows: number,
  ): Promise<NetworkProbe> {
    const layers: ProbedLayer[] = [];
    let inputs = backend.matrix(rows, inputWidth(shape, 1), 'probed a0');
    for (let index = 1; index <= layerCount(shape); index++) {
      const last = index === layerCount(shape);
      const width = shape.widths[index] as number;
      const matrix = backend.matrix(width, inputs.columns, `probed W${index}`);
      backend.write(matrix, weights[index - 1] as Float64Array);
      const z = backend.matrix(rows, width, `probed z${index}`);
      const next = last
        ? null
        : backend.matrix(rows, inputWidth(shape, index + 1), `probed a${index}`);
      if (next) backend.fill(next, 1);
      const a = next && backend.view(next, width);
      const read = inputs;
      const program = await backend.record(`layer ${index}`, [], () => {
        backend.product(z, read, matrix, { transposeB: true });
        if (a) backend.activate(a, z, shape.activation);
        return [];
      });
      layers.push({ weights: matrix, inputs, z, a, program });
      if (next) inputs = next;
    }
    return new NetworkProbe(backend, shape, rows, layers);
  }

  /** Sets a_{l−1} of the chunk, at most `rows × n_{l−1}`; what is missing counts as 0. */
  setInputs(layer: number, values: Float32Array | Float64Array): void {
    const { inputs } = this.#layer(layer);
    const width = this.#shape.widths[layer - 1] as number;
    const padded = new Float64Array(this.rows * inputs.columns);
    for (let row = 0; row * width < values.length; row++)
      padded.set(values.subarray(row * width, (row + 1) * width), row * inputs.columns);
    if (this.#shape.bias)
      for (let row = 0; row < this.rows; row++) padded[(row + 1) * inputs.columns - 1] = 1;
    this.#backend.write(inputs, padded);
  }

  /** z_l = a_{l−1}W_lᵀ + b_l and a_l = h(z_l) of the inputs that are there. */
  async compute(layer: number): Promise<void> {
    await this.#backend.submit(this.#layer(layer).program, [[]]);
  }

  /** z_l of the whole chunk, `rows × n_l`. */
  z(layer: number): Promise<Float64Array> {
    return this.#backend.read(this.#layer(layer).z);
  }

  /** a_l of the whole chunk, `rows × n_l`, l < L. */
  a(layer: number): Promise<Float64Array> {
    return this.#backend.read(this.#layer(layer).a as Matrix);
  }

  /** z_L of the network for inputs a_0. */
  async outputs(inputs: Float32Array | Float64Array): Promise<Float64Array> {
    this.setInputs(1, inputs);
    // The engine keeps their order; nothing of a chunk is waited for before its outputs.
    const passes = this.#layers.map((_, index) => this.compute(index + 1));
    const [outputs] = await Promise.all([this.z(this.#layers.length), ...passes]);
    return outputs;
  }

  dispose(): void {
    for (const { weights, inputs, z, program } of this.#layers) {
      this.#backend.releaseProgram(program);
      this.#backend.release([weights, inputs, z]);
    }
  }

  #layer(layer: number): ProbedLayer {
    return this.#layers[layer - 1] as ProbedLayer;
  }
}
