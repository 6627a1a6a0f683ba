import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../model/errors.ts';
import { parseSettings, settingProblems } from './parseSettings.ts';
import { runConfiguration } from './runConfiguration.ts';
import { INITIAL_SETTINGS, SETTINGS } from './settings.ts';

describe('settings', () => {
  it('start out valid', () => {
    expect(settingProblems(INITIAL_SETTINGS)).toEqual({});
    expect(parseSettings(INITIAL_SETTINGS)).toEqual(INITIAL_SETTINGS);
  });

  it.each([
    ['rho', 0, 'must be at least'],
    ['rho', 'much', 'expected a number'],
    ['trainCount', 1.5, 'whole number'],
    ['seed', 1e-7, 'whole number'],
    ['dataSeed', 1.5e-7, 'whole number'],
    ['classes', [1e-9], 'whole number'],
    ['seed', Number.NaN, 'expected a number'],
    ['rho', Number.POSITIVE_INFINITY, 'expected a number'],
    ['activation', 'softplus', 'must be one of relu, leaky-relu, sigmoid, tanh'],
    ['algorithms', [], 'choose at least one'],
    ['algorithms', ['dlam', 'dlam'], 'named twice'],
    ['classes', [3, 3], 'names a class twice'],
    ['bias', 'yes', 'must be true or false'],
    ['lambda', [1, 2, 3], 'needs 1 value or 2 values'],
    ['innerSteps', [1, 0], 'must be at least 1'],
  ] as const)('refuse %s = %j and say why', (name, value, message) => {
    expect(settingProblems({ ...INITIAL_SETTINGS, [name]: value })[name]).toContain(message);
  });

  it('refuse a smallest ε above ε', () => {
    const values = {
      ...INITIAL_SETTINGS,
      epsilonSchedule: 'geometric',
      epsilon: 0.01,
      epsilonMin: 0.1,
    };
    expect(settingProblems(values).epsilonMin).toContain('must not exceed');
  });

  it('throw one error that names the setting, for anything at all', () => {
    const wrong = { ...INITIAL_SETTINGS, epsilon: -1 };
    expect(() => parseSettings(wrong)).toThrow(ConfigurationError);
    expect(() => parseSettings(wrong)).toThrow(/Tolerance ε: must be at least/);
    for (const nonsense of [null, 7, 'x', [], {}, { ...INITIAL_SETTINGS, extra: 1 }])
      expect(() => parseSettings(nonsense)).toThrow(ConfigurationError);
  });

  it('have a label and one sentence of help each', () => {
    for (const { description } of Object.values(SETTINGS)) {
      expect(description.label.length).toBeGreaterThan(0);
      expect(description.help).toMatch(/^[A-ZΩφρεηλσβRhz].*\.$/u);
    }
  });
});

describe('runConfiguration', () => {
  it('spreads single values over the layers and builds the schedules', () => {
    const configuration = runConfiguration(
      {
        ...INITIAL_SETTINGS,
        hidden: [20, 30],
        lambda: [0.5],
        innerSteps: [1, 2, 3],
        epsilonSchedule: 'geometric',
        epsilon: 1,
        epsilonMin: 0.1,
        epsilonDecay: 0.9,
      },
      'dlam',
      784,
      10,
    );
    expect(configuration.shape.widths).toEqual([784, 20, 30, 10]);
    const { method } = configuration;
    if (method.kind !== 'alternating') throw new TypeError(method.kind);
    const { hyperparameters } = method;
    expect(hyperparameters.lambda).toEqual([0.5, 0.5, 0.5]);
    expect(hyperparameters.innerSteps).toEqual([1, 2, 3]);
    expect(hyperparameters.algorithm).toBe('dlam');
    expect(hyperparameters.epsilon).toEqual({
      kind: 'geometric',
      initial: 1,
      ratio: 0.9,
      limit: 0.1,
    });
  });
});
