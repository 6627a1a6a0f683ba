import type { GradientHyperparameters } from '../model/hyperparameters.ts';
import { inputWidth, layerCount } from '../model/network.ts';
import type { UpdateRule } from '../model/updateRule.ts';
import type { Backend, Matrix, Program, Scalar } from './backend.ts';
import {
  type Batch,
  batchMatrices,
  createBatch,
  type GradientLayer,
  recordBackward,
  recordForward,
} from './backpropagation.ts';
import { recordEvaluation, recordTrainingLoss } from './evaluation.ts';
import { recordLoss, recordPenalty, recordSum } from './objective.ts';
import type { RunOptions } from './optimiser.ts';
import type { Problem } from './problem.ts';
import type { TrainingContext } from './trainingContext.ts';
import { createUpdateState, recordUpdate, type UpdateState } from './updateRules.ts';
import { recordWeightFigures } from './weightFigures.ts';

export type GradientOptions = RunOptions<GradientHyperparameters>;

/** What the host says of one update; the order of the program's parameters. */
const PARAMETERS = ['size', 'correction', 'key', 'start', 'first', 'last'] as const;
export type PassRow = Readonly<Record<(typeof PARAMETERS)[number], number>>;

/** Everything a gradient run keeps on the engine. */
export interface GradientParts {
  readonly context: TrainingContext;
  readonly rule: UpdateRule;
  readonly layers: readonly GradientLayer[];
  readonly states: readonly UpdateState[];
  readonly parameters: Readonly<Record<keyof PassRow, Scalar>>;
  /** Σ of the losses of a pass's batches so far. */
  readonly running: Scalar;
  /** Samples an update looks at: all of them, or a mini-batch. */
  readonly batchSize: number;
  readonly samples: number;
  readonly whole: boolean;
  readonly batch: Batch;
  /** The smaller batch at the end of a pass. */
  readonly remainder: Batch | null;
  readonly owned: readonly (Matrix | Scalar)[];
}

function createLayers(backend: Backend, { shape }: GradientOptions): GradientLayer[] {
  return Array.from({ length: layerCount(shape) }, (_, position) => {
    const index = position + 1;
    const [rows, columns] = [shape.widths[index] as number, inputWidth(shape, index)];
    const weights = backend.matrix(rows, columns, `W${index}`);
    return {
      index,
      weights,
      weightsProper: backend.view(weights, shape.widths[index - 1] as number),
      previousWeights: backend.matrix(rows, columns, `previous W${index}`),
      initialWeights: backend.matrix(rows, columns, `initial W${index}`),
    };
  });
}

/** A batch that copies its samples from the training data. */
function createMiniBatch(
  context: TrainingContext,
  layers: readonly GradientLayer[],
  rows: number,
): Batch {
  const { backend, problem } = context;
  const { inputs, targets } = problem.train;
  const samples = {
    inputs: backend.matrix(rows, inputs.columns, 'batch inputs'),
    targets: backend.matrix(rows, targets.columns, 'batch targets'),
  };
  return createBatch(context, layers, samples, problem.bias);
}

/** Allocates the weights, what the rule remembers, and the batches. */
export function createGradientParts(
  backend: Backend,
  flops: Scalar,
  problem: Problem,
  options: GradientOptions,
): GradientParts {
  const { hyperparameters, shape } = options;
  const { activation } = shape;
  const { scratch, train, bias } = problem;
  const context = { backend, problem, goal: hyperparameters, activation, scratch };
  const samples = train.inputs.rows;
  const batchSize = Math.min(hyperparameters.batchSize ?? samples, samples);
  const whole = batchSize === samples;
  const layers = createLayers(backend, options);
  const states = layers.map(({ weights }) =>
    createUpdateState(backend, hyperparameters.rule, weights),
  );
  const batch = whole
    ? createBatch(context, layers, train, bias)
    : createMiniBatch(context, layers, batchSize);
  const left = samples % batchSize;
  const remainder = left > 0 ? createMiniBatch(context, layers, left) : null;
  const parameters = Object.fromEntries(
    PARAMETERS.map((name) => [name, backend.scalar(name, 0)]),
  ) as Record<keyof PassRow, Scalar>;
  const running = backend.scalar('running loss', 0);
  const copies = [whole ? null : batch, remainder].flatMap((own) =>
    own ? [own.inputs, own.targets] : [],
  );
  const owned = [
    ...layers.flatMap((layer) => [layer.weights, layer.previousWeights, layer.initialWeights]),
    ...states.flatMap((state) => Object.values(state)),
    ...[batch, remainder].flatMap((own) => (own ? batchMatrices(own) : [])),
    ...copies,
    ...Object.values(parameters),
    ...[running, flops],
  ];
  const { rule } = hyperparameters;
  const sizes = { batchSize, samples, whole };
  return { context, rule, layers, states, parameters, running, batch, remainder, owned, ...sizes };
}

