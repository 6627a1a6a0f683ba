import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Matrix, Scalar } from '../../optimiser/backend.ts';
import { CpuBackend } from './cpuBackend.ts';

let b: CpuBackend;
beforeEach(() => {
  b = new CpuBackend();
});
afterEach(() => b.dispose());

function filled(label: string, rows: number, columns: number, values: readonly number[]): Matrix {
  const matrix = b.matrix(rows, columns, label);
  b.write(matrix, values);
  return matrix;
}

async function numberIn(scalar: Scalar): Promise<number> {
  return (await b.readScalars([scalar]))[0] as number;
}

describe('scalars', () => {
  it('follow the port', async () => {
    const [x, y, zero] = [b.constant(6), b.constant(4), b.constant(0)];
    const results = [
      b.add(x, y),
      b.subtract(x, y),
      b.multiply(x, y),
      b.divide(x, y),
      b.divide(x, zero),
      b.minimum(x, y),
      b.maximum(x, y),
      b.squareRoot(y),
      b.greater(x, x),
      b.atLeast(x, x),
      b.and(x, y),
      b.and(x, zero),
      b.not(x),
      b.not(zero),
      b.raiseByDoubling(y, b.constant(17)),
    ];
    expect(await b.readScalars(results)).toEqual([
      10, 2, 24, 1.5, 0, 4, 6, 2, 0, 1, 1, 0, 0, 1, 32,
    ]);
  });

  it('are fresh: a later change of an operand does not reach them', async () => {
    const x = b.scalar('x', 2);
    const double = b.add(x, x);
    b.assign(x, b.constant(5));
    b.writeScalar(x, 7);
    expect(await b.readScalars([x, double])).toEqual([7, 4]);
  });
});

