import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { ALGORITHMS, type Algorithm } from '../../src/model/algorithms.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { toyProblem } from '../support/toyProblem.ts';

const WIDTHS = [9, 8, 8, 4];
const ITERATIONS = 6;

/** Two hidden layers of one width share matrices with each other too. */
const settings: Settings = {
  ...INITIAL_SETTINGS,
  hidden: [8, 8],
  lambda: [0.1],
  innerSteps: [2],
  epsilonSchedule: 'geometric',
  epsilon: 1,
  epsilonDecay: 0.7,
  batchSize: 10,
  evaluateEvery: 2,
};

async function raced(algorithms: readonly Algorithm[]) {
  const backend = new CpuBackend();
  const problem = toyProblem(backend, WIDTHS, true, 4, 1, 23);
  const dataset = { featureCount: 9, classCount: 4 };
  const runs = [];
  for (const algorithm of algorithms) {
    const { optimiser, weights } = await createRun(backend, problem, settings, algorithm, dataset);
    runs.push({ algorithm, optimiser, records: [await optimiser.start(weights)] });
  }
  for (let k = 0; k < ITERATIONS; k++) {
    const submitted = runs.map(({ optimiser }) => optimiser.advance(1));
    for (const [index, figures] of (await Promise.all(submitted)).entries())
      runs[index]?.records.push(...figures);
  }
  return new Map(runs.map(({ algorithm, records }) => [algorithm, records.map(untimed)]));
}

/** Device times are never the same twice. */
function untimed(record: IterationFigures) {
  return { ...record, cost: { ...record.cost, deviceMs: 0 } };
}

describe('runs that share their working matrices', () => {
  it('each go the way that they go alone, bit for bit', async () => {
    const together = await raced(ALGORITHMS);
    for (const algorithm of ALGORITHMS) {
      const alone = await raced([algorithm]);
      expect(together.get(algorithm), algorithm).toEqual(alone.get(algorithm));
      const [first, last] = [alone.get(algorithm)?.[0], alone.get(algorithm)?.at(-1)];
      expect(last?.weights.steps.length).toBe(3);
      expect(last?.objective).not.toBe(first?.objective);
    }
  });
});
