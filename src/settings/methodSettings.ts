import { GRADIENT_ALGORITHMS } from '../model/algorithms.ts';
import { type Declaration, numberSetting, optionalNumberSetting } from './declare.ts';

function onlyFor(...oneOf: readonly string[]): {
  readonly onlyWhen: { readonly setting: string; readonly oneOf: readonly string[] };
} {
  return { onlyWhen: { setting: 'algorithms', oneOf } };
}

function rate(
  initial: number,
  name: string,
  algorithm: string,
  source: string,
): Declaration<number> {
  return numberSetting(
    initial,
    { min: 1e-9, max: 1e4, logarithmic: true },
    {
      group: 'gradient',
      label: `${name} step size`,
      help: `η of ${name}, against the mean loss of a batch; ${source}.`,
      ...onlyFor(algorithm),
    },
  );
}

const SAME = 'the initial value is PyTorch’s';
/** torch.optim.SGD's own 0.001 hardly moves in the few full-batch updates of a race. */
const OURS = 'PyTorch’s own 0.001 hardly moves in a few full-batch updates';

/** The settings of dlADMM; mDLAM's ρ is another. */
export const ADMM_SETTINGS = {
  admmRho: numberSetting(
    0.001,
    { min: 1e-9, max: 1e6, logarithmic: true },
    {
      group: 'dladmm',
      label: 'dlADMM ρ',
      help: 'Weight of the augmented term of z_L = W_L a_{L−1} + b_L; dlADMM converges only where it is large enough.',
      ...onlyFor('dladmm'),
    },
  ),
  admmNu: numberSetting(
    0.01,
    { min: 1e-9, max: 1e6, logarithmic: true },
    {
      group: 'dladmm',
      label: 'dlADMM ν',
      help: 'Weight of the penalties on ‖z_l − W_l a_{l−1}‖² and ‖a_l − h(z_l)‖² of the hidden layers.',
      ...onlyFor('dladmm'),
    },
  ),
} as const;

/** The settings of the gradient methods; names and defaults are torch.optim's where it has them. */
export const GRADIENT_SETTINGS = {
  batchSize: optionalNumberSetting(
    { min: 1, max: 60000, integer: true, logarithmic: true },
    {
      group: 'gradient',
      label: 'Batch size',
      help: 'Samples an update looks at, in a new seeded order every pass; empty: all, and an iteration is one update.',
      ...onlyFor(...GRADIENT_ALGORITHMS),
    },
  ),
  sgdRate: rate(0.5, 'SGD', 'sgd', OURS),
  momentumRate: rate(0.1, 'Momentum', 'momentum', OURS),
  nesterovRate: rate(0.1, 'Nesterov', 'nesterov', OURS),
  adagradRate: rate(0.01, 'AdaGrad', 'adagrad', SAME),
  rmspropRate: rate(0.01, 'RMSProp', 'rmsprop', SAME),
  adadeltaRate: rate(1, 'Adadelta', 'adadelta', SAME),
  adamRate: rate(0.001, 'Adam', 'adam', SAME),
  amsgradRate: rate(0.001, 'AMSGrad', 'amsgrad', SAME),
  momentumFactor: numberSetting(
    0.9,
    { min: 0, max: 0.9999 },
    {
      group: 'gradient',
      label: 'Momentum μ',
      help: 'Share of the last step that Momentum and Nesterov keep.',
      ...onlyFor('momentum', 'nesterov'),
    },
  ),
  beta1: numberSetting(
    0.9,
    { min: 0, max: 0.9999 },
    {
      group: 'gradient',
      label: 'β₁',
      help: 'Forgetting factor of the mean gradient in Adam and AMSGrad.',
      advanced: true,
      ...onlyFor('adam', 'amsgrad'),
    },
  ),
  beta2: numberSetting(
    0.999,
    { min: 0, max: 0.999999 },
    {
      group: 'gradient',
      label: 'β₂',
      help: 'Forgetting factor of the squared gradient in Adam and AMSGrad.',
      advanced: true,
      ...onlyFor('adam', 'amsgrad'),
    },
  ),
  adamEpsilon: numberSetting(
    1e-8,
    { min: 1e-12, max: 1, logarithmic: true },
    {
      group: 'gradient',
      label: 'Adam ε',
      help: 'Added to the root of the squared gradient in Adam and AMSGrad.',
      advanced: true,
      ...onlyFor('adam', 'amsgrad'),
    },
  ),
  rmspropAlpha: numberSetting(
    0.99,
    { min: 0, max: 0.999999 },
    {
      group: 'gradient',
      label: 'RMSProp α',
      help: 'Forgetting factor of the squared gradient in RMSProp.',
      advanced: true,
      ...onlyFor('rmsprop'),
    },
  ),
  rmspropEpsilon: numberSetting(
    1e-8,
    { min: 1e-12, max: 1, logarithmic: true },
    {
      group: 'gradient',
      label: 'RMSProp ε',
      help: 'Added to the root of the squared gradient in RMSProp.',
      advanced: true,
      ...onlyFor('rmsprop'),
    },
  ),
  adagradEpsilon: numberSetting(
    1e-10,
    { min: 1e-12, max: 1, logarithmic: true },
    {
      group: 'gradient',
      label: 'AdaGrad ε',
      help: 'Added to the root of the summed squares in AdaGrad.',
      advanced: true,
      ...onlyFor('adagrad'),
    },
  ),
  adadeltaRho: numberSetting(
    0.9,
    { min: 0, max: 0.999999 },
    {
      group: 'gradient',
      label: 'Adadelta ρ',
      help: 'Forgetting factor of both squares in Adadelta.',
      advanced: true,
      ...onlyFor('adadelta'),
    },
  ),
  adadeltaEpsilon: numberSetting(
    1e-6,
    { min: 1e-12, max: 1, logarithmic: true },
    {
      group: 'gradient',
      label: 'Adadelta ε',
      help: 'Added under both roots of Adadelta.',
      advanced: true,
      ...onlyFor('adadelta'),
    },
  ),
} as const;
