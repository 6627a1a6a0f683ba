import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRecord } from '../../src/record/readRecord.ts';
import { runCommand } from './command.ts';
import { writeIdxFolder } from './idxFolder.ts';

// Every command is a process of its own: a busy machine takes seconds to start one.
vi.setConfig({ testTimeout: 120_000 });
const folder = mkdtempSync(join(tmpdir(), 'dlam-sweep-'));
const path = (name: string) => join(folder, name);

beforeAll(() => {
  writeIdxFolder(path('data'), 40, 12);
});
afterAll(() => rmSync(folder, { recursive: true }));

const recordOf = (name: string) => readRecord(readFileSync(path(name), 'utf8'), name);

describe('npm run sweep', () => {
  const grid = {
    base: { hidden: [4], iterations: 3, engine: 'cpu' },
    axes: [
      { setting: 'rho', values: [0.01, 0.1] },
      { setting: 'epsilon', from: 0.001, to: 0.1, count: 3, spacing: 'logarithmic' },
    ],
    seeds: 2,
  };

  it('trains every cell with every seed, as train does, and its own file is a grid again', async () => {
    writeFileSync(path('grid.json'), JSON.stringify(grid));
    const words = ['--data', path('data'), '--out'];
    const table = await runCommand('sweep', [path('grid.json'), ...words, path('sweep.csv')]);
    expect(table).toMatchObject({ code: 0, stderr: '' });
    const rows = readFileSync(path('sweep.csv'), 'utf8')
      .trim()
      .split('\r\n')
      .map((row) => row.split(','));
    expect(rows.length).toBe(1 + 12);
    expect(new Set(rows.slice(1).map((row) => row.slice(1, 4).join())).size).toBe(12);
    const [, rho, epsilon, seed] = rows[9];
    const single = [
      '--hidden',
      '4',
      '--iterations',
      '3',
      '--rho',
      rho,
      '--epsilon',
      epsilon,
      '--seed',
      seed,
    ];
    await runCommand('train', [
      '--data',
      path('data'),
      '--backend',
      'cpu',
      ...single,
      '--out',
      path('s.json'),
    ]);
    expect(rows[9][rows[0].indexOf('objective')]).toBe(
      String(recordOf('s.json').iterations[3].objective),
    );

    await runCommand('sweep', [path('grid.json'), ...words, path('sweep.json')]);
    const again = await runCommand('sweep', [path('sweep.json'), ...words, path('again.csv')]);
    expect(again.code).toBe(0);
    const objectives = (name: string) =>
      readFileSync(path(name), 'utf8')
        .split('\r\n')
        .map((row) => row.split(',')[6]);
    expect(objectives('again.csv')).toEqual(objectives('sweep.csv'));
  });

  it.each([
    [{ ...grid, axes: [{ setting: 'rhoo', values: [1] }] }, '"rhoo" cannot be an axis'],
    [{ ...grid, axes: [{ setting: 'rho', values: [-1] }] }, 'must be at least'],
    [{ ...grid, axes: [] }, '"axes"'],
    [{ ...grid, base: { roh: 1 } }, '"roh" is no setting'],
  ])('refuses a grid with the field that is wrong', async (wrongGrid, sentence) => {
    writeFileSync(path('wrong.json'), JSON.stringify(wrongGrid));
    const { code, stderr } = await runCommand('sweep', [
      path('wrong.json'),
      '--data',
      path('data'),
    ]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(sentence)]);
  });
});
