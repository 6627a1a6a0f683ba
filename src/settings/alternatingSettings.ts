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

/** Of both shrinking schedules: j counts on, or from the last restart. */
const GEOMETRIC = String.raw`{\varepsilon_k = \max(\varepsilon_{\min},\; \varepsilon_0 r^j)},\quad\allowbreak {j = k\text{ or }k \bmod p}`;
const GROWING = String.raw`{\rho_k = \min(\rho_{\lim},\; \rho_0 g^k)\text{ for } g > 1},\quad\allowbreak {\max(\rho_{\lim},\; \rho_0 g^k)\text{ for } g < 1}`;
const EPSILON_SOURCE = 'DLAM Lab’s; the paper keeps ε constant';
const RHO_SOURCE = 'DLAM Lab’s; the paper keeps ρ constant';

/** The settings of DLAM and mDLAM. */
export const ALTERNATING_SETTINGS = {
  rho: numberSetting(
    0.01,
    { min: 1e-9, max: 1e6, logarithmic: true },
    {
      group: 'alternating',
      label: 'Penalty ρ',
      help: 'Weight of the residuals φ_l in F; the start value ρ₀ when ρ follows a schedule.',
      formula: String.raw`\phi_l = \tfrac{\rho}{2}\lVert z_l - W_l a_{l-1} - b_l\rVert_2^2`,
      source: 'mDLAM Problem 2',
      ...ONLY_ALTERNATING,
    },
  ),
  epsilon: numberSetting(
    0.001,
    { min: 1e-9, max: 1e3, logarithmic: true },
    {
      group: 'alternating',
      label: 'Tolerance ε',
      help: 'How far a_l may be from h(z_l); the start value ε₀ when ε follows a schedule.',
      formula: String.raw`h(z_l) - \varepsilon \le a_l \le h(z_l) + \varepsilon\quad (l < L)`,
      source: 'mDLAM Problem 2',
      ...ONLY_ALTERNATING,
    },
  ),
  epsilonSchedule: choiceSetting('constant', SCHEDULE_NAMES, {
    group: 'alternating',
    label: 'ε schedule',
    help: 'Without a regulariser a constant ε leaves hidden layers exactly where they started; a shrinking or restarted one sets them in motion.',
    formula: GEOMETRIC,
    source: EPSILON_SOURCE,
    ...ONLY_ALTERNATING,
  }),
  epsilonDecay: numberSetting(
    0.95,
    { min: 0.01, max: 0.999999 },
    {
      group: 'alternating',
      label: 'ε decay',
      help: 'The factor r on ε per iteration.',
      formula: GEOMETRIC,
      source: EPSILON_SOURCE,
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
      formula: GEOMETRIC,
      source: EPSILON_SOURCE,
      onlyWhen: { setting: 'epsilonSchedule', oneOf: SHRINKING },
    },
  ),
  epsilonPeriod: numberSetting(
    50,
    { min: 2, max: 1e6, integer: true },
    {
      group: 'alternating',
      label: 'ε restart period',
      help: 'The number p of iterations until ε starts again from its first value.',
      formula: String.raw`\varepsilon_k = \max(\varepsilon_{\min},\; \varepsilon_0 r^{k \bmod p})`,
      source: EPSILON_SOURCE,
      onlyWhen: { setting: 'epsilonSchedule', oneOf: ['restarted-geometric'] },
    },
  ),
  innerSteps: listSetting(
    [1, 8],
    { min: 1, max: 64, integer: true, minLength: 1, maxLength: 9 },
    {
      group: 'alternating',
      label: 'W-steps',
      help: 'Proximal gradient steps m_l on W_l per iteration: one value for all layers, or one a layer.',
      formula: String.raw`{W_l^{(j)} = \arg\min_{W}\; P_l(W; \theta_l^{(j)}) + \Omega_l(W)},\quad\allowbreak {j = 1, \dots, m_l}`,
      source: 'mDLAM Eq. (3), there with m_l = 1',
      ...ONLY_ALTERNATING,
    },
  ),
  rhoSchedule: choiceSetting(
    'constant',
    { constant: 'constant', geometric: 'geometric' },
    {
      group: 'alternating',
      label: 'ρ schedule',
      help: 'Keeps ρ, or multiplies it by its growth g each iteration.',
      formula: GROWING,
      source: RHO_SOURCE,
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
      help: 'The factor g on ρ per iteration.',
      formula: GROWING,
      source: RHO_SOURCE,
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
      formula: GROWING,
      source: RHO_SOURCE,
      advanced: true,
      onlyWhen: { setting: 'rhoSchedule', oneOf: ['geometric'] },
    },
  ),
} as const;
