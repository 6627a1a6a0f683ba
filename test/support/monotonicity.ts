import { ACTIVATIONS, type Activation } from '../../src/model/activation.ts';
import type { Hyperparameters } from '../../src/model/hyperparameters.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { AlternatingMinimisation } from '../../src/optimiser/dlam.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { toyProblem } from './toyProblem.ts';

export interface MonotoneCase {
  readonly activation: Activation;
  readonly rho: number;
  readonly epsilon: number;
  readonly loss: Hyperparameters['loss'];
  readonly regulariser: Hyperparameters['regulariser'];
  readonly bias: boolean;
  readonly innerSteps: readonly number[];
  /** Factor on the inputs: large ones saturate sigmoid and tanh. */
  readonly inputScale: number;
}

const LOSS_CYCLE = ['cross-entropy', 'least-squares'] as const;
const REGULARISER_CYCLE = ['none', 'l1', 'l2'] as const;

/** Every activation at a small, a middling and a large ρ; ε, loss, regulariser and bias vary along. */
const ORDINARY_CASES = ACTIVATIONS.flatMap((activation, index) =>
  [1e-3, 1, 10].map(
    (rho, position): MonotoneCase => ({
      activation,
      rho,
      epsilon: [1e-3, 0.05, 1][(index + position) % 3] as number,
      loss: LOSS_CYCLE[(index + position) % 2] as MonotoneCase['loss'],
      regulariser: REGULARISER_CYCLE[(index + 2 * position) % 3] as MonotoneCase['regulariser'],
      bias: (index + position) % 2 === 0,
      innerSteps: [1, 1, 1 + position],
      inputScale: 1,
    }),
  ),
);

/** Here SPEC.md's z-interval made F rise (docs/algorithm.md, "The z_l block"). */
const SATURATED_CASES = (['sigmoid', 'tanh'] as const).flatMap((activation) =>
  [0.3, 1e-3].map(
    (epsilon): MonotoneCase => ({
      activation,
      rho: 1,
      epsilon,
      loss: 'cross-entropy',
      regulariser: 'l2',
      bias: true,
      innerSteps: [1, 1, 1],
      inputScale: 8,
    }),
  ),
);

/** The settings over which Lemma 1 is checked. */
export const MONOTONE_CASES: readonly MonotoneCase[] = [...ORDINARY_CASES, ...SATURATED_CASES];

const WIDTHS = [12, 11, 7, 5];

/** A case set up on a backend, at its start. */
export async function createMonotoneRun(
  backend: Backend,
  monotone: MonotoneCase,
  algorithm: Hyperparameters['algorithm'],
): Promise<{ readonly run: AlternatingMinimisation; readonly first: IterationFigures }> {
  const { activation, rho, epsilon, loss, regulariser, bias, innerSteps, inputScale } = monotone;
  const shape = { widths: WIDTHS, activation, bias };
  const run = await AlternatingMinimisation.create(
    backend,
    toyProblem(backend, WIDTHS, bias, 5, inputScale),
    {
      shape,
      hyperparameters: {
        algorithm,
        loss,
        regulariser,
        lambda: [0.01, 0.01, 0.01],
        rho: { kind: 'constant', initial: rho },
        epsilon: { kind: 'constant', initial: epsilon },
        innerSteps,
        proxSolver: 'newton',
      },
      output: 'signed-labels',
      evaluateEvery: 1000,
    },
  );
  const weights = initialWeights(shape, {
    seed: 3,
    weights: { kind: 'he' },
    output: 'signed-labels',
  });
  return { run, first: await run.start(weights) };
}

/** Runs a case for `iterations` on a backend; record 0 is the start. */
export async function runMonotoneCase(
  backend: Backend,
  monotone: MonotoneCase,
  algorithm: Hyperparameters['algorithm'],
  iterations: number,
): Promise<IterationFigures[]> {
  const { run, first } = await createMonotoneRun(backend, monotone, algorithm);
  const records = [first, ...(await run.advance(iterations))];
  run.dispose();
  return records;
}

/** Iterations after which F was larger than before by more than `tolerance`, relative. */
export function rises(records: readonly IterationFigures[], tolerance: number): number[] {
  return records
    .slice(1)
    .filter((record, index) => {
      const former = (records[index] as IterationFigures).objective;
      return !(record.objective <= former + tolerance * Math.abs(former));
    })
    .map(({ iteration }) => iteration);
}
