/** The commands on Dawn, in processes of their own, which find their driver by themselves. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relativeDifference } from '../../src/record/deviation.ts';
import { readRecord } from '../../src/record/readRecord.ts';
import { runCommand } from '../cli/command.ts';
import { firstDigits } from '../cli/idxFiles.ts';
import { CLASSES, type DrawnSamples, SIDE, writeIdxFolder } from '../cli/idxFolder.ts';
import { wrongIterations } from '../cli/iterationCheck.ts';
import { type ProblemSpec, stateOf } from '../cli/problemState.ts';
import { type ReadFile, readTensorFile } from '../cli/tensorFile.ts';
import { HAS_MNIST } from '../support/realDigits.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlam-cli-gpu-'));
const path = (name: string) => join(folder, name);
const SAMPLES = 40;
/** Some hundred units of roundoff of float32. */
const TOLERANCE = 3e-5;
let drawn: DrawnSamples;

beforeAll(() => {
  drawn = writeIdxFolder(path('data'), SAMPLES, 12);
});
afterAll(() => rmSync(folder, { recursive: true }));

const recordOf = (name: string) => readRecord(readFileSync(path(name), 'utf8'), name);

/** A check of the large network takes a second of plain loops. `CHECK_EVERY_STATE=1` looks at every iteration. */
const CHECKED_EVERY = process.env.CHECK_EVERY_STATE ? 1 : 12;

/** The first digits of MNIST where the run had them, or those that its state carries because they were made up. */
function largeData({ tensors }: ReadFile): Pick<ProblemSpec, 'inputs' | 'targets'> {
  const [a0, y] = ['a0', 'y'].map((name) => tensors.get(name)?.values);
  if (a0 && y) return { inputs: a0, targets: y };
  const { pixels, labels } = firstDigits(process.env.MNIST_DIR as string, 1000);
  return {
    inputs: Float64Array.from(pixels, (p) => Math.fround(p / 255)),
    targets: Float64Array.from({ length: 1000 * 10 }, (_, i) =>
      Number(labels[Math.floor(i / 10)] === i % 10),
    ),
  };
}

/** As a shell has them: nobody told the command of a driver. */
const PLAIN = { VK_ICD_FILENAMES: undefined, LD_LIBRARY_PATH: undefined };

/** Without what a machine's own Vulkan drivers, if it has any, and Dawn about them print before the command finds one that will do. */
function ownWords(stderr: string): string {
  return stderr
    .replace(/^Warning: .*Vulkan.*\n(?: .*\n|\n)*/gm, '')
    .replace(/^error: XDG_RUNTIME_DIR .*\n/gm, '');
}

it('tells the words of a command from those of a driver', () => {
  const driver =
    'error: XDG_RUNTIME_DIR is invalid or not set in the environment.\nWarning: Vulkan x required.\n - While initializing\n    at y\n\n';
  expect(ownWords(`${driver}No GPU: 1\n${driver}Out: 2\n`)).toBe('No GPU: 1\nOut: 2\n');
});

