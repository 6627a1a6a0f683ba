import { ALTERNATING_ALGORITHMS } from '../model/algorithms.ts';
import { choiceSetting, listSetting, numberSetting } from './declare.ts';

const SCHEDULE_NAMES = {
  constant: 'constant',
  geometric: 'geometric',
  'restarted-geometric': 'restarted geometric',
} as const;
const SHRINKING = ['geometric', 'restarted-geometric'] as const;

const ONLY_ALTERNATING = {
  onlyWhen: { setting: 'algorithms', oneOf: ALTERNATING_ALGORITHMS },
} as const;

/** The settings of DLAM and mDLAM. */
export const ALTERNATING_SETTINGS = {
  rho: numberSetting(
    0.01,
    { min: 1e-9, max: 1e6, logarithmic: true },
    {
      group: 'alternating',
      label: 'Penalty ρ',
      help: 'Weight of ‖z_l − W_l a_{l−1}‖² in F; the start value when ρ follows a schedule.',
      ...ONLY_ALTERNATING,
    },
  ),
  epsilon: numberSetting(
    0.001,
    { min: 1e-9, max: 1e3, logarithmic: true },
    {
      group: 'alternating',
      label: 'Tolerance ε',
      help: 'How far a_l may be from h(z_l); the start value when ε follows a schedule.',
      ...ONLY_ALTERNATING,
    },
  ),
  epsilonSchedule: choiceSetting('constant', SCHEDULE_NAMES, {
    group: 'alternating',
    label: 'ε schedule',
    help: 'Without a regulariser a constant ε leaves hidden layers exactly where they started; a shrinking or restarted one sets them in motion.',
    ...ONLY_ALTERNATING,
  }),
  epsilonDecay: numberSetting(
    0.95,
    { min: 0.01, max: 0.999999 },
    {
      group: 'alternating',
      label: 'ε decay',
      help: 'Factor on ε per iteration.',
      onlyWhen: { setting: 'epsilonSchedule', oneOf: SHRINKING },
    },
  ),
  epsilonMin: numberSetting(
    0.0001,
    { min: 1e-9, max: 1e3, logarithmic: true },
    {
      group: 'alternating',
      label: 'Smallest ε',
      help: 'ε stays here once it has shrunk so far.',
      onlyWhen: { setting: 'epsilonSchedule', oneOf: SHRINKING },
    },
  ),
  epsilonPeriod: numberSetting(
    50,
    { min: 2, max: 1e6, integer: true },
    {
      group: 'alternating',
      label: 'ε restart period',
      help: 'Iterations until ε starts again from its first value.',
      onlyWhen: { setting: 'epsilonSchedule', oneOf: ['restarted-geometric'] },
    },
  ),
  innerSteps: listSetting(
    [1, 8],
    { min: 1, max: 64, integer: true, minLength: 1, maxLength: 9 },
    {
      group: 'alternating',
      label: 'W-steps',
      help: 'Proximal gradient steps on W_l per iteration (the paper takes one): one value for all layers, or one a layer.',
      ...ONLY_ALTERNATING,
    },
  ),
  rhoSchedule: choiceSetting(
    'constant',
    { constant: 'constant', geometric: 'geometric' },
    {
      group: 'alternating',
      label: 'ρ schedule',
      help: 'Keeps ρ, or multiplies it by its growth each iteration.',
      advanced: true,
      ...ONLY_ALTERNATING,
    },
  ),
  rhoGrowth: numberSetting(
    1.05,
    { min: 0.5, max: 10 },
    {
      group: 'alternating',
      label: 'ρ growth',
      help: 'Factor on ρ per iteration.',
      advanced: true,
      onlyWhen: { setting: 'rhoSchedule', oneOf: ['geometric'] },
    },
  ),
  rhoLimit: numberSetting(
    10,
    { min: 1e-9, max: 1e6, logarithmic: true },
    {
      group: 'alternating',
      label: 'ρ limit',
      help: 'ρ stays here once it has grown (or shrunk) so far.',
      advanced: true,
      onlyWhen: { setting: 'rhoSchedule', oneOf: ['geometric'] },
    },
  ),
} as const;
