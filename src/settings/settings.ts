import type { Algorithm } from '../model/algorithms.ts';
import { ALTERNATING_SETTINGS } from './alternatingSettings.ts';
import {
  choiceSetting,
  choicesSetting,
  type Declaration,
  listSetting,
  numberSetting,
  optionalNumberSetting,
  switchSetting,
} from './declare.ts';
import { ADMM_SETTINGS, GRADIENT_SETTINGS } from './methodSettings.ts';

const ALGORITHM_NAMES: Readonly<Record<Algorithm, string>> = {
  mdlam: 'mDLAM',
  dlam: 'DLAM',
  dladmm: 'dlADMM',
  sgd: 'SGD',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  adagrad: 'AdaGrad',
  rmsprop: 'RMSProp',
  adadelta: 'Adadelta',
  adam: 'Adam',
  amsgrad: 'AMSGrad',
};

/** Every setting of a race, in the order of the form. Nothing else in the project names their bounds. */
export const SETTINGS = {
  dataset: choiceSetting(
    'mnist',
    { mnist: 'MNIST', synthetic: 'Synthetic digits', files: 'Your files' },
    {
      group: 'data',
      label: 'Data set',
      help: 'MNIST comes from this browser’s cache, from this server or from a CDN; synthetic digits are drawn on your machine.',
      source: 'MNIST: LeCun et al. 1998',
    },
  ),
  trainCount: numberSetting(
    5000,
    { min: 1, max: 60000, integer: true, logarithmic: true },
    {
      group: 'data',
      label: 'Training samples',
      help: 'How many images the networks learn from: the N samples over which the loss is summed.',
      formula: String.raw`R(z_L; y) = \sum_{i=1}^{N} R(z_{L,i}; y_i)`,
    },
  ),
  testCount: numberSetting(
    10000,
    { min: 1, max: 10000, integer: true, logarithmic: true },
    { group: 'data', label: 'Test samples', help: 'How many unseen images measure accuracy.' },
  ),
  scaling: choiceSetting(
    'centred',
    { unit: '0 to 1', centred: '0 to 1, mean removed', standardised: 'standardised' },
    {
      group: 'data',
      label: 'Input scaling',
      help: 'How grey values p from 0 to 255 become inputs; mean and spread of each pixel are those of the training samples.',
      formula: String.raw`x = \frac{p}{255},\quad \frac{p - \bar p}{255},\quad \frac{p - \bar p}{\operatorname{sd}(p)}`,
    },
  ),
  classes: listSetting(
    [],
    { min: 0, max: 65535, integer: true, minLength: 0, maxLength: 256 },
    {
      group: 'data',
      label: 'Classes',
      help: 'Which classes take part, by their numbers from 0; empty: all of them.',
      advanced: true,
    },
  ),
  order: choiceSetting(
    'first',
    { first: 'first of the file', shuffled: 'seeded shuffle' },
    { group: 'data', label: 'Selection', help: 'Which samples make the subset.', advanced: true },
  ),
  dataSeed: numberSetting(
    1,
    { min: 0, max: 4294967295, integer: true },
    {
      group: 'data',
      label: 'Data seed',
      help: 'Seeds the subset, the split and the synthetic digits.',
      advanced: true,
    },
  ),
  testShare: numberSetting(
    0.2,
    { min: 0.01, max: 0.9 },
    {
      group: 'data',
      label: 'Test share',
      help: 'Share of your samples held out for testing when your files hold no test part.',
      advanced: true,
      onlyWhen: { setting: 'dataset', oneOf: ['files'] },
    },
  ),
  labelColumn: choiceSetting(
    'auto',
    { auto: 'automatic', first: 'first', last: 'last' },
    {
      group: 'data',
      label: 'Label column',
      help: 'Which column of a CSV table names the class; the data panel says which was found.',
      advanced: true,
      onlyWhen: { setting: 'dataset', oneOf: ['files'] },
    },
  ),
  headerRow: choiceSetting(
    'auto',
    { auto: 'automatic', yes: 'yes', no: 'no' },
    {
      group: 'data',
      label: 'Header row',
      help: 'Whether the first row of a CSV table names its columns.',
      advanced: true,
      onlyWhen: { setting: 'dataset', oneOf: ['files'] },
    },
  ),
  hidden: listSetting(
    [1000],
    { min: 1, max: 4096, integer: true, minLength: 0, maxLength: 8 },
    {
      group: 'network',
      label: 'Hidden layers',
      help: 'Widths of the hidden layers from the first to the last, separated by commas.',
      formula: String.raw`n_1, \dots, n_{L-1},\quad\allowbreak{W_l \in \mathbb{R}^{n_l \times n_{l-1}}}`,
      source: 'mDLAM §2.1',
    },
  ),
  activation: choiceSetting(
    'relu',
    { relu: 'ReLU', 'leaky-relu': 'leaky ReLU', sigmoid: 'sigmoid', tanh: 'tanh' },
    {
      group: 'network',
      label: 'Activation',
      help: 'The function h, applied to every hidden layer: ReLU, leaky ReLU, sigmoid, tanh.',
      formula: String.raw`{h(z) = \max(0, z)},\quad\allowbreak \max(0.01z, z),\quad\allowbreak {\frac{1}{1 + e^{-z}}},\quad\allowbreak \tanh z`,
      source: 'mDLAM Assumption 1 (h is quasilinear)',
    },
  ),
  bias: switchSetting(true, {
    group: 'network',
    label: 'Bias',
    help: 'Gives each layer a bias b_l.',
    formula: 'z_l = W_l a_{l-1} + b_l',
    source: 'mDLAM Problem 1, which has no b_l',
  }),
  algorithms: choicesSetting(['mdlam', 'dlam', 'sgd', 'adam'], ALGORITHM_NAMES, {
    group: 'algorithm',
    label: 'Algorithms',
    help: 'Each runs from the same W⁰ on the same data: DLAM is the paper’s Algorithm 1, mDLAM its monotone Algorithm 2.',
    formula: String.raw`\text{mDLAM:}\quad F^{k+1} \le F^k`,
    source: 'mDLAM Algorithms 1 and 2, Lemma 1',
  }),
  loss: choiceSetting(
    'cross-entropy',
    { 'cross-entropy': 'softmax cross-entropy', 'least-squares': 'least squares' },
    {
      group: 'algorithm',
      label: 'Loss',
      help: 'How wrong the outputs z_L are about the labels y, summed over the training samples.',
      formula: String.raw`{R(z_L; y) = -\sum_i \log\operatorname{softmax}(z_{L,i})_{y_i}},\quad\allowbreak{\tfrac12\lVert z_L - y\rVert_2^2}`,
      source: 'mDLAM Problem 2',
    },
  ),
  regulariser: choiceSetting(
    'l2',
    { none: 'none', l1: 'ℓ1', l2: 'ℓ2' },
    {
      group: 'algorithm',
      label: 'Regulariser',
      help: 'The term Ω_l that keeps weights small: nothing, ℓ1 or ℓ2.',
      formula: String.raw`\Omega_l(W_l) = 0,\quad \lambda_l\lVert W_l\rVert_1,\quad \tfrac{\lambda_l}{2}\lVert W_l\rVert_2^2`,
      source: 'mDLAM Problem 2 and Eq. (3)',
    },
  ),
  lambda: listSetting(
    [0.5, 0.01],
    { min: 0, max: 1e6, minLength: 1, maxLength: 9 },
    {
      group: 'algorithm',
      label: 'λ',
      help: 'Weight of Ω_l against losses summed over the samples: one value for all layers, or one a layer separated by commas.',
      formula: String.raw`{R(z_L; y) + \sum_{l=1}^{L}\Omega_l(W_l)},\quad\allowbreak {\Omega_l = \lambda_l\lVert W_l\rVert_1}\text{ or }{\tfrac{\lambda_l}{2}\lVert W_l\rVert_2^2}`,
      source: 'mDLAM Problem 2',
      onlyWhen: { setting: 'regulariser', oneOf: ['l1', 'l2'] },
    },
  ),
  proxSolver: choiceSetting(
    'newton',
    { newton: 'Newton', fista: 'FISTA' },
    {
      group: 'algorithm',
      label: 'z_L solver',
      help: 'Both find the same minimiser; the paper uses FISTA, Newton needs fewer steps.',
      formula: String.raw`z_L = \arg\min_{z}\; R(z; y) + \tfrac{\rho}{2}\lVert z - W_L a_{L-1} - b_L\rVert_2^2`,
      source: 'mDLAM Eq. (5); Beck & Teboulle 2009, §4',
      advanced: true,
      onlyWhen: { setting: 'loss', oneOf: ['cross-entropy'] },
    },
  ),
  ...ALTERNATING_SETTINGS,
  ...ADMM_SETTINGS,
  ...GRADIENT_SETTINGS,
  seed: numberSetting(
    1,
    { min: 0, max: 4294967295, integer: true },
    { group: 'start', label: 'Seed', help: 'Seeds W⁰; every algorithm starts from the same W⁰.' },
  ),
  repeats: numberSetting(
    1,
    { min: 1, max: 9, integer: true },
    {
      group: 'start',
      label: 'Repeats',
      help: 'Runs of each algorithm, from this seed and the ones after it; the charts can show their median and band.',
    },
  ),
  weights: choiceSetting(
    'he',
    { he: 'He normal', normal: 'normal', loaded: 'loaded weights' },
    {
      group: 'start',
      label: 'W⁰',
      help: 'He: a standard deviation that fits the layer’s width; normal: the one you give; loaded: the weights you loaded under Network.',
      formula: String.raw`{W_l^0 \sim \mathcal{N}(0, \sigma_l^2)},\quad\allowbreak {\sigma_l = \sqrt{2/n_{l-1}}\text{ or }\sigma}`,
      source: 'He et al. 2015, §2.2',
    },
  ),
  sigma: numberSetting(
    0.01,
    { min: 1e-6, max: 10, logarithmic: true },
    {
      group: 'start',
      label: 'σ',
      help: 'Standard deviation of W⁰.',
      formula: String.raw`W_l^0 \sim \mathcal{N}(0, \sigma^2)`,
      onlyWhen: { setting: 'weights', oneOf: ['normal'] },
    },
  ),
  output: choiceSetting(
    'forward',
    { forward: 'forward value', 'signed-labels': '±1 by label' },
    {
      group: 'start',
      label: 'z_L start',
      help: 'Where z_L starts: at the output of the network itself, or at +1 for the label and −1 for all other classes.',
      formula: String.raw`z_L^0 = W_L^0 a_{L-1}^0 + b_L^0\quad\text{or}\quad 2y - 1`,
      advanced: true,
    },
  ),
  engine: choiceSetting(
    'auto',
    { auto: 'WebGPU, else CPU', gpu: 'WebGPU (float32)', cpu: 'CPU (float64)' },
    {
      group: 'start',
      label: 'Engine',
      help: 'The float64 engine is the reference: the same algorithm with a smaller unit roundoff u. Where WebGPU is software, the faster of both is taken unless you choose.',
      formula: String.raw`u = 2^{-24}\text{ (float32)},\quad 2^{-53}\text{ (float64)}`,
      advanced: true,
    },
  ),
  iterations: numberSetting(
    60,
    { min: 1, max: 1e6, integer: true, logarithmic: true },
    { group: 'stop', label: 'Iterations', help: 'Each run ends after so many iterations.' },
  ),
  evaluateEvery: numberSetting(
    2,
    { min: 1, max: 10000, integer: true },
    {
      group: 'stop',
      label: 'Evaluate every',
      help: 'Iterations between two forward passes over training and test samples.',
      formula: String.raw`{a_l = h(W_l a_{l-1} + b_l)},\quad\allowbreak {z_L = W_L a_{L-1} + b_L}`,
      source: 'mDLAM §2.1',
      advanced: true,
    },
  ),
  targetAccuracy: optionalNumberSetting(
    { min: 0, max: 1 },
    {
      group: 'stop',
      label: 'Target accuracy',
      help: 'Ends a run whose test accuracy reached this; empty: no such rule.',
      advanced: true,
    },
  ),
  relativeChange: optionalNumberSetting(
    { min: 0, max: 1, logarithmic: true },
    {
      group: 'stop',
      label: 'Relative change of F',
      help: 'Ends a run when an iteration changes its objective by no more than this share δ; empty: no such rule.',
      formula: String.raw`|F^{k-1} - F^k| \le \delta\,|F^{k-1}|`,
      advanced: true,
    },
  ),
  seconds: optionalNumberSetting(
    { min: 0.1, max: 1e6, logarithmic: true },
    {
      group: 'stop',
      label: 'Seconds',
      help: 'Ends a run after so many seconds of training; empty: no such rule.',
      advanced: true,
    },
  ),
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = {
  readonly [K in SettingName]: (typeof SETTINGS)[K] extends Declaration<infer T> ? T : never;
};

export const INITIAL_SETTINGS = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, declaration]) => [name, declaration.initial]),
) as Settings;
