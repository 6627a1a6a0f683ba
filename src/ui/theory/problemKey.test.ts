import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS, type Settings } from '../../settings/settings.ts';
import { problemKey } from './problemKey.ts';

const keyOf = (changed: Partial<Settings>, data = 'd1') =>
  problemKey(data, { ...INITIAL_SETTINGS, ...changed });
const same = keyOf({});

describe('problemKey', () => {
  it.each<[string, Partial<Settings>]>([
    ['ρ', { rho: 9 }],
    ['ε', { epsilon: 9 }],
    ['the schedule of ε', { epsilonSchedule: 'geometric' }],
    ['λ', { lambda: [0.25] }],
    ['the regulariser', { regulariser: 'l1' }],
    ['the loss', { loss: 'least-squares' }],
    ['the hidden layers', { hidden: [50, 50], lambda: [0.5] }],
    ['the activation', { activation: 'tanh' }],
    ['the bias', { bias: false }],
    ['the scaling of the data', { scaling: 'unit' }],
  ])('tells apart problems that differ in %s', (_, changed) =>
    expect(keyOf(changed)).not.toBe(same),
  );

  it('tells apart data', () => expect(keyOf({}, 'd2')).not.toBe(same));

  it.each<[string, Partial<Settings>]>([
    ['the seed', { seed: 7 }],
    ['the number of iterations', { iterations: 5 }],
    ['the inner steps', { innerSteps: [1, 1] }],
    ['the algorithms', { algorithms: ['dlam'] }],
    ['a decay that a constant ε does not use', { epsilonDecay: 0.5 }],
  ])('does not look at %s', (_, changed) => expect(keyOf(changed)).toBe(same));

  it('knows one λ for all layers by its values, and none without a regulariser', () => {
    expect(keyOf({ lambda: [0.5] })).toBe(keyOf({ lambda: [0.5, 0.5] }));
    expect(keyOf({ regulariser: 'none', lambda: [1] })).toBe(
      keyOf({ regulariser: 'none', lambda: [2] }),
    );
  });
});
