import type { Backend, Program } from './backend.ts';
import { countFlops } from './countFlops.ts';
import {
  createGradientParts,
  type GradientOptions,
  type GradientParts,
  type PassRow,
  recordGradientPrograms,
} from './gradientPrograms.ts';
import { evaluates, type IterationFigures, type Optimiser } from './optimiser.ts';
import { orderKey } from './orderKey.ts';
import type { Problem } from './problem.ts';
import { reader } from './report.ts';
import { type MethodFigures, type PlannedIteration, Sequence } from './sequence.ts';
import {
  type CarriedState,
  namedWeights,
  type Snapshot,
  type StoredSnapshot,
  snapshotArrays,
  storedCounter,
  writeSnapshot,
} from './snapshot.ts';
import { updateValues } from './updateRules.ts';
import { readWeightFigures, writeInitialWeights } from './weightFigures.ts';

/** Everything recorded on the engine. */
interface Programs {
  readonly start: Program;
  /** One update with all samples, or with a mini-batch. */
  readonly update: Program;
  /** The last update of a pass where the batch size does not divide the number of samples. */
  readonly remainder: Program | null;
  readonly evaluation: Program;
}

/**
 * Gradient descent on J(W)/N = (R(forward pass) + Σ Ω_l(W_l))/N by backpropagation, with any of the update rules, over
 * any backend. With mini-batches an iteration is a pass over the samples in a fresh order, each used once; the last
 * batch of a pass may be smaller.
 */
export class GradientDescent implements Optimiser {
  readonly #options: GradientOptions;
  readonly #parts: GradientParts;
  readonly #programs: Programs;
  readonly #sequence: Sequence;
  #iteration = 0;
  #updates = 0;

  private constructor(options: GradientOptions, parts: GradientParts, programs: Programs) {
    const { backend, problem } = parts.context;
    this.#options = options;
    this.#parts = parts;
    this.#programs = programs;
    this.#sequence = new Sequence(backend, programs.evaluation, problem);
  }

  static async create(
    backend: Backend,
    problem: Problem,
    options: GradientOptions,
  ): Promise<GradientDescent> {
    const flops = backend.scalar('flops', 0);
    const counting = countFlops(backend, flops);
    const parts = createGradientParts(counting, flops, problem, options);
    return new GradientDescent(options, parts, await recordGradientPrograms(parts));
  }

  get iteration(): number {
    return this.#iteration;
  }

  async start(weights: readonly ArrayLike<number>[]): Promise<IterationFigures> {
    const { context, layers, states } = this.#parts;
    const { backend } = context;
    writeInitialWeights(backend, layers, weights);
    for (const matrix of states.flatMap((state) => Object.values(state))) backend.fill(matrix, 0);
    this.#iteration = 0;
    this.#updates = 0;
    this.#sequence.reset();
    return this.#reportHere();
  }

  snapshot(): Snapshot {
    return {
      iteration: this.#iteration,
      cost: this.#sequence.cost,
      counters: { updates: this.#updates },
      arrays: snapshotArrays(this.#parts.context.backend, carriedState(this.#parts)),
    };
  }

  async resume(stored: StoredSnapshot): Promise<IterationFigures> {
    const updates = storedCounter(stored, 'updates');
    await writeSnapshot(this.#parts.context.backend, carriedState(this.#parts), stored);
    this.#iteration = stored.iteration;
    this.#updates = updates;
    this.#sequence.reset(stored.cost);
    return this.#reportHere();
  }

  advance(count: number): Promise<IterationFigures[]> {
    const { evaluateEvery, lastIteration } = this.#options;
    const planned = Array.from({ length: count }, () => {
      const rows = this.#passRows();
      this.#iteration++;
      const evaluate = evaluates(this.#iteration, evaluateEvery, lastIteration);
      return this.#plan(rows, evaluate, rows.length);
    });
    return this.#sequence.run(planned);
  }

  weights(): Promise<Float64Array[]> {
    const { context, layers } = this.#parts;
    return Promise.all(layers.map(({ weights }) => context.backend.read(weights)));
  }

  dispose(): void {
    const { context, owned } = this.#parts;
    const { start, update, remainder, evaluation } = this.#programs;
    for (const program of [start, update, remainder, evaluation])
      if (program) context.backend.releaseProgram(program);
    context.backend.release(owned);
  }

  /** Measures the weights as they are. */
  async #reportHere(): Promise<IterationFigures> {
    const row = { size: 0, correction: 0, key: 0, start: 0, first: 0, last: 1 };
    const plan = this.#plan([{ program: this.#programs.start, row }], true, 0);
    const [figures] = await this.#sequence.run([plan]);
    return figures as IterationFigures;
  }

  /** The updates of the next pass. */
  #passRows(): { readonly program: Program; readonly row: PassRow }[] {
    const { hyperparameters } = this.#options;
    const { batchSize, samples } = this.#parts;
    const { update, remainder } = this.#programs;
    const key = orderKey(hyperparameters.orderSeed, this.#iteration);
    const count = Math.ceil(samples / batchSize);
    return Array.from({ length: count }, (_, index) => {
      const { size, correction } = updateValues(hyperparameters.rule, ++this.#updates);
      const last = index === count - 1;
      const program = last && remainder ? remainder : update;
      const start = index * batchSize;
      const flags = { first: index === 0 ? 1 : 0, last: last ? 1 : 0 };
      return { program, row: { size, correction, key, start, ...flags } };
    });
  }

  #plan(
    rows: readonly { readonly program: Program; readonly row: PassRow }[],
    evaluate: boolean,
    updates: number,
  ): PlannedIteration {
    const iteration = this.#iteration;
    return {
      iteration,
      evaluate,
      updates,
      passes: updates > 0 ? 1 : 0,
      rows: rows.map(({ program, row }) => ({
        program,
        values: [row.size, row.correction, row.key, row.start, row.first, row.last],
      })),
      read: (values) => readGradientFigures(values, this.#parts.layers.length, iteration === 0),
    };
  }
}

function carriedState({ layers, states }: GradientParts): CarriedState {
  return {
    matrices: {
      ...namedWeights(layers),
      ...Object.fromEntries(
        states.flatMap((state, index) =>
          Object.entries(state).map(([name, matrix]) => [`${name} of W${index + 1}`, matrix]),
        ),
      ),
    },
    scalars: {},
  };
}

function readGradientFigures(
  values: Float64Array,
  layers: number,
  atStart: boolean,
): MethodFigures {
  const take = reader(values);
  const [objective] = take(1) as [number];
  const weights = readWeightFigures(take, layers, atStart);
  return { objective, weights, split: null, dlam: null, admm: null };
}
