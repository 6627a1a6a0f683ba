import { GRADIENT_ALGORITHMS } from '../model/algorithms.ts';
import { type Declaration, numberSetting, optionalNumberSetting } from './declare.ts';

function onlyFor(...oneOf: readonly string[]): {
  readonly onlyWhen: { readonly setting: string; readonly oneOf: readonly string[] };
} {
  return { onlyWhen: { setting: 'algorithms', oneOf } };
}

/** A step size with the step that it scales; names and formulas are those of torch.optim. */
interface Rate {
  readonly name: string;
  /** Where the initial value is from. */
  readonly note: string;
  readonly formula: string;
  readonly source: string;
}

function rate(
  initial: number,
  algorithm: string,
  { name, note, formula, source }: Rate,
): Declaration<number> {
  return numberSetting(
    initial,
    { min: 1e-9, max: 1e4, logarithmic: true },
    {
      group: 'gradient',
      label: `${name} step size`,
      help: `η of ${name}, against the mean loss of a batch; ${note}.`,
      formula,
      source,
      ...onlyFor(algorithm),
    },
  );
}

const SAME = 'the initial value is PyTorch’s';
/** torch.optim.SGD's own 0.001 hardly moves in the few full-batch updates of a race. */
const OURS = 'PyTorch’s own 0.001 hardly moves in a few full-batch updates';

const ADAM_SOURCE = 'Kingma & Ba 2015, Algorithm 1';
const RMSPROP_SOURCE = 'Tieleman & Hinton 2012, Lecture 6.5';
const ADADELTA_SOURCE = 'Zeiler 2012, Algorithm 1';
const BY_ROOT = String.raw`w \leftarrow w - \eta\, g / (\sqrt{s} + \varepsilon)`;
const ADAM_STEP = String.raw`{w \leftarrow w - \eta\,\hat m / (\sqrt{\hat v} + \varepsilon)},\quad\allowbreak {\hat m = \frac{m}{1 - \beta_1^t}},\quad\allowbreak {\hat v = \frac{v}{1 - \beta_2^t}}`;
const AMSGRAD_STEP = String.raw`{w \leftarrow w - \eta\,\hat m / (\sqrt{\hat v} + \varepsilon)},\quad\allowbreak {\hat v = \frac{\max_{s \le t} v_s}{1 - \beta_2^t}}`;

const RATES = {
  sgd: {
    name: 'SGD',
    note: OURS,
    formula: String.raw`w \leftarrow w - \eta g`,
    source: 'Robbins & Monro 1951',
  },
  momentum: {
    name: 'Momentum',
    note: OURS,
    formula: String.raw`b \leftarrow \mu b + g,\quad w \leftarrow w - \eta b`,
    source: 'Polyak 1964; Sutskever et al. 2013',
  },
  nesterov: {
    name: 'Nesterov',
    note: OURS,
    formula: String.raw`b \leftarrow \mu b + g,\quad w \leftarrow w - \eta (g + \mu b)`,
    source: 'Nesterov 1983; Sutskever et al. 2013',
  },
  adagrad: {
    name: 'AdaGrad',
    note: SAME,
    formula: String.raw`s \leftarrow s + g^2,\quad ${BY_ROOT}`,
    source: 'Duchi et al. 2011',
  },
  rmsprop: { name: 'RMSProp', note: SAME, formula: BY_ROOT, source: RMSPROP_SOURCE },
  adadelta: {
    name: 'Adadelta',
    note: SAME,
    formula: String.raw`w \leftarrow w - \eta d,\quad d = \frac{\sqrt{u + \varepsilon}}{\sqrt{s + \varepsilon}}\, g`,
    source: 'Zeiler 2012, Algorithm 1, there with η = 1',
  },
  adam: { name: 'Adam', note: SAME, formula: ADAM_STEP, source: ADAM_SOURCE },
  amsgrad: {
    name: 'AMSGrad',
    note: SAME,
    formula: AMSGRAD_STEP,
    source: 'Reddi et al. 2018, Algorithm 2, with Adam’s bias correction',
  },
} as const;

/** The settings of dlADMM; mDLAM's ρ is another. */
export const ADMM_SETTINGS = {
  admmRho: numberSetting(
    0.001,
    { min: 1e-9, max: 1e6, logarithmic: true },
    {
      group: 'dladmm',
      label: 'dlADMM ρ',
      help: 'Weight of the augmented term of the last layer; dlADMM converges only where it is large enough.',
      formula: String.raw`{L_\rho = \dots + \langle u, r\rangle + \tfrac{\rho}{2}\lVert r\rVert_2^2},\quad\allowbreak {r = z_L - W_L a_{L-1} - b_L}`,
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
      formula: String.raw`\tfrac{\nu}{2}\sum_{l=1}^{L-1}\bigl({\lVert z_l - W_l a_{l-1} - b_l\rVert_2^2} + {\lVert a_l - h(z_l)\rVert_2^2}\bigr)`,
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
  sgdRate: rate(0.5, 'sgd', RATES.sgd),
  momentumRate: rate(0.1, 'momentum', RATES.momentum),
  nesterovRate: rate(0.1, 'nesterov', RATES.nesterov),
  adagradRate: rate(0.01, 'adagrad', RATES.adagrad),
  rmspropRate: rate(0.01, 'rmsprop', RATES.rmsprop),
  adadeltaRate: rate(1, 'adadelta', RATES.adadelta),
  adamRate: rate(0.001, 'adam', RATES.adam),
  amsgradRate: rate(0.001, 'amsgrad', RATES.amsgrad),
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
      source: ADAM_SOURCE,
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
      source: ADAM_SOURCE,
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
      formula: ADAM_STEP,
      source: ADAM_SOURCE,
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
      source: RMSPROP_SOURCE,
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
      formula: BY_ROOT,
      source: RMSPROP_SOURCE,
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
      formula: BY_ROOT,
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
      source: ADADELTA_SOURCE,
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
      source: ADADELTA_SOURCE,
      advanced: true,
      ...onlyFor('adadelta'),
    },
  ),
} as const;
