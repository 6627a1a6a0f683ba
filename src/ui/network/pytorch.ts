import type { Activation } from '../../model/activation.ts';
import { LEAKY_SLOPE } from '../../model/activation.ts';
import type { Scaler } from '../../model/dataset.ts';
import type { StoredWeights } from '../../model/storedWeights.ts';

const MODULES: Readonly<Record<Activation, string>> = {
  relu: 'nn.ReLU()',
  'leaky-relu': `nn.LeakyReLU(${LEAKY_SLOPE})`,
  sigmoid: 'nn.Sigmoid()',
  tanh: 'nn.Tanh()',
};

/** How features become the network's inputs; only who has the data at hand knows their range. */
function inputsText({ scaling, low, high }: Pick<Scaler, 'scaling' | 'low' | 'high'>): string {
  const from = low === 0 ? 'features' : `(features - ${low})`;
  switch (scaling) {
    case 'unit':
      return `x = ${from} / ${high - low}`;
    case 'centred':
      return `x = (features - mean) / ${high - low}, mean: of each feature over the training samples`;
    case 'standardised':
      return 'x = (features - mean) / std, of each feature over the training samples (std over N; x = 0 where std is 0)';
  }
}

/** A program that makes the network of a weights file in PyTorch: nn.Linear has W_l and b_l as they are. */
export function pytorchProgram(
  file: string,
  { layers }: StoredWeights,
  activation: Activation,
  scaler: Pick<Scaler, 'scaling' | 'low' | 'high'> | null,
): string {
  const bias = layers.some((layer) => layer.bias);
  const modules = layers.flatMap(({ rows, columns }, index) => [
    `    nn.Linear(${columns}, ${rows}${bias ? '' : ', bias=False'}),`,
    ...(index < layers.length - 1 ? [`    ${MODULES[activation]},`] : []),
  ]);
  const names = layers.flatMap((_, index) => [
    `    "${2 * index}.weight": w["W${index + 1}"],`,
    ...(bias ? [`    "${2 * index}.bias": w["b${index + 1}"],`] : []),
  ]);
  return [
    '# pip install torch safetensors',
    'from safetensors.torch import load_file',
    'from torch import nn',
    '',
    `w = load_file(${JSON.stringify(file)})  # float32 tensors W1, ${bias ? 'b1, ' : ''}…`,
    'net = nn.Sequential(',
    ...modules,
    ')',
    'net.load_state_dict({',
    ...names,
    '})',
    `# ${scaler ? inputsText(scaler) : 'x: the features, scaled as in the training'}`,
    '# probabilities = net(x).softmax(-1)',
    '',
  ].join('\n');
}
