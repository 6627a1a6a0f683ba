import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SETTING_FLAGS } from '../../cli/settingFlags.ts';
import { deviation } from '../../src/record/deviation.ts';
import { readRecord } from '../../src/record/readRecord.ts';
import { readWeightsFile } from '../../src/record/weightsFile.ts';
import { runCommand } from './command.ts';
import { CLASSES, SIDE, writeIdxFolder } from './idxFolder.ts';

// Every command is a process of its own: a busy machine takes seconds to start one.
vi.setConfig({ testTimeout: 120_000 });
const folder = mkdtempSync(join(tmpdir(), 'dlam-cli-'));
const path = (name: string) => join(folder, name);
const LAYERS = `${SIDE * SIDE},8,${CLASSES}`;
const ON_DATA = ['--data', path('data'), '--layers', LAYERS, '--backend', 'cpu'];

beforeAll(() => {
  writeIdxFolder(path('data'), 40, 12);
});
afterAll(() => rmSync(folder, { recursive: true }));

const recordOf = (name: string) => readRecord(readFileSync(path(name), 'utf8'), name);

describe('npm run train', () => {
  it('trains, and writes a record and weights that the page reads', async () => {
    const words = [...ON_DATA, '--samples', '30', '--iterations', '4', '--algorithm', 'dlam'];
    const files = ['--out', path('a.json'), '--weights', path('a.safetensors')];
    const { code, stdout } = await runCommand('train', [...words, ...files]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/DLAM 4\/4: objective/);
    const { origin, outcome, iterations } = recordOf('a.json');
    expect(outcome).toEqual({ kind: 'finished', reason: 'iterations' });
    expect(origin).toMatchObject({
      algorithm: 'dlam',
      data: { trainCount: 30, testCount: 12 },
      settings: { scaling: 'unit', bias: true, engine: 'cpu' },
      device: { engine: 'cpu', precision: 'float64' },
    });
    expect(iterations.map(({ iteration }) => iteration)).toEqual([0, 1, 2, 3, 4]);
    const raw = JSON.parse(readFileSync(path('a.json'), 'utf8')).iterations[2];
    for (const key of [
      'iteration',
      'objective',
      'loss',
      'trainAccuracy',
      'testAccuracy',
      'elapsedMs',
    ])
      expect(raw[key], key).toEqual(expect.any(Number));
    const file = readWeightsFile(readFileSync(path('a.safetensors')), 'a');
    expect(file.iteration).toBe(4);
    expect(file.weights.layers.map(({ rows, columns }) => [rows, columns])).toEqual([
      [8, SIDE * SIDE],
      [CLASSES, 8],
    ]);
  });

  it('goes again from its own record, bit for bit, and on from its weights', async () => {
    const words = [...ON_DATA, '--iterations', '3', '--rho', '0.1', '--bias', 'false'];
    await runCommand('train', [
      ...words,
      '--out',
      path('b.json'),
      '--weights',
      path('b.safetensors'),
    ]);
    const again = await runCommand('train', [
      '--config',
      path('b.json'),
      '--data',
      path('data'),
      '--out',
      path('c.json'),
    ]);
    expect(again.code).toBe(0);
    const [first, second] = [recordOf('b.json'), recordOf('c.json')];
    expect(deviation(first.iterations, second.iterations)).toMatchObject({
      compared: 4,
      identical: true,
    });
    expect(second.origin.settings).toEqual(first.origin.settings);

    const on = await runCommand('train', [
      ...words,
      '--init',
      path('b.safetensors'),
      '--out',
      path('d.json'),
    ]);
    expect(on.code).toBe(0);
    const [from, onto] = [first.iterations[3].forward, recordOf('d.json').iterations[0].forward];
    expect(onto?.trainLoss).toBeCloseTo(from?.trainLoss ?? 0, 3);
  });

  it('writes what is done when it is interrupted', async () => {
    let struck = false;
    const { code, stderr } = await runCommand(
      'train',
      [
        ...ON_DATA,
        '--iterations',
        '1000000',
        '--out',
        path('e.json'),
        '--weights',
        path('e.safetensors'),
      ],
      {
        heard: (child, stdout) => {
          if (struck || !/mDLAM [1-9]\d*\//.test(stdout)) return;
          struck = true;
          // As npm does, which passes on what its group got as well.
          child.kill('SIGINT');
          child.kill('SIGINT');
        },
      },
    );
    expect([code, stderr]).toEqual([130, expect.stringContaining('Interrupted')]);
    const { outcome, iterations } = recordOf('e.json');
    expect(outcome).toEqual({ kind: 'stopped' });
    expect(iterations.length).toBeGreaterThan(1);
    expect(readWeightsFile(readFileSync(path('e.safetensors')), 'e').iteration).toBe(
      iterations.at(-1)?.iteration,
    );
  });

  it('writes a run that diverges up to there and says so', async () => {
    const words = [
      '--algorithm',
      'sgd',
      '--sgd-rate',
      '10000',
      '--loss',
      'least-squares',
      '--out',
      path('f.json'),
    ];
    const { code, stderr } = await runCommand('train', [...ON_DATA, ...words]);
    expect([code, stderr]).toEqual([5, expect.stringContaining('SGD diverged')]);
    expect(recordOf('f.json').outcome.kind).toBe('failed');
  });

  it.each<[number, string[], string]>([
    [2, ['--rhoo', '1'], 'Did you mean --rho?'],
    [2, ['--rho', '-1'], '--rho -1'],
    [2, ['surplus'], 'too many arguments'],
    [2, ['--layers', `${SIDE * SIDE},4,7`], `Write --layers ${SIDE * SIDE},4,${CLASSES}.`],
    [2, ['--config', '/nowhere.json'], '--config /nowhere.json'],
    [3, ['--data', '/nowhere'], '--data /nowhere'],
    [3, ['--init', '/nowhere.safetensors'], '--init /nowhere.safetensors'],
    [3, ['--iterations', '1', '--out', '/nowhere/a.json'], '--out /nowhere/a.json'],
  ])('ends in %i for %j', async (code, words, sentence) => {
    const result = await runCommand('train', [
      '--data',
      path('data'),
      '--backend',
      'cpu',
      ...words,
    ]);
    expect(result.stderr).toContain(sentence);
    expect(result.stderr).not.toContain('    at ');
    expect(result.code).toBe(code);
  });

  it('refuses a configuration whose field is no setting, and one that is no JSON', async () => {
    writeFileSync(path('odd.json'), '{"roh": 1}');
    writeFileSync(path('broken.json'), '{');
    const odd = await runCommand('train', ['--config', path('odd.json')]);
    expect([odd.code, odd.stderr]).toEqual([
      2,
      expect.stringContaining('odd.json: its field "roh" is no setting'),
    ]);
    const broken = await runCommand('train', ['--config', path('broken.json')]);
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringContaining('no JSON')]);
  });

  it('lists every flag with its range and its default, and the exit codes', async () => {
    const { code, stdout } = await runCommand('train', ['--help']);
    expect(code).toBe(0);
    const text = stdout.replace(/\s+/g, ' ');
    for (const { names, takes } of SETTING_FLAGS) {
      for (const name of names) expect(text).toContain(`--${name}`);
      expect(text).toContain(`Takes ${takes}. Default: `);
    }
    expect(text).toContain('Exit codes:');
  });
});

