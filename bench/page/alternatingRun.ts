import type { Backend } from '../../src/optimiser/backend.ts';
import { createOptimiser } from '../../src/optimiser/createOptimiser.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import type { IterationFigures } from '../../src/optimiser/optimiser.ts';
import { releaseProblem, uploadProblem } from '../../src/optimiser/problem.ts';
import { applyPreset } from '../../src/settings/presets.ts';
import { runConfiguration } from '../../src/settings/runConfiguration.ts';
import { INITIAL_SETTINGS } from '../../src/settings/settings.ts';
import type { RunEvidence } from '../results.ts';
import { median } from '../statistics.ts';
import type { Digits } from './digits.ts';
import { NEVER } from './peers/dlamLab.ts';

export interface RunSize {
  readonly widths: readonly number[];
  readonly samples: number;
}

/** An mDLAM run in the middle of its schedule: ε shrinks from iteration to iteration, so that no block stands still. */
export interface AlternatingRun {
  /** One iteration, without a measurement of the network. */
  readonly run: () => Promise<void>;
  readonly result: () => Promise<readonly ArrayLike<number>[]>;
  /** F after the last iteration. */
  readonly objective: () => number;
  /** On the last so many iterations. */
  readonly evidence: (timed: number) => RunEvidence;
  readonly dispose: () => void;
}

/** The preset "Hidden layers in motion" on the first digits, after so many iterations. */
export async function createAlternatingRun(
  backend: Backend,
  digits: Digits,
  { widths, samples }: RunSize,
  before: number,
): Promise<AlternatingRun> {
  const [featureCount, classCount] = [widths[0] as number, widths.at(-1) as number];
  const settings = { ...applyPreset('motion', INITIAL_SETTINGS), hidden: widths.slice(1, -1) };
  const { shape, method, initialisation } = runConfiguration(
    settings,
    'mdlam',
    featureCount,
    classCount,
  );
  const train = { ...digits.take(samples), count: samples };
  const test = { ...digits.take(1), count: 1 };
  const problem = uploadProblem(backend, { featureCount, classCount, train, test }, shape.bias);
  const { output } = initialisation;
  const optimiser = await createOptimiser(backend, problem, {
    shape,
    method,
    output,
    evaluateEvery: NEVER,
  });
  const figures = [await optimiser.start(initialWeights(shape, initialisation))];
  figures.push(...(await optimiser.advance(before)));
  return {
    run: async () => {
      figures.push(...(await optimiser.advance(1)));
    },
    result: () => optimiser.weights(),
    objective: () => figures.at(-1)?.objective as number,
    evidence: (timed) => evidenceOf(figures, timed),
    dispose: () => {
      optimiser.dispose();
      releaseProblem(backend, problem);
    },
  };
}

/** The smallest value of each layer. */
function smallest(rows: readonly (readonly number[])[]): number[] {
  return rows.reduce<number[]>(
    (least, row) => row.map((value, index) => Math.min(value, least[index] ?? value)),
    [],
  );
}

function evidenceOf(figures: readonly IterationFigures[], timed: number): RunEvidence {
  const before = figures.length - timed;
  const those = figures.slice(before);
  const moves = those.flatMap(({ dlam }) => dlam ?? []);
  const flops = those.map(
    ({ cost }, index) => cost.flops - (figures[before + index - 1]?.cost.flops ?? 0),
  );
  return {
    before: before - 1,
    epsilon: [moves[0]?.epsilon ?? Number.NaN, moves.at(-1)?.epsilon ?? Number.NaN],
    smallestResiduals: smallest(those.flatMap(({ split }) => (split ? [split.residuals] : []))),
    smallestSteps: smallest(moves.map(({ zSteps }) => zSteps)),
    rejected: moves.flatMap(({ raised }) => raised),
    flops: median(flops),
  };
}
