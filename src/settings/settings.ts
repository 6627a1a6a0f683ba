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
    { mnist: 'MNIST', synthetic: 'Synthetic digits', files: 'Your IDX files' },
    {
      group: 'data',
      label: 'Data set',
      help: 'MNIST comes from this browser’s cache, from this server or from a CDN; synthetic digits are drawn on your machine.',
    },
  ),
  trainCount: numberSetting(
    5000,
    { min: 1, max: 60000, integer: true, logarithmic: true },
    { group: 'data', label: 'Training samples', help: 'How many images the networks learn from.' },
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
      help: 'How grey values 0–255 become inputs; mean and spread are those of the training samples.',
    },
  ),
  classes: listSetting(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    { min: 0, max: 255, integer: true, minLength: 2, maxLength: 256 },
    { group: 'data', label: 'Classes', help: 'Which digits take part.', advanced: true },
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
  hidden: listSetting(
    [1000],
    { min: 1, max: 4096, integer: true, minLength: 0, maxLength: 8 },
    {
      group: 'network',
      label: 'Hidden layers',
      help: 'Widths n₁, …, n_{L−1} of the hidden layers, separated by commas.',
    },
  ),
  activation: choiceSetting(
    'relu',
    { relu: 'ReLU', 'leaky-relu': 'leaky ReLU', sigmoid: 'sigmoid', tanh: 'tanh' },
    { group: 'network', label: 'Activation', help: 'h, applied to every hidden layer.' },
  ),
  bias: switchSetting(true, {
    group: 'network',
    label: 'Bias',
    help: 'Gives each layer a bias b_l; the paper has none.',
  }),
  algorithms: choicesSetting(['mdlam', 'dlam', 'sgd', 'adam'], ALGORITHM_NAMES, {
    group: 'algorithm',
    label: 'Algorithms',
    help: 'Each runs from the same W⁰ on the same data: DLAM is the paper’s Algorithm 1, mDLAM its monotone Algorithm 2.',
  }),
  loss: choiceSetting(
    'cross-entropy',
    { 'cross-entropy': 'softmax cross-entropy', 'least-squares': 'least squares' },
    { group: 'algorithm', label: 'Loss', help: 'R(z_L; y), summed over the training samples.' },
  ),
  regulariser: choiceSetting(
    'l2',
    { none: 'none', l1: 'ℓ1', l2: 'ℓ2' },
    { group: 'algorithm', label: 'Regulariser', help: 'Ω_l: nothing, λ‖W‖₁ or (λ/2)‖W‖².' },
  ),
  lambda: listSetting(
    [0.5, 0.01],
    { min: 0, max: 1e6, minLength: 1, maxLength: 9 },
    {
      group: 'algorithm',
      label: 'λ',
      help: 'Weight of Ω_l against losses summed over the samples: one value for all layers, or one a layer separated by commas.',
      onlyWhen: { setting: 'regulariser', oneOf: ['l1', 'l2'] },
    },
  ),
  proxSolver: choiceSetting(
    'newton',
    { newton: 'Newton', fista: 'FISTA' },
    {
      group: 'algorithm',
      label: 'z_L solver',
      help: 'Both find the same minimiser of Eq. (5); the paper uses FISTA, Newton needs fewer steps.',
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
  weights: choiceSetting(
    'he',
    { he: 'He normal', normal: 'normal' },
    {
      group: 'start',
      label: 'W⁰',
      help: 'He: standard deviation √(2/n_{l−1}); normal: the one you give.',
    },
  ),
  sigma: numberSetting(
    0.01,
    { min: 1e-6, max: 10, logarithmic: true },
    {
      group: 'start',
      label: 'σ',
      help: 'Standard deviation of W⁰.',
      onlyWhen: { setting: 'weights', oneOf: ['normal'] },
    },
  ),
  output: choiceSetting(
    'forward',
    { forward: 'forward value', 'signed-labels': '±1 by label' },
    { group: 'start', label: 'z_L start', help: 'Where the last z starts.', advanced: true },
  ),
  engine: choiceSetting(
    'auto',
    { auto: 'WebGPU, else CPU', gpu: 'WebGPU (float32)', cpu: 'CPU (float64)' },
    {
      group: 'start',
      label: 'Engine',
      help: 'The float64 engine is the reference: the same algorithm, slower.',
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
      help: 'Ends a run when an iteration changes F by no more than this share; empty: no such rule.',
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