/** g + (λ/N)·W, or with sign(W) under ℓ1: the gradient of the mean loss plus Ω_l/N. */
function recordPenalisedGradient(
  { context, samples }: GradientParts,
  { weights, index }: GradientLayer,
  g: Matrix,
): Matrix {
  const { backend: b, goal, scratch } = context;
  if (goal.regulariser === 'none') return g;
  const weight = b.constant((goal.lambda[index - 1] as number) / samples);
  if (goal.regulariser === 'l1') {
    const penalised = scratch.like('penalised gradient', g);
    b.addSignPenalty(penalised, g, weights, weight);
    return penalised;
  }
  b.combine(g, [
    [null, g],
    [weight, weights],
  ]);
  return g;
}

/** Records an update from a batch whose forward pass is there. */
function recordStep(parts: GradientParts, batch: Batch): void {
  const { context, layers, states, rule, parameters } = parts;
  const { backend: b } = context;
  const scale = b.constant(1 / batch.inputs.rows);
  const gradients = recordBackward(context, layers, batch, scale);
  layers.forEach((layer, position) => {
    const g = recordPenalisedGradient(parts, layer, gradients[position] as Matrix);
    recordUpdate(b, rule, layer.weights, g, states[position] as UpdateState, parameters);
  });
}

function recordPenalties({ context, layers }: GradientParts): Scalar {
  return recordSum(
    context.backend,
    layers.map(({ weights, index }) => recordPenalty(context, weights, index)),
  );
}

/** J from a loss, and the figures of the weights. */
function recordReport(parts: GradientParts, loss: Scalar): Scalar[] {
  const { context, layers } = parts;
  const { backend: b } = context;
  const objective = b.add(loss, recordPenalties(parts));
  return [objective, ...recordWeightFigures(b, layers)];
}

function recordCopies({ context, layers }: GradientParts): void {
  for (const { weights, previousWeights } of layers)
    context.backend.combine(previousWeights, [[null, weights]]);
}

/** One update with all samples: the forward pass at its end is that of the weights it leaves. */
function recordWhole(parts: GradientParts): Scalar[] {
  const { context, layers, batch } = parts;
  recordCopies(parts);
  recordStep(parts, batch);
  recordForward(context, layers, batch);
  return recordReport(parts, recordLoss(context, batch.z.at(-1) as Matrix, batch.targets));
}

/** One update with a mini-batch, and after the last of a pass the report. */
function recordPart(parts: GradientParts, batch: Batch, reported: readonly Scalar[]): void {
  const { context, layers, parameters, running } = parts;
  const { backend: b, problem } = context;
  const { key, start, first, last } = parameters;
  b.when(first, () => {
    recordCopies(parts);
    b.assign(running, b.constant(0));
  });
  b.gatherRows(batch.inputs, problem.train.inputs, { key, start });
  b.gatherRows(batch.targets, problem.train.targets, { key, start });
  recordForward(context, layers, batch);
  const loss = recordLoss(context, batch.z.at(-1) as Matrix, batch.targets);
  b.assign(running, b.add(running, loss));
  recordStep(parts, batch);
  b.when(last, () => {
    recordReport(parts, running).forEach((scalar, index) => {
      b.assign(reported[index] as Scalar, scalar);
    });
  });
}

/** Records what a gradient run does. */
export async function recordGradientPrograms(parts: GradientParts): Promise<{
  readonly start: Program;
  readonly update: Program;
  readonly remainder: Program | null;
  readonly evaluation: Program;
}> {
  const { context, layers, parameters, batch, remainder, whole } = parts;
  const { backend: b } = context;
  const inputs = PARAMETERS.map((name) => parameters[name]);
  const weights = layers.map((layer) => layer.weights);
  const z = batch.z.at(-1) as Matrix;
  const wholeForward = () => {
    recordForward(context, layers, batch);
    return recordLoss(context, z, batch.targets);
  };
  const trainingLoss = whole ? wholeForward : recordTrainingLoss(context, weights);
  const start = await b.record('start', inputs, () => recordReport(parts, trainingLoss()));
  const miniBatch = (label: string, own: Batch): Promise<Program> =>
    b.record(label, inputs, () => {
      const count = 1 + 2 * layers.length;
      const reported = Array.from({ length: count }, (_, index) => b.scalar(`report ${index}`, 0));
      recordPart(parts, own, reported);
      return reported;
    });
  const update = whole
    ? await b.record('update', inputs, () => recordWhole(parts))
    : await miniBatch('mini-batch', batch);
  const tail = remainder ? await miniBatch('last mini-batch', remainder) : null;
  const evaluation = await recordEvaluation(context, weights, whole ? { last: z } : {});
  return { start, update, remainder: tail, evaluation };
}
