import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCommand } from './command.ts';
import { CLASSES, type DrawnSamples, SIDE, writeIdxFolder } from './idxFolder.ts';
import { wrongIterations } from './iterationCheck.ts';
import { objectiveOf, type ProblemSpec, stateOf } from './problemState.ts';
import { readTensorFile } from './tensorFile.ts';

// Every command is a process of its own: a busy machine takes seconds to start one.
vi.setConfig({ testTimeout: 120_000 });
const folder = mkdtempSync(join(tmpdir(), 'dlam-state-'));
const data = join(folder, 'data');
const SAMPLES = 30;
const ITERATIONS = 12;
/** Of float64, through sums of some hundred terms. */
const TOLERANCE = 1e-9;
let drawn: DrawnSamples;

beforeAll(() => {
  drawn = writeIdxFolder(data, 40, 12);
});
afterAll(() => rmSync(folder, { recursive: true }));

const spec = (changes: Partial<ProblemSpec> = {}): ProblemSpec => ({
  widths: [SIDE * SIDE, 8, 5, CLASSES],
  activation: 'relu',
  loss: 'cross-entropy',
  regulariser: 'l2',
  lambda: 0.01,
  bias: true,
  inputs: Float64Array.from(drawn.pixels.subarray(0, SAMPLES * SIDE * SIDE), (p) =>
    Math.fround(p / 255),
  ),
  targets: Float64Array.from({ length: SAMPLES * CLASSES }, (_, i) =>
    Number(drawn.labels[Math.floor(i / CLASSES)] === i % CLASSES),
  ),
  ...changes,
});

async function train(name: string, problem: ProblemSpec, ...more: string[]) {
  const target = join(folder, name);
  const result = await runCommand('train', [
    ...['--data', data, '--layers', problem.widths.join(','), '--samples', String(SAMPLES)],
    ...['--activation', problem.activation, '--loss', problem.loss],
    ...['--regularizer', problem.regulariser, '--lambda', String(problem.lambda)],
    ...['--bias', String(problem.bias), '--iterations', String(ITERATIONS), '--backend', 'cpu'],
    ...['--state', target, '--out', `${target}.json`, ...more],
  ]);
  expect(result).toMatchObject({ code: 0 });
  const names = Array.from(
    { length: ITERATIONS + 1 },
    (_, k) => `state-${String(k).padStart(4, '0')}.safetensors`,
  );
  expect(readdirSync(target).sort()).toEqual(names);
  const files = names.map((one) => readTensorFile(join(target, one)));
  return { files, record: JSON.parse(readFileSync(`${target}.json`, 'utf8')) };
}

/** All that is wrong with the iterations of a run. */
function wrong(problem: ProblemSpec, files: readonly ReturnType<typeof readTensorFile>[]) {
  const states = files.map((file) => stateOf(file, problem));
  return wrongIterations(problem, states, TOLERANCE);
}

const SHRINKING = ['--epsilon', '0.3', '--epsilon-decay', '0.8', '--epsilon-min', '0.01'];

describe('--state', () => {
  it.each<[string, Partial<ProblemSpec>, string[]]>([
    ['ReLU, cross-entropy, l2, biases, a shrinking ε', {}, [...SHRINKING, '--rho', '0.1']],
    [
      'leaky ReLU, least squares, l1, no biases',
      {
        activation: 'leaky-relu',
        loss: 'least-squares',
        regulariser: 'l1',
        lambda: 0.02,
        bias: false,
      },
      [...SHRINKING, '--rho', '1'],
    ],
    [
      'tanh, no regulariser, constant ε',
      { activation: 'tanh', regulariser: 'none', bias: false },
      ['--epsilon', '0.05', '--rho', '1'],
    ],
    [
      'sigmoid, cross-entropy, l2, a shrinking ε',
      { activation: 'sigmoid' },
      [...SHRINKING, '--rho', '10'],
    ],
  ])('holds iterations that are those of SPEC.md: %s', async (_, changes, words) => {
    const problem = spec(changes);
    const { files, record } = await train(
      `run ${words.length} ${problem.activation}`,
      problem,
      ...words,
    );
    expect(wrong(problem, files)).toEqual([]);
    const [start] = files;
    expect(objectiveOf(problem, stateOf(start, problem))).toBeCloseTo(
      start.metadata.objective as number,
      9,
    );
    expect([...start.tensors.values()].every(({ dtype }) => dtype === 'F64')).toBe(true);
    // The first of the file from 0 to 1: whoever has the file has them.
    expect(start.tensors.has('a0') || start.tensors.has('y')).toBe(false);
    let s = 0;
    files.forEach(({ metadata }, k) => {
      const { iteration, epsilon, rho, omega, theta, tau, objective, rejected } = metadata;
      const recorded = record.iterations[k];
      expect([iteration, objective]).toEqual([k, recorded.objective]);
      expect({ epsilon, rho, omega, theta, tau, raised: rejected }).toMatchObject(
        Object.fromEntries(
          ['epsilon', 'rho', 'omega', 'theta', 'tau', 'raised'].map((key) => [
            key,
            recorded.dlam[key],
          ]),
        ),
      );
      if (k === 0) return;
      const next = (1 + Math.sqrt(1 + 4 * s * s)) / 2;
      expect(omega).toBeCloseTo((s - 1) / next, 12);
      s = next;
    });
  });

  it('says which steps were taken again, and those are steps from the point itself', async () => {
    const problem = spec({ widths: [SIDE * SIDE, CLASSES], loss: 'least-squares', lambda: 1 });
    const start = ['--initial-weights', 'normal', '--sigma', '1', '--output', 'signed-labels'];
    const { files } = await train('rejections', problem, ...start);
    expect(files.flatMap(({ metadata }) => metadata.rejected)).toContain('W1');
    expect(wrong(problem, files)).toEqual([]);
  });

  it('has the inputs and labels where the data were transformed', async () => {
    const { files } = await train('centred', spec(), '--scaling', 'centred', '--rho', '0.1');
    const [a0, y] = ['a0', 'y'].map((name) => files[3].tensors.get(name));
    expect([a0?.shape, y?.shape]).toEqual([
      [SAMPLES, SIDE * SIDE],
      [SAMPLES, CLASSES],
    ]);
    const problem = spec({
      inputs: a0?.values as Float64Array,
      targets: y?.values as Float64Array,
    });
    expect(wrong(problem, files)).toEqual([]);
    expect(wrong(spec(), files)).not.toEqual([]);
  });

  it('would be found out if it held anything else', async () => {
    const problem = spec();
    const { files } = await train('control', problem, ...SHRINKING, '--rho', '0.1');
    for (const name of ['W2', 'b1', 'z1', 'z3', 'a2']) {
      const { values } = files[5].tensors.get(name) as { values: Float64Array };
      const kept = values[0];
      values[0] += 1e-4;
      expect(wrong(problem, files).join(), name).toContain('iteration 5');
      values[0] = kept;
    }
    const theta = files[5].metadata.theta as number[];
    theta[0] /= 64;
    expect(wrong(problem, files).join()).toContain('W1 is the proximal step');
    theta[0] *= 64;
    expect(wrong(problem, files)).toEqual([]);
  });
});
