import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { GradientHyperparameters } from '../../src/model/hyperparameters.ts';
import type { NetworkShape } from '../../src/model/network.ts';
import type { UpdateRule } from '../../src/model/updateRule.ts';
import { GradientDescent } from '../../src/optimiser/gradientDescent.ts';
import { problemFromRows } from '../support/problemFromRows.ts';

/** As test/golden/gradientMethods.py writes it: PyTorch's optimisers and its autograd, in float64. */
interface GoldenCase {
  readonly name: string;
  readonly config: NetworkShape & GradientHyperparameters;
  readonly data: { readonly x: number[]; readonly labels: number[] };
  readonly weights: number[][];
  readonly weightsAfter: number[][];
  /** J before each update and after the last; empty with mini-batches. */
  readonly objectives: number[];
}

const cases = JSON.parse(
  readFileSync(new URL('../golden/gradientMethods.json', import.meta.url), 'utf8'),
) as GoldenCase[];

const UPDATES = 20;
const WEIGHT_ERROR = 1e-9;
const OBJECTIVE_ERROR = 1e-10;
/** How far off a run with another setting has to be at least. */
const NOTICED = 1e-4;

function norm(values: readonly number[]): number {
  return Math.hypot(...values);
}

/** ‖W − W_ref‖ / ‖W_ref‖ of every layer. */
function weightErrors(golden: GoldenCase, weights: readonly ArrayLike<number>[]): number[] {
  return golden.weightsAfter.map((expected, index) => {
    const found = Array.from(weights[index]);
    return norm(expected.map((value, i) => value - found[i])) / norm(expected);
  });
}

/** An iteration is a pass over the samples, which is one update when a batch holds all of them. */
function iterations({ config, data }: GoldenCase): number {
  const samples = data.labels.length;
  return UPDATES / Math.ceil(samples / (config.batchSize ?? samples));
}

async function trained(
  golden: GoldenCase,
  { widths, activation, bias, ...hyperparameters } = golden.config,
) {
  const backend = new CpuBackend();
  const run = await GradientDescent.create(
    backend,
    problemFromRows(backend, golden.data, widths, bias),
    {
      shape: { widths, activation, bias },
      hyperparameters,
      evaluateEvery: UPDATES,
    },
  );
  const first = await run.start(golden.weights);
  const records = [first, ...(await run.advance(iterations(golden)))];
  return { records, weights: await run.weights() };
}

/** The methods' names, since momentum and Adam are several of them. */
function ruleName(rule: UpdateRule): string {
  if (rule.kind === 'adam') return rule.amsgrad ? 'amsgrad' : 'adam';
  if (rule.kind !== 'momentum') return rule.kind;
  if (rule.momentum === 0) return 'sgd';
  return rule.nesterov ? 'nesterov' : 'momentum';
}

function combinations(...properties: ((config: GoldenCase['config']) => unknown)[]): number {
  return new Set(
    cases.map(({ config }) => properties.map((property) => property(config)).join(' ')),
  ).size;
}

describe('the gradient methods on the float64 engine against PyTorch', () => {
  it('has a case for every activation, loss, regulariser and bias', () => {
    const count = combinations(
      ({ activation }) => activation,
      ({ loss }) => loss,
      ({ regulariser }) => regulariser,
      ({ bias }) => bias,
    );
    expect(count).toBe(4 * 2 * 3 * 2);
  });

  it.each<[string, number, (config: GoldenCase['config']) => unknown]>([
    ['activation', 4, ({ activation }) => activation],
    ['loss', 2, ({ loss }) => loss],
    ['regulariser', 3, ({ regulariser }) => regulariser],
    ['bias', 2, ({ bias }) => bias],
    ['kind of batch', 2, ({ batchSize }) => batchSize === null],
  ])('has a case for every rule and %s', (_, values, property) => {
    expect(combinations(({ rule }) => ruleName(rule), property)).toBe(8 * values);
  });

  it.each(cases)('$name', async (golden) => {
    const { records, weights } = await trained(golden);
    for (const [layer, error] of weightErrors(golden, weights).entries())
      expect(error, `W${layer + 1} after ${UPDATES} updates`).toBeLessThan(WEIGHT_ERROR);
    expect(records).toHaveLength(iterations(golden) + 1);
    for (const [k, expected] of golden.objectives.entries()) {
      const error = Math.abs(records[k].objective / expected - 1);
      expect(error, `J of iteration ${k}`).toBeLessThan(OBJECTIVE_ERROR);
    }
  });

  const first = (name: string, batched: boolean): GoldenCase =>
    cases.find(
      ({ config }) => ruleName(config.rule) === name && (config.batchSize !== null) === batched,
    ) as GoldenCase;
  const longMemory = first('adam', false);
  const shortMemory = cases.find(({ name }) => name.startsWith('amsgrad short')) as GoldenCase;
  const nesterov = first('nesterov', false);
  const batched = first('sgd', true);
  const penalised = cases.find(({ config }) => config.regulariser === 'l1') as GoldenCase;

  it.each<[string, GoldenCase, object]>([
    ["another β₂ of Adam's", longMemory, { rule: { ...longMemory.config.rule, beta2: 0.99 } }],
    ['Adam for AMSGrad', shortMemory, { rule: { ...shortMemory.config.rule, amsgrad: false } }],
    [
      "plain momentum for Nesterov's",
      nesterov,
      { rule: { ...nesterov.config.rule, nesterov: false } },
    ],
    ['another order of the samples', batched, { orderSeed: batched.config.orderSeed ^ 1 }],
    ['another regulariser', penalised, { regulariser: 'l2' }],
  ])('would notice %s', async (_, golden, change) => {
    const { weights } = await trained(golden, { ...golden.config, ...change });
    for (const error of weightErrors(golden, weights)) expect(error).toBeGreaterThan(NOTICED);
  });
});