describe('npm run train -- --backend gpu', () => {
  it('is the same run as in float64 on 784-100-100-10, 1,000 samples, 50 iterations: F within 1e-3', async () => {
    // MNIST where vitest.config.ts found it.
    const data = HAS_MNIST
      ? ['--data', process.env.MNIST_DIR as string]
      : ['--dataset', 'synthetic'];
    const words = [
      ...data,
      ...[
        '--algorithm',
        'mdlam',
        '--layers',
        '784,100,100,10',
        '--samples',
        '1000',
        '--iterations',
        '50',
      ],
      ...[
        '--rho',
        '0.01',
        '--epsilon',
        '0.01',
        '--epsilon-decay',
        '0.97',
        '--epsilon-min',
        '0.001',
      ],
      ...['--regularizer', 'l2', '--lambda', '0.01', '--seed', '1'],
      // The network is measured elsewhere; this is about F.
      ...['--test-samples', '100', '--evaluate-every', '50'],
    ];
    for (const backend of ['cpu', 'gpu']) {
      const result = await runCommand(
        'train',
        [
          ...words,
          ...['--backend', backend, '--out', path(backend)],
          ...(backend === 'gpu' ? ['--state', path('states')] : []),
        ],
        { environment: PLAIN },
      );
      expect({ ...result, stderr: ownWords(result.stderr) }).toMatchObject({ code: 0, stderr: '' });
    }
    const [cpu, gpu] = [recordOf('cpu'), recordOf('gpu')];
    expect([cpu.origin.device.precision, gpu.origin.device.precision]).toEqual([
      'float64',
      'float32',
    ]);
    expect([cpu.iterations.length, gpu.iterations.length]).toEqual([51, 51]);
    const apart = gpu.iterations.map(({ objective }, k) =>
      relativeDifference(objective, cpu.iterations[k].objective),
    );
    expect(Math.max(...apart)).toBeGreaterThan(0);
    expect(Math.max(...apart)).toBeLessThan(1e-3);
    const verified = await runCommand('verify', [
      path('gpu'),
      ...data.slice(0, HAS_MNIST ? 2 : 0),
      '--iterations',
      '3',
    ]);
    expect(verified).toMatchObject({ code: 0, stderr: '' });

    const states = readdirSync(path('states')).sort();
    expect(states.length).toBe(51);
    const files = states.map((name) => readTensorFile(join(path('states'), name)));
    const problem: ProblemSpec = {
      widths: [784, 100, 100, 10],
      activation: 'relu',
      loss: 'cross-entropy',
      regulariser: 'l2',
      lambda: 0.01,
      bias: true,
      ...largeData(files[0] as ReadFile),
    };
    const asked = (k: number) => k % CHECKED_EVERY === 0 || k <= 2;
    const checked = files.map((file) => stateOf(file, problem));
    expect(wrongIterations(problem, checked, TOLERANCE, asked)).toEqual([]);
  }, 300_000);

  it('writes states in float32 that are iterations of SPEC.md', async () => {
    const widths = [SIDE * SIDE, 8, 5, CLASSES];
    const words = [
      '--epsilon',
      '0.3',
      '--epsilon-decay',
      '0.8',
      '--epsilon-min',
      '0.01',
      '--rho',
      '0.1',
    ];
    const target = path('state');
    const result = await runCommand(
      'train',
      [
        ...['--data', path('data'), '--layers', widths.join(','), '--iterations', '8', ...words],
        ...['--backend', 'gpu', '--state', target],
      ],
      { environment: PLAIN },
    );
    expect(result).toMatchObject({ code: 0 });
    const problem: ProblemSpec = {
      widths,
      activation: 'relu',
      loss: 'cross-entropy',
      regulariser: 'l2',
      lambda: 0.01,
      bias: true,
      inputs: Float64Array.from(drawn.pixels, (p) => Math.fround(p / 255)),
      targets: Float64Array.from({ length: SAMPLES * CLASSES }, (_, i) =>
        Number(drawn.labels[Math.floor(i / CLASSES)] === i % CLASSES),
      ),
    };
    const files = readdirSync(target)
      .sort()
      .map((name) => readTensorFile(join(target, name)));
    expect(files.length).toBe(9);
    expect(files[4].tensors.get('z2')?.dtype).toBe('F32');
    const states = files.map((file) => stateOf(file, problem));
    expect(wrongIterations(problem, states, TOLERANCE)).toEqual([]);
  });

  it('writes what is done when it is interrupted, through the process that found the driver', async () => {
    let struck = false;
    const words = [
      '--data',
      path('data'),
      '--hidden',
      '8',
      '--iterations',
      '1000000',
      '--backend',
      'gpu',
    ];
    const { code } = await runCommand('train', [...words, '--out', path('stopped.json')], {
      environment: PLAIN,
      heard: (child, stdout) => {
        if (struck || !/mDLAM [1-9]\d*\//.test(stdout)) return;
        struck = true;
        child.kill('SIGINT');
      },
    });
    expect(code).toBe(130);
    const { outcome, iterations, origin } = recordOf('stopped.json');
    expect([outcome.kind, origin.device.engine]).toEqual(['stopped', 'gpu']);
    expect(iterations.length).toBeGreaterThan(1);
  });

  it('says in one sentence that there is no driver, and what to do', async () => {
    const nowhere = { VK_ICD_FILENAMES: '/nowhere.json', LD_LIBRARY_PATH: '' };
    const { code, stderr } = await runCommand(
      'train',
      ['--data', path('data'), '--backend', 'gpu'],
      { environment: nowhere },
    );
    expect(code).toBe(4);
    expect(stderr.trim().split('\n').at(-1)).toMatch(
      /^No Vulkan, Metal or D3D driver was found: .*--backend cpu\.$/,
    );
  });
});
