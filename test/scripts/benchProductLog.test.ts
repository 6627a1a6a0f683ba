import { describe, expect, it } from 'vitest';
import { logProducts, productFlops } from '../../bench/productLog.ts';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { Backend, Matrix, Scalar } from '../../src/optimiser/backend.ts';
import { AlternatingMinimisation } from '../../src/optimiser/dlam.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import { toyProblem } from '../support/toyProblem.ts';

const WIDTHS = [6, 5, 4, 3];
const SHAPE = { widths: WIDTHS, activation: 'relu', bias: true } as const;

async function startRun(backend: Backend): Promise<AlternatingMinimisation> {
  const run = await AlternatingMinimisation.create(backend, toyProblem(backend, WIDTHS, true, 1), {
    shape: SHAPE,
    hyperparameters: {
      algorithm: 'mdlam',
      loss: 'cross-entropy',
      regulariser: 'l2',
      lambda: [0.1, 0.1, 0.1],
      rho: { kind: 'constant', initial: 0.1 },
      epsilon: { kind: 'geometric', initial: 1, ratio: 0.8, limit: 1e-3 },
      innerSteps: [1, 1, 2],
      proxSolver: 'newton',
    },
    output: 'forward',
    evaluateEvery: 1000,
  });
  const start = { seed: 1, weights: { kind: 'he' }, output: 'forward' } as const;
  await run.start(initialWeights(SHAPE, start));
  return run;
}

describe('the log of products', () => {
  it('tells which branches a run took, nested ones included', async () => {
    const base = new CpuBackend();
    const { backend, executed } = logProducts(base);
    const [a, b, c] = [2, 3, 4].map((size) => backend.matrix(size, size, `m${size}`)) as [
      Matrix,
      Matrix,
      Matrix,
    ];
    const outs = [2, 3, 4].map((size) => backend.matrix(size, size, `out${size}`)) as Matrix[];
    const [outer, inner] = [backend.scalar('outer', 0), backend.scalar('inner', 0)] as Scalar[];
    const program = await backend.record('nested', [outer, inner] as Scalar[], () => {
      backend.product(outs[0] as Matrix, a, a, { transposeB: true });
      backend.when(outer as Scalar, () => {
        backend.product(outs[1] as Matrix, b, b);
        backend.when(inner as Scalar, () => backend.product(outs[2] as Matrix, c, c));
      });
      return [];
    });
    const sizes = async (row: readonly [number, number]) => {
      await backend.submit(program, [row]);
      const { products, always, inBranches } = await executed();
      expect([always, inBranches]).toEqual([1, 2]);
      return products.map(({ out }) => out[0]);
    };
    expect(await sizes([1, 1])).toEqual([2, 3, 4]);
    // The inner branch keeps its mark of the last run; the outer one was not taken.
    expect(await sizes([0, 1])).toEqual([2]);
    expect(await sizes([1, 0])).toEqual([2, 3]);
    expect((await executed()).products).toEqual([]);
  });

  it('changes nothing about an mDLAM run, and finds less work than the run counted', async () => {
    const plain = await startRun(new CpuBackend());
    const { backend, executed } = logProducts(new CpuBackend());
    const logged = await startRun(backend);
    await executed();
    let before = 0;
    for (let k = 0; k < 6; k++) {
      const [[expected], [figures]] = [await plain.advance(1), await logged.advance(1)];
      expect(figures?.objective).toBe(expected?.objective);
      const { products, always } = await executed();
      const flops = products.reduce((sum, product) => sum + productFlops(product), 0);
      const all = (figures?.cost.flops as number) - before;
      before = figures?.cost.flops as number;
      expect(products.length).toBeGreaterThanOrEqual(always);
      expect(flops).toBeLessThan(all);
      expect(flops).toBeGreaterThan(all / 4);
    }
  });
});