describe('matrices and views', () => {
  it('start at zero, and read back what was written', async () => {
    const m = b.matrix(2, 3, 'm');
    expect([...(await b.read(m))]).toEqual([0, 0, 0, 0, 0, 0]);
    b.write(m, [1, 2, 3, 4, 5, 6]);
    expect([...(await b.read(m))]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('share storage; nothing beyond the columns of a view is written', async () => {
    const m = filled('m', 2, 3, [1, 2, 3, 4, 5, 6]);
    const view = b.view(m, 2);
    const first = b.view(view, 1);
    expect([...(await b.read(view))]).toEqual([1, 2, 4, 5]);
    expect([...(await b.read(first))]).toEqual([1, 4]);
    b.write(view, [-1, -2, -4, -5]);
    b.combine(first, [[b.constant(10), first]]);
    b.product(b.view(m, 2), filled('I', 2, 2, [0, 1, 1, 0]), filled('n', 2, 2, [1, 2, 3, 4]));
    expect([...(await b.read(m))]).toEqual([3, 4, 3, 1, 2, 6]);
    b.activate(view, filled('p', 2, 2, [-1, 7, -1, 8]), 'relu');
    expect([...(await b.read(m))]).toEqual([0, 7, 3, 0, 8, 6]);
    expect(await numberIn(b.dot(view, view))).toBe(113);
  });

  it('are filled with one value, a view without what lies beyond it, in their turn', async () => {
    const m = filled('m', 2, 3, [1, 2, 3, 4, 5, 6]);
    const program = await b.record('double', [], () => {
      b.combine(m, [[b.constant(2), m]]);
      return [];
    });
    const running = b.submit(program, [[]]);
    b.fill(b.view(m, 2), 7);
    await running;
    expect([...(await b.read(m))]).toEqual([7, 7, 6, 7, 7, 12]);
  });

  it('throw once released, views included; releasing a view frees nothing', async () => {
    const m = filled('m', 1, 2, [1, 2]);
    const view = b.view(m, 1);
    b.release([view]);
    expect(await numberIn(b.absoluteSum(view))).toBe(1);
    b.release([m]);
    expect(() => b.absoluteSum(m)).toThrow(/"m" was released/);
    expect(() => b.absoluteSum(view)).toThrow(/was released/);
    expect(() => b.write(m, [1, 2])).toThrow(/was released/);
    expect(() => b.view(m, 1)).toThrow(/was released/);
    await expect(b.read(m)).rejects.toThrow(/was released/);
  });

  it('throw in a program that was recorded before their release', async () => {
    const m = b.matrix(1, 1, 'm');
    const program = await b.record('p', [], () => [b.absoluteSum(m)]);
    b.release([m]);
    await expect(b.submit(program, [[]])).rejects.toThrow(/"m" was released/);
  });
});

describe('operations check what they are given', () => {
  it('by shape, when they are recorded', async () => {
    const [m, n] = [b.matrix(2, 3, 'm'), b.matrix(2, 2, 'n')];
    expect(() => b.dot(m, n)).toThrow('dot: "m" (2×3) and "n" (2×2) differ in shape');
    expect(() => b.product(n, m, n)).toThrow(RangeError);
    expect(() => b.write(m, [1])).toThrow(RangeError);
    expect(() => b.matrix(0, 1, 'none')).toThrow(RangeError);
    expect(() => b.view(m, 4)).toThrow(RangeError);
    await expect(b.record('p', [], () => [b.dot(m, n)])).rejects.toThrow(RangeError);
    const program = await b.record('p', [b.scalar('x', 0)], () => []);
    await expect(b.submit(program, [[1, 2]])).rejects.toThrow(RangeError);
  });

  it('by storage, where an output may not be an input', () => {
    const m = b.matrix(2, 2, 'm');
    const one = b.constant(1);
    expect(() => b.product(m, m, m)).toThrow(/shares storage/);
    expect(() => b.activate(m, b.view(m, 2), 'tanh')).toThrow(/shares storage/);
    expect(() => b.proxCrossEntropy(m, m, m, one, 'newton')).toThrow(/shares storage/);
    b.combine(m, [[one, m]]);
  });

  it('by engine', () => {
    const foreign = { rows: 1, columns: 1, label: 'foreign' };
    expect(() => b.absoluteSum(foreign)).toThrow(/another engine/);
    expect(() => b.not({ label: 'foreign' })).toThrow(/another engine/);
  });
});

describe('programs', () => {
  it('run once a row, in order, and report the scalars the body returned', async () => {
    const [x, y, total] = [b.scalar('x', 0), b.scalar('y', 0), b.scalar('total', 100)];
    let recordings = 0;
    const program = await b.record('sum', [x, y], () => {
      recordings += 1;
      const product = b.multiply(x, y);
      b.assign(total, b.add(total, product));
      return [product, total];
    });
    expect(await numberIn(total), 'recording runs nothing').toBe(100);
    const reports = await b.submit(program, [
      [2, 3],
      [4, 5],
    ]);
    expect(reports.map((report) => [...report])).toEqual([
      [6, 106],
      [20, 126],
    ]);
    expect(recordings).toBe(1);
  });

  it('set a constant anew in every run', async () => {
    const program = await b.record('count', [], () => {
      const counter = b.constant(1);
      b.assign(counter, b.add(counter, counter));
      return [counter];
    });
    const reports = await b.submit(program, [[], [], []]);
    expect(reports.map(([value]) => value)).toEqual([2, 2, 2]);
  });

  it('branch, and branch within branches', async () => {
    const [outer, inner, path] = [b.scalar('outer', 0), b.scalar('inner', 0), b.scalar('path', 0)];
    const program = await b.record('branches', [outer, inner], () => {
      b.assign(path, b.constant(1));
      b.when(outer, () => {
        b.assign(path, b.add(path, b.constant(10)));
        b.when(inner, () => b.assign(path, b.add(path, b.constant(100))));
        b.when(b.not(inner), () => b.assign(path, b.add(path, b.constant(1000))));
      });
      return [path];
    });
    const reports = await b.submit(program, [
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(reports.map(([value]) => value)).toEqual([1, 1011, 111]);
  });

  it('read the flag of a branch when they reach it', async () => {
    const flag = b.scalar('flag', 0);
    const taken = b.scalar('taken', 0);
    b.assign(flag, b.constant(1));
    b.when(flag, () => {
      b.assign(flag, b.constant(0));
      b.assign(taken, b.constant(1));
    });
    expect(await b.readScalars([flag, taken])).toEqual([0, 1]);
  });

  it('leave NaN in the scalars of a branch that was not taken', async () => {
    const flag = b.scalar('flag', 0);
    const program = await b.record('branch', [flag], () => {
      let inside = b.constant(0);
      b.when(flag, () =>
        b.when(flag, () => {
          inside = b.constant(3);
        }),
      );
      return [inside];
    });
    const reports = await b.submit(program, [[1], [0], [2]]);
    expect(reports.map(([value]) => value)).toEqual([3, Number.NaN, 3]);
  });

  it('refuse what cannot be recorded, and leave the engine usable after an error', async () => {
    const m = b.matrix(1, 1, 'm');
    const x = b.scalar('x', 1);
    const forbidden = [() => b.write(m, [1]), () => b.writeScalar(x, 2), () => b.release([m])];
    for (const operation of forbidden) {
      const recording = b.record('p', [], () => {
        operation();
        return [];
      });
      await expect(recording).rejects.toThrow(/cannot be recorded/);
    }
    const failing = await b.record('fails', [], () => [b.raiseByDoubling(b.constant(0), x)]);
    await expect(b.submit(failing, [[]])).rejects.toThrow(RangeError);
    expect(await numberIn(b.add(x, x))).toBe(2);
  });

  it('throw once released', async () => {
    const program = await b.record('p', [], () => []);
    const running = b.submit(program, [[]]);
    b.releaseProgram(program);
    await running;
    await expect(b.submit(program, [[]])).rejects.toThrow(/"p" was released/);
  });
});

describe('the order of submission', () => {
  it('holds for overlapping submits, and for all that is asked for in between', async () => {
    const [x, total] = [b.scalar('x', 0), b.scalar('total', 1)];
    const m = filled('m', 1, 1, [1]);
    const append = await b.record('append', [x], () => {
      b.assign(total, b.add(b.multiply(total, b.constant(10)), x));
      b.combine(m, [[x, m]]);
      return [total];
    });
    const values = [5];
    const first = b.submit(append, [[2], [3]]);
    const readAfterFirst = b.read(m);
    b.writeScalar(total, 9);
    b.write(m, values);
    values[0] = 77;
    b.when(b.greater(total, b.constant(8)), () => b.assign(total, b.constant(4)));
    const second = b.submit(append, [[7]]);
    const readAfterSecond = b.read(m);
    expect((await first).map(([value]) => value)).toEqual([12, 123]);
    expect([...(await readAfterFirst)]).toEqual([6]);
    expect((await second).map(([value]) => value)).toEqual([47]);
    expect([...(await readAfterSecond)]).toEqual([35]);
  });

  it('lets a submitted program finish with a matrix that is released meanwhile', async () => {
    const m = filled('m', 1, 1, [4]);
    const program = await b.record('p', [], () => [b.absoluteSum(m)]);
    const running = b.submit(program, [[], []]);
    b.release([m]);
    expect((await running).map(([value]) => value)).toEqual([4, 4]);
    await expect(b.submit(program, [[]])).rejects.toThrow(/was released/);
  });

  it('reports the error of an operation that had to wait to the next who awaits', async () => {
    const program = await b.record('p', [], () => []);
    const running = b.submit(program, [[]]);
    const raised = b.raiseByDoubling(b.constant(-1), b.constant(1));
    await running;
    await expect(b.readScalars([raised])).rejects.toThrow(RangeError);
    expect(await b.readScalars([b.constant(2)])).toEqual([2]);
  });

  it('gives the event loop turns within a long submit', async () => {
    const busy = await b.record('busy', [], () => {
      const [m, n] = [b.matrix(200, 200, 'm'), b.matrix(200, 200, 'n')];
      for (let i = 0; i < 4; i += 1) b.product(n, m, m);
      return [];
    });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await b.submit(
      busy,
      Array.from({ length: 30 }, () => []),
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });

  it('tells how long it computed, without what others did in the turns between', async () => {
    const program = await b.record('busy', [], () => {
      const [m, n] = [b.matrix(200, 200, 'm'), b.matrix(200, 200, 'n')];
      for (let i = 0; i < 4; i += 1) b.product(n, m, m);
      return [];
    });
    let others = 0;
    const timer = setInterval(() => {
      const start = performance.now();
      while (performance.now() - start < 20);
      others += performance.now() - start;
    }, 1);
    const heard: number[] = [];
    const start = performance.now();
    const rows = Array.from({ length: 30 }, () => []);
    await b.submit(program, rows, (milliseconds) => heard.push(milliseconds));
    const whole = performance.now() - start;
    clearInterval(timer);
    expect(others).toBeGreaterThan(0);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toBeGreaterThan(0);
    expect(heard[0]).toBeLessThanOrEqual(whole - others);
  });

  it('ends with the engine', async () => {
    const x = b.scalar('x', 0);
    const program = await b.record('p', [x], () => [x]);
    const running = b.submit(program, [[1]]);
    b.dispose();
    await expect(running).rejects.toThrow(/disposed/);
    expect(() => b.constant(1)).toThrow(/disposed/);
    await expect(b.submit(program, [[1]])).rejects.toThrow(/disposed/);
  });
});
