import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { AdmmHyperparameters } from '../../src/model/hyperparameters.ts';
import type { NetworkShape } from '../../src/model/network.ts';
import { DlAdmm } from '../../src/optimiser/dladmm.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { problemFromRows } from '../support/problemFromRows.ts';

/** As test/golden/dladmm.py writes it: the plain form of the algorithm in NumPy. */
interface GoldenCase {
  readonly name: string;
  readonly config: NetworkShape &
    Omit<AdmmHyperparameters, 'proxSolver'> & { readonly output: 'forward' | 'signed-labels' };
  readonly data: { readonly x: number[]; readonly labels: number[] };
  readonly weights: number[][];
  readonly weightsAfter: number[][];
  readonly trajectory: {
    readonly objective: number;
    readonly loss: number;
    readonly penalties: number[];
    readonly residuals: number[];
    readonly constraintGap: number;
    readonly dualTerm: number;
    readonly dualNorm: number;
    readonly primalResidual: number;
    readonly steps: number[];
    readonly theta: number[];
    readonly tau: number[];
  }[];
}

const cases = JSON.parse(
  readFileSync(new URL('../golden/dladmm.json', import.meta.url), 'utf8'),
) as GoldenCase[];

const RELATIVE_ERROR = 1e-10;
/** How far off a run with another setting has to be at least. */
const NOTICED = 1e-4;

function norm(values: readonly number[]): number {
  return Math.hypot(...values);
}

async function trained(golden: GoldenCase, change: Partial<AdmmHyperparameters> = {}) {
  const { widths, activation, bias, output, ...hyperparameters } = golden.config;
  const backend = new CpuBackend();
  const problem = problemFromRows(backend, golden.data, widths, bias);
  const run = await DlAdmm.create(backend, problem, {
    shape: { widths, activation, bias },
    hyperparameters: { ...hyperparameters, proxSolver: 'newton', ...change },
    output,
    evaluateEvery: 1,
  });
  const first = await run.start(golden.weights);
  const records = [first, ...(await run.advance(golden.trajectory.length - 1))];
  return { records, weights: await run.weights() };
}

/** ‖W − W_ref‖/‖W_ref‖ of every layer. */
function weightErrors(golden: GoldenCase, weights: readonly Float64Array[]): number[] {
  return golden.weightsAfter.map((expected, index) => {
    const found = weights[index] as Float64Array;
    return norm(expected.map((value, i) => value - (found[i] as number))) / norm(expected);
  });
}

/** The figures of a record that are norms of blocks and terms of L_ρ. */
function blockFigures({ split, admm, weights }: IterationFigures) {
  return {
    loss: [split?.loss],
    penalties: split?.penalties,
    residuals: split?.residuals,
    constraintGap: [split?.constraintGap],
    dualTerm: [admm?.dualTerm],
    dualNorm: [admm?.dualNorm],
    primalResidual: [admm?.primalResidual],
    steps: weights.steps,
  };
}

describe('dlADMM on the float64 engine against the NumPy trajectories', () => {
  it('has a case for every activation, loss and regulariser, with biases and without', () => {
    const kinds = (...names: (keyof GoldenCase['config'])[]) =>
      new Set(cases.map(({ config }) => names.map((name) => config[name]).join(' '))).size;
    expect(kinds('activation', 'loss', 'regulariser')).toBe(2 * 2 * 3);
    expect(kinds('activation', 'loss', 'bias')).toBe(2 * 2 * 2);
    expect(kinds('rho')).toBeGreaterThan(4);
    expect(kinds('nu')).toBeGreaterThan(4);
  });

  it.each(cases)('$name', async (golden) => {
    const { records, weights } = await trained(golden);
    golden.trajectory.forEach((expected, k) => {
      const record = records[k] as IterationFigures;
      const { objective } = expected;
      expect(Math.abs(record.objective / objective - 1), `L of iteration ${k}`).toBeLessThan(
        RELATIVE_ERROR,
      );
      expect(record.admm?.theta).toEqual(expected.theta);
      expect(record.admm?.tau).toEqual(expected.tau);
      for (const [name, found] of Object.entries(blockFigures(record))) {
        const reference = [expected[name as keyof typeof expected]].flat();
        expect(found, name).toHaveLength(reference.length);
        reference.forEach((value, index) => {
          // The start has residuals of 0; ⟨u, r⟩ and ‖r‖² may be small beside the terms that they come from.
          const error = Math.abs((found?.[index] ?? Number.NaN) - value);
          const scale = Math.abs(value) + 1e-4 * objective;
          expect(error / scale, `${name} of iteration ${k}`).toBeLessThan(RELATIVE_ERROR);
        });
      }
    });
    for (const error of weightErrors(golden, weights)) expect(error).toBeLessThan(RELATIVE_ERROR);
  });

  it('reaches the same values with FISTA as with Newton', async () => {
    const golden = cases.find(
      ({ config }) => config.loss === 'cross-entropy' && config.rho >= 0.1,
    ) as GoldenCase;
    const { records } = await trained(golden, { proxSolver: 'fista' });
    golden.trajectory.forEach((expected, k) => {
      expect((records[k]?.objective ?? Number.NaN) / expected.objective).toBeCloseTo(1, 8);
    });
  });

  it.each<[string, Partial<AdmmHyperparameters>]>([
    ['ρ', { rho: 1.1 }],
    ['ν', { nu: 1.1 }],
    ['regulariser', { regulariser: 'l2', lambda: [0.1, 0.1, 0.1] }],
  ])('would notice another %s', async (_, change) => {
    const golden = cases.find(({ config }) => config.rho === 1 && config.nu === 1) as GoldenCase;
    const { weights } = await trained(golden, change);
    for (const error of weightErrors(golden, weights)) expect(error).toBeGreaterThan(NOTICED);
  });
});
