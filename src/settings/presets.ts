import { INITIAL_SETTINGS, type SettingName, type Settings } from './settings.ts';

/** Settings worth starting from; docs/experiments/ has the measurements. */
export interface Preset {
  readonly name: string;
  /** One sentence for the user. */
  readonly help: string;
  /** What differs from the initial settings. */
  readonly changes: Partial<Settings>;
}

export const PRESETS = {
  best: {
    name: 'Best accuracy',
    help: '784-1000-10 on 5,000 images: about 93.6% on all 10,000 MNIST test images after 60 iterations.',
    changes: {},
  },
  quick: {
    name: 'Quick race',
    help: '784-256-10 on 2,000 images, a twelfth of the work: about 85% on the first 2,000 MNIST test images, 90% on all 10,000.',
    changes: {
      trainCount: 2000,
      testCount: 2000,
      hidden: [256],
      rho: 0.03,
      lambda: [1, 0.02],
      iterations: 40,
      evaluateEvery: 1,
    },
  },
  first: {
    name: 'First look',
    help: '784-64-10 on 500 images, for seconds even without a GPU: mDLAM about 77% of the first 1,000 MNIST test images.',
    changes: {
      trainCount: 500,
      testCount: 1000,
      hidden: [64],
      rho: 0.03,
      lambda: [1, 0.02],
      iterations: 30,
      evaluateEvery: 1,
    },
  },
  paper: {
    name: 'Paper',
    help: 'Raw pixels, no biases, one W-step, 150 iterations: mDLAM about 92%, SGD 93.8%, Adam 94.8%, each at its best step size.',
    changes: {
      scaling: 'unit',
      hidden: [500],
      bias: false,
      rho: 0.001,
      lambda: [0.01],
      innerSteps: [1],
      sgdRate: 1,
      adamRate: 0.01,
      iterations: 150,
    },
  },
  monotone: {
    name: 'See the monotone step work',
    help: 'A convex problem on which DLAM’s F swings, rising up to fourfold, and mDLAM’s, which takes those steps again, falls.',
    changes: {
      algorithms: ['mdlam', 'dlam'],
      trainCount: 1000,
      testCount: 2000,
      hidden: [],
      loss: 'least-squares',
      lambda: [1],
      innerSteps: [1],
      weights: 'normal',
      sigma: 1,
      output: 'signed-labels',
      iterations: 100,
      evaluateEvery: 1,
    },
  },
  frozen: {
    name: 'Constant ε freezes hidden layers',
    help: 'Without a regulariser mDLAM leaves W₁ and W₂ exactly at W⁰; SGD moves all. See Theory, “distance from W⁰”.',
    changes: {
      algorithms: ['mdlam', 'sgd'],
      trainCount: 1000,
      testCount: 2000,
      hidden: [50, 50],
      regulariser: 'none',
      lambda: [0.01],
      epsilon: 0.01,
      innerSteps: [1, 1, 8],
      sgdRate: 1,
      iterations: 60,
    },
  },
  motion: {
    name: 'Hidden layers in motion',
    help: 'Two hidden layers set in motion by a shrinking ε; F rises when ε shrinks, and accuracy comes late.',
    changes: {
      hidden: [100, 100],
      rho: 0.003,
      epsilon: 3,
      epsilonSchedule: 'geometric',
      epsilonDecay: 0.9,
      epsilonMin: 0.05,
      lambda: [0.5],
      innerSteps: [1],
    },
  },
  admm: {
    name: 'dlADMM needs a large ρ',
    help: 'At ρ = 1e-5 dlADMM’s Lagrangian L rises and its constraint is not met; set dlADMM ρ to 0.1, and both are well. mDLAM needs no such care.',
    changes: {
      algorithms: ['mdlam', 'dladmm'],
      trainCount: 1000,
      testCount: 2000,
      hidden: [100],
      lambda: [0.1, 0.01],
      innerSteps: [1],
      admmRho: 1e-5,
      admmNu: 1,
      iterations: 80,
    },
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;

/** What a preset leaves alone: where the data come from, the seeds, and the engine. */
const KEPT: readonly SettingName[] = [
  'dataset',
  'labelColumn',
  'headerRow',
  'dataSeed',
  'testShare',
  'seed',
  'engine',
];

/** The settings of a preset, with the user's own data set, seeds and engine. */
export function applyPreset(preset: PresetName, settings: Settings): Settings {
  const kept = Object.fromEntries(KEPT.map((name) => [name, settings[name]]));
  return { ...INITIAL_SETTINGS, ...PRESETS[preset].changes, ...kept };
}

/** The preset that settings are, if any. */
export function presetOf(settings: Settings): PresetName | null {
  const text = JSON.stringify(settings);
  const names = Object.keys(PRESETS) as PresetName[];
  return names.find((name) => JSON.stringify(applyPreset(name, settings)) === text) ?? null;
}
