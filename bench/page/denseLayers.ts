/** The layout of dense layers in other libraries, x·K + b with K = Wᵀ, from and to the app's W with b as last column. */

export interface DenseLayer<Values = Float32Array> {
  /** n_{l-1} × n_l, row-major. */
  readonly kernel: Values;
  /** n_l. */
  readonly bias: Values;
  readonly inputs: number;
  readonly outputs: number;
}

export function denseLayers(
  widths: readonly number[],
  weights: readonly Float64Array[],
): DenseLayer[] {
  return weights.map((w, index) => {
    const [inputs, outputs] = [widths[index] as number, widths[index + 1] as number];
    const kernel = new Float32Array(inputs * outputs);
    const bias = new Float32Array(outputs);
    for (let row = 0; row < outputs; row++) {
      const start = row * (inputs + 1);
      for (let column = 0; column < inputs; column++)
        kernel[column * outputs + row] = w[start + column] as number;
      bias[row] = w[start + inputs] as number;
    }
    return { kernel, bias, inputs, outputs };
  });
}

export function appWeights(layer: DenseLayer<ArrayLike<number>>): Float64Array {
  const { kernel, bias, inputs, outputs } = layer;
  const weights = new Float64Array(outputs * (inputs + 1));
  for (let row = 0; row < outputs; row++) {
    const start = row * (inputs + 1);
    for (let column = 0; column < inputs; column++)
      weights[start + column] = kernel[column * outputs + row] as number;
    weights[start + inputs] = bias[row] as number;
  }
  return weights;
}

/** One row a sample with a 1 in the column of its class. */
export function oneHot(labels: ArrayLike<number>, samples: number, classes: number): Float32Array {
  const values = new Float32Array(samples * classes);
  for (let row = 0; row < samples; row++) values[row * classes + (labels[row] as number)] = 1;
  return values;
}