describe('npm run verify', () => {
  it('finds the same bits again, and out a record that is another', async () => {
    await runCommand('train', [...ON_DATA, '--iterations', '4', '--out', path('v.json')]);
    const same = await runCommand('verify', [
      path('v.json'),
      '--data',
      path('data'),
      '--iterations',
      '3',
    ]);
    expect(same).toMatchObject({ code: 0, stderr: '' });
    expect(same.stdout).toContain('bit for bit');
    expect(same.stdout).toMatch(/iteration +objective +W1 +z1 +a1 +W2 +z2/);
    const record = JSON.parse(readFileSync(path('v.json'), 'utf8'));
    record.iterations[2].objective *= 1.01;
    record.iterations[2].dlam.zSteps[0] *= 2;
    writeFileSync(path('w.json'), JSON.stringify(record));
    const other = await runCommand('verify', [path('w.json'), '--data', path('data')]);
    expect([other.code, other.stdout]).toEqual([
      6,
      expect.stringContaining('first figure differs in iteration 2'),
    ]);
    const foreign = await runCommand('verify', [
      path('v.json'),
      '--data',
      path('data'),
      '--tolerance',
      '0',
    ]);
    expect(foreign.code).toBe(2);
  });

  it('refuses other data and other weights', async () => {
    writeIdxFolder(path('fewer'), 20, 12);
    const fewer = await runCommand('verify', [path('v.json'), '--data', path('fewer')]);
    expect([fewer.code, fewer.stderr]).toEqual([3, expect.stringContaining('--data DIR')]);
    const record = JSON.parse(readFileSync(path('v.json'), 'utf8'));
    record.start.weights = '00000000';
    writeFileSync(path('x.json'), JSON.stringify(record));
    const weights = await runCommand('verify', [path('x.json'), '--data', path('data')]);
    expect([weights.code, weights.stderr]).toEqual([3, expect.stringContaining('--init')]);
  });
});
