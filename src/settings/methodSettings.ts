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
      help: 'Weight of the augmented term of the last layer; dlADMM converges only where it is large enough.',
      formula: String.raw`L_\rho = \dots + \langle u, r\rangle + \tfrac{\rho}{2}\lVert r\rVert_2^2,\quad r = z_L - W_L a_{L-1} - b_L`,
      source: 'Wang et al. 2019, Algorithm 1',
      ...onlyFor('dladmm'),
    },
  ),
  admmNu: numberSetting(
    0.01,
    { min: 1e-9, max: 1e6, logarithmic: true },
    {
      group: 'dladmm',
      label: 'dlADMM ν',
      help: 'Weight of the penalties that tie z_l and a_l of the hidden layers to each other.',
      formula: String.raw`\tfrac{\nu}{2}\sum_{l=1}^{L-1}\bigl(\lVert z_l - W_l a_{l-1} - b_l\rVert_2^2 + \lVert a_l - h(z_l)\rVert_2^2\bigr)`,
      source: 'Wang et al. 2019, Algorithm 1',
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
      formula: String.raw`g_l = \tfrac{1}{|B|}\sum_{i \in B}\nabla_{W_l} R_i + \tfrac{1}{N}\nabla\Omega_l`,
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
      help: 'Share μ of the last step b that Momentum and Nesterov keep.',
      formula: String.raw`b \leftarrow \mu b + g`,
      source: 'Polyak 1964; Sutskever et al. 2013',
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
      formula: String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) g`,
      source: 'Kingma & Ba 2015, Algorithm 1',
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
      formula: String.raw`v \leftarrow \beta_2 v + (1 - \beta_2) g^2`,
      source: 'Kingma & Ba 2015, Algorithm 1',
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
      formula: String.raw`w \leftarrow w - \eta\,\hat m / (\sqrt{\hat v} + \varepsilon)`,
      source: 'Kingma & Ba 2015, Algorithm 1',
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
      formula: String.raw`s \leftarrow \alpha s + (1 - \alpha) g^2`,
      source: 'Tieleman & Hinton 2012, Lecture 6.5',
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
      formula: String.raw`w \leftarrow w - \eta\, g / (\sqrt{s} + \varepsilon)`,
      source: 'Tieleman & Hinton 2012, Lecture 6.5',
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
      formula: String.raw`w \leftarrow w - \eta\, g / (\sqrt{s} + \varepsilon)`,
      source: 'Duchi et al. 2011',
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
      formula: String.raw`s \leftarrow \rho s + (1 - \rho) g^2,\quad u \leftarrow \rho u + (1 - \rho) d^2`,
      source: 'Zeiler 2012, Algorithm 1',
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
      formula: String.raw`d = \frac{\sqrt{u + \varepsilon}}{\sqrt{s + \varepsilon}}\, g,\quad w \leftarrow w - \eta d`,
      source: 'Zeiler 2012, Algorithm 1',
      advanced: true,
      ...onlyFor('adadelta'),
    },
  ),
} as const;
