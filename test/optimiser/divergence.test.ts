/** Runs that are lost for real, on the engine: what the user is told of it. */
import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { ALGORITHMS, type Algorithm, GRADIENT_ALGORITHMS } from '../../src/model/algorithms.ts';
import type { Matrix } from '../../src/optimiser/backend.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { createRun } from '../../src/training/createRun.ts';
import { TrainingRun } from '../../src/training/trainingRun.ts';
import { toyProblem } from '../support/toyProblem.ts';

const WIDTHS = [9, 7, 4] as const;
const SPOILT_AFTER = 3;

/** Lets a test reach the matrices of a run by their labels. */
class OpenBackend extends CpuBackend {
  readonly made = new Map<string, Matrix>();
  override matrix(rows: number, columns: number, label: string): Matrix {
    const matrix = super.matrix(rows, columns, label);
    this.made.set(label, matrix);
    return matrix;
  }
}

async function started(algorithm: Algorithm, changes: Partial<Settings> = {}) {
  const backend = new OpenBackend();
  const settings: Settings = {
    ...INITIAL_SETTINGS,
    hidden: WIDTHS.slice(1, -1),
    lambda: [0.1],
    ...changes,
  };
  const problem = toyProblem(backend, WIDTHS, settings.bias, 2);
  const data = { featureCount: WIDTHS[0], classCount: WIDTHS[2] };
  const { optimiser, configuration, weights } = await createRun(
    backend,
    problem,
    settings,
    algorithm,
    data,
  );
  const run = new TrainingRun(algorithm, optimiser, configuration.stop);
  await run.start(weights);
  return { backend, run };
}

async function advance(run: TrainingRun, iterations: number): Promise<void> {
  run.complete(await run.submit(iterations).figures, 1);
}

function messageOf({ end }: TrainingRun): string {
  return end?.kind === 'failed' ? end.error.message : 'still there';
}

describe('a run that is lost', () => {
  it.each(ALGORITHMS)('%s: no number in its variables ends it at once', async (algorithm) => {
    const { backend, run } = await started(algorithm);
    await advance(run, SPOILT_AFTER);
    expect(run.end).toBeNull();
    const matrix = backend.made.get('W2') as Matrix;
    backend.write(matrix, new Float64Array(matrix.rows * matrix.columns).fill(Number.NaN));
    await advance(run, 4);
    expect(messageOf(run)).toMatch(
      new RegExp(
        `^${algorithm} diverged: .+ is NaN after iteration ${SPOILT_AFTER + 1}\\. It began in layer \\d, in the step of [Wza]\\d\\. Try .+; the curves up to here are kept\\.$`,
      ),
    );
    // The iteration that shows it is the last of the curve.
    expect(run.records.at(-1)?.iteration).toBe(SPOILT_AFTER + 1);
    expect(run.wantsMore).toBe(false);
  });

  it.each(['mdlam', 'dlam'] as const)(
    '%s: the block that is named is the first that reads what was spoilt',
    async (algorithm) => {
      // W_1, z_1, a_1, W_2, z_2: a_1 is the first to read z_2, z_1 the first to read a_1.
      for (const [spoilt, block] of [
        ['z2', 'a1'],
        ['a1', 'z1'],
      ] as const) {
        const { backend, run } = await started(algorithm);
        await advance(run, SPOILT_AFTER);
        const matrix = backend.made.get(spoilt) as Matrix;
        backend.write(matrix, new Float64Array(matrix.rows * matrix.columns).fill(Number.NaN));
        await advance(run, 1);
        expect(messageOf(run)).toContain(`It began in layer 1, in the step of ${block}.`);
      }
    },
  );

  it.each(GRADIENT_ALGORITHMS.filter((one) => one !== 'adadelta'))(
    '%s: a loss that explodes ends it, with the size of the loss',
    async (algorithm) => {
      const { run } = await started(algorithm, { [`${algorithm}Rate`]: 1e4 });
      await advance(run, 4);
      expect(messageOf(run)).toMatch(
        /diverged: its training loss is (\d\.\d\de\+\d+|Infinity|NaN) after iteration \d\. It began in layer \d, in the step of W\d\. Try a smaller step size/,
      );
    },
  );
});
