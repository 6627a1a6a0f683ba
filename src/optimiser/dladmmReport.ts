import type { AdmmHyperparameters } from '../model/hyperparameters.ts';
import type { Scalar } from './backend.ts';
import { recordDifference } from './difference.ts';
import { fitCoefficient } from './dladmmBlocks.ts';
import type { AdmmContext } from './dladmmContext.ts';
import { recordLoss, recordPenalty, recordSum } from './objective.ts';
import { reader, readSplitFigures, splitScalars } from './report.ts';
import type { MethodFigures } from './sequence.ts';
import type { SplitLayer } from './splitLayers.ts';
import { readWeightFigures, recordWeightFigures } from './weightFigures.ts';

/** ‖z_l − P_l‖² of every layer, and ⟨u, z_L − P_L⟩. */
function recordMismatches(
  { backend: b, dual, scratch }: AdmmContext,
  layers: readonly SplitLayer[],
): { readonly squares: readonly Scalar[]; readonly dualTerm: Scalar } {
  let dualTerm = b.constant(0);
  const squares = layers.map(({ z, preActivation, output }) => {
    const mismatch = scratch.like('residual', z);
    recordDifference(b, mismatch, z, preActivation);
    if (!output) dualTerm = b.dot(dual, mismatch);
    return b.dot(mismatch, mismatch);
  });
  return { squares, dualTerm };
}

/** The scalars of a report in the order in which `readAdmmFigures` takes them apart; assumes every P_l is up to date. */
export function recordAdmmReport(context: AdmmContext, layers: readonly SplitLayer[]): Scalar[] {
  const { backend: b, dual, problem } = context;
  const last = layers.at(-1) as SplitLayer;
  const { squares, dualTerm } = recordMismatches(context, layers);
  const gaps = layers.flatMap(({ z, output }) =>
    output ? [b.activationGap(output.a, z, context.activation).squared] : [],
  );
  const split = splitScalars({
    loss: recordLoss(context, last.z, problem.train.targets),
    constraintGap: recordSum(b, [b.constant(0), ...gaps]),
    penalties: layers.map(({ weights, index }) => recordPenalty(context, weights, index)),
    residuals: layers.map((layer, position) =>
      b.multiply(b.constant(fitCoefficient(context, layer) / 2), squares[position] as Scalar),
    ),
  });
  return [
    ...split,
    ...recordWeightFigures(b, layers),
    dualTerm,
    b.squareRoot(b.dot(dual, dual)),
    b.squareRoot(squares.at(-1) as Scalar),
    ...layers.map(({ theta }) => theta),
    ...layers.flatMap(({ output }) => (output ? [output.tau] : [])),
  ];
}

/** Takes one run's report apart and adds up L_ρ. */
export function readAdmmFigures(
  values: Float64Array,
  layers: number,
  iteration: number,
  { rho, nu }: AdmmHyperparameters,
): MethodFigures {
  const take = reader(values);
  const atStart = iteration === 0;
  const split = readSplitFigures(take, layers);
  const weights = readWeightFigures(take, layers, atStart);
  const [dualTerm, dualNorm, primalResidual] = take(3) as [number, number, number];
  const theta = take(layers);
  const tau = take(layers - 1);
  const activationPenalty = (nu / 2) * split.constraintGap;
  const terms = [...split.penalties, ...split.residuals, activationPenalty, dualTerm];
  const objective = terms.reduce((sum, term) => sum + term, split.loss);
  const moved = atStart ? { theta: [], tau: [] } : { theta, tau };
  const admm = { rho, nu, activationPenalty, dualTerm, dualNorm, primalResidual, ...moved };
  return { objective, weights, split, dlam: null, admm };
}
