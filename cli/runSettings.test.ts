import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS, SETTINGS, type SettingName } from '../src/settings/settings.ts';
import { COMMAND_SETTINGS, checkLayers, type GivenTexts, runSettings } from './runSettings.ts';
import { SETTING_FLAGS } from './settingFlags.ts';

const settingsOf = (texts: GivenTexts, layers: string | null = null) =>
  runSettings({ texts, layers });

describe('runSettings', () => {
  it('starts from the form, but for what a command has of its own', () => {
    expect(settingsOf({})).toEqual(COMMAND_SETTINGS);
    const differing = (Object.keys(SETTINGS) as SettingName[]).filter(
      (name) => JSON.stringify(COMMAND_SETTINGS[name]) !== JSON.stringify(INITIAL_SETTINGS[name]),
    );
    expect(differing).toEqual(['scaling', 'algorithms', 'lambda', 'innerSteps', 'evaluateEvery']);
  });

  it('reads numbers, lists, choices, switches and what is off', () => {
    expect(
      settingsOf({
        rho: '1e-3',
        lambda: '0.1,0.2',
        bias: 'false',
        algorithms: 'adam',
        batchSize: '7',
        targetAccuracy: 'off',
      }),
    ).toMatchObject({
      rho: 0.001,
      lambda: [0.1, 0.2],
      bias: false,
      algorithms: ['adam'],
      batchSize: 7,
      targetAccuracy: null,
    });
  });

  it('takes the hidden layers out of all of them', () => {
    expect(settingsOf({}, '784,100,100,10').hidden).toEqual([100, 100]);
    expect(settingsOf({}, '784,10').hidden).toEqual([]);
    expect(() => settingsOf({ hidden: '5' }, '784,5,10')).toThrow('leave one of them out');
    for (const layers of ['784', '784,x,10', '784,-3,10', ''])
      expect(() => settingsOf({}, layers)).toThrow('784,100,100,10');
  });

  it('brings along what a flag needs to have an effect, unless that was typed too', () => {
    expect(settingsOf({ epsilonDecay: '0.9' }).epsilonSchedule).toBe('geometric');
    expect(settingsOf({ epsilonPeriod: '9' }).epsilonSchedule).toBe('restarted-geometric');
    expect(settingsOf({ epsilonDecay: '0.9', epsilonSchedule: 'constant' }).epsilonSchedule).toBe(
      'constant',
    );
    expect(settingsOf({ epsilonDecay: '1', epsilonMin: '0.0001' }).epsilonSchedule).toBe(
      'constant',
    );
    expect(settingsOf({ rhoGrowth: '1.1' }).rhoSchedule).toBe('geometric');
    expect(settingsOf({ sigma: '0.1' }).weights).toBe('normal');
    expect(settingsOf({ regulariser: 'none', lambda: '3' }).regulariser).toBe('none');
  });

  it.each<[GivenTexts, string[]]>([
    [{ rho: '3e9' }, ['--rho 3e9', 'at most 1000000']],
    [{ rho: 'much' }, ['--rho much', 'expected a number']],
    [{ algorithms: 'lbfgs' }, ['--algorithm lbfgs', 'mdlam, dlam']],
    [{ regulariser: 'l3' }, ['--regularizer l3', 'none, l1, l2']],
    [{ engine: 'tpu' }, ['--backend tpu', 'auto, gpu, cpu']],
    [{ lambda: '1,2,3' }, ['--lambda 1,2,3', '1 value or 2 values']],
    [{ epsilon: '1e-6', epsilonDecay: '0.9' }, ['--epsilon-min', 'must not exceed']],
  ])('refuses %j with flag, bounds and remedy', (texts, words) => {
    for (const word of words) expect(() => settingsOf(texts)).toThrow(word);
  });

  it('goes before a file', () => {
    const base = { ...INITIAL_SETTINGS, rho: 5, scaling: 'centred', repeats: 4 } as const;
    expect(runSettings({ texts: { epsilon: '0.5' }, layers: null }, base)).toEqual({
      ...base,
      epsilon: 0.5,
      repeats: 1,
    });
  });
});

describe('checkLayers', () => {
  const data = { featureCount: 784, classCount: 10 };

  it('wants the widths of the data at both ends and says what to write', () => {
    expect(() => checkLayers('784,5,10', data)).not.toThrow();
    expect(() => checkLayers(null, data)).not.toThrow();
    expect(() => checkLayers('700,5,10', data)).toThrow('Write --layers 784,5,10.');
    expect(() => checkLayers('784,5,9', data)).toThrow('10 classes. Write --layers 784,5,10.');
  });
});

describe('the flags', () => {
  it('are there for every setting but repeats, with the spellings that are fixed', () => {
    const covered = SETTING_FLAGS.map(({ setting }) => setting);
    expect(Object.keys(SETTINGS).filter((name) => !covered.includes(name as SettingName))).toEqual([
      'repeats',
    ]);
    const names = SETTING_FLAGS.flatMap((flag) => flag.names);
    expect(new Set(names).size).toBe(names.length);
    const fixed =
      'algorithm samples iterations activation loss rho epsilon epsilon-decay epsilon-min regularizer lambda seed backend';
    for (const name of fixed.split(' ')) expect(names).toContain(name);
    for (const name of ['data', 'init', 'out', 'weights', 'state', 'config', 'layers'])
      expect(names).not.toContain(name);
  });
});
