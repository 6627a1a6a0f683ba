/** Mini-batches against the CpuBackend. */
import { describe, expect, test } from 'vitest';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import { type Body, filled, poisoned, runOn, runOnBoth } from './engines.ts';
import { openGpus } from './gpus.ts';
import { openReplaced, replaced } from './replacedDevice.ts';

const gpuFor = openGpus();

describe('gatherRows', () => {
  test.each([
    [1, 1, 0, null],
    [2, 1, 1, null],
    [3, 3, 0, null],
    [63, 20, 43, null],
    [64, 64, 0, null],
    [65, 7, 50, null],
    [1000, 128, 872, null],
    [5000, 333, 4096, null],
    [65, 7, 50, 64],
    [193, 65, 128, 64],
    [200, 200, 0, 96],
    [1000, 128, 872, 128],
  ])(
    'of %i samples takes %i from %i on, in parts of %s, as the CPU does',
    async (samples, rows, start, rowsPerPart) => {
      for (const [columns, beyond] of [
        [10, 0],
        [5, 2],
        [301, 3],
      ] as const) {
        const source = filled(samples, columns, (i) => i, beyond);
        for (const key of [0, 5, 2 ** 24 - 1]) {
          const operands = { source, out: poisoned(rows, columns, beyond + 1) };
          const { actual, expected } = await runOnBoth(
            gpuFor(rowsPerPart),
            operands,
            [key, start],
            (engine, m, s) => {
              engine.gatherRows(m('out'), m('source'), { key: s(0), start: s(1) });
              return [];
            },
          );
          expect(actual.matrix('out')).toEqual(expected.matrix('out'));
        }
      }
    },
  );

  test('takes every sample once where the workgroups fold, in another order for another key', async () => {
    const context = await openReplaced((device) => ({
      limits: replaced(device.limits, { maxComputeWorkgroupsPerDimension: 3 }),
    }));
    const backend = createGpuBackend(context);
    const [samples, columns] = [211, 5];
    // Neither batch has a multiple of three rows: a workgroup too many would write over the end of the last.
    const batches = [140, 71] as const;
    // Whether that shows hangs on which of two threads writes last.
    const ROUNDS = 40;
    const orders: number[][] = [];
    for (const key of [1, 2]) {
      const operands = {
        source: filled(samples, columns, (i) => i),
        first: poisoned(batches[0], columns),
        second: poisoned(batches[1], columns),
      };
      const body: Body = (engine, m, s) =>
        Array.from({ length: ROUNDS }, () => {
          engine.gatherRows(m('first'), m('source'), { key: s(0), start: s(1) });
          engine.gatherRows(m('second'), m('source'), { key: s(0), start: s(2) });
          return engine.dot(m('first'), m('first'));
        });
      const gpu = { backend, context };
      const { actual, expected } = await runOnBoth(gpu, operands, [key, 0, batches[0]], body);
      const [gathered, wanted] = [actual, expected].map((outcome) =>
        ['first', 'second'].flatMap((name) => [...outcome.matrix(name)]),
      ) as [number[], number[]];
      expect(gathered).toEqual(wanted);
      for (let round = 0; round < ROUNDS; round++)
        expect(actual.scalar(round) / expected.scalar(round)).toBeCloseTo(1, 5);
      orders.push(gathered.filter((x) => x % columns === 0).map((x) => x / columns));
    }
    for (const order of orders)
      expect(order.toSorted((x, y) => x - y)).toEqual([...Array(samples).keys()]);
    expect(orders[0]).not.toEqual(orders[1]);
  });

  test('from beyond the last sample takes the last of the order: the walk ends', async () => {
    const [samples, rows] = [65, 4];
    const operands = {
      source: filled(samples, 3, (i) => i),
      last: poisoned(1, 3),
      out: poisoned(rows, 3),
    };
    const { backend } = gpuFor(null);
    const outcome = await runOn(backend, operands, [7, samples - 1, samples], (engine, m, s) => {
      engine.gatherRows(m('last'), m('source'), { key: s(0), start: s(1) });
      engine.gatherRows(m('out'), m('source'), { key: s(0), start: s(2) });
      return [];
    });
    const last = [...outcome.matrix('last')];
    expect([...outcome.matrix('out')]).toEqual(Array.from({ length: rows }, () => last).flat());
  });
});
