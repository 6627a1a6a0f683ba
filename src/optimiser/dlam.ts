import type { Hyperparameters } from '../model/hyperparameters.ts';
import type { Iterate } from '../model/iterate.ts';
import type { Cost } from '../model/iterationRecord.ts';
import type { Backend, Matrix, Program, Scalar } from './backend.ts';
import type { Context } from './context.ts';
import { countFlops } from './countFlops.ts';
import { recordEvaluation } from './evaluation.ts';
import { createLayers, type Layer, releaseLayers } from './layers.ts';
import { nesterov } from './momentum.ts';
import {
  evaluates,
  type IterationFigures,
  type Optimiser,
  type SplitRunOptions,
} from './optimiser.ts';
import type { Problem } from './problem.ts';
import { type AlternatingPrograms, recordPrograms, type WeightBlock } from './programs.ts';
import { REFRESH_EVERY } from './refreshing.ts';
import { type IterationInputs, readFigures } from './report.ts';
import { scheduleValue } from './schedules.ts';
import { type PlannedIteration, Sequence } from './sequence.ts';
import {
  type Snapshot,
  type StoredSnapshot,
  snapshotArrays,
  storedCounter,
  writeSnapshot,
} from './snapshot.ts';
import { resetStepSizes } from './splitLayers.ts';
import { startingOnes } from './splitStart.ts';
import { carriedState, readIterate, type StoredMatrices, writeIterate } from './storedIterate.ts';
import { writeInitialWeights } from './weightFigures.ts';
import { gramModel, gramPays, sampleModel } from './weightModel.ts';

export type AlternatingOptions = SplitRunOptions<Hyperparameters>;

interface Parts {
  readonly context: Context;
  readonly layers: readonly Layer[];
  readonly blocks: readonly WeightBlock[];
  readonly programs: AlternatingPrograms;
  readonly evaluation: Program;
  readonly owned: readonly (Matrix | Scalar)[];
}

/**
 * DLAM (Algorithm 1) and, with `algorithm: 'mdlam'`, its monotone form (Algorithm 2), for any number of layers, over
 * any backend. The host keeps only k and s; everything else stays on the engine.
 */
export class AlternatingMinimisation implements Optimiser {
  readonly #options: AlternatingOptions;
  readonly #parts: Parts;
  readonly #sequence: Sequence;
  #iteration = 0;
  #momentum = 0;

  private constructor(options: AlternatingOptions, parts: Parts) {
    const { backend, problem } = parts.context;
    this.#options = options;
    this.#parts = parts;
    this.#sequence = new Sequence(backend, parts.evaluation, problem);
  }

  /** Allocates and records everything; W⁰ is set by `start`, or everything by `restore`. */
  static async create(
    backend: Backend,
    problem: Problem,
    options: AlternatingOptions,
  ): Promise<AlternatingMinimisation> {
    const flops = backend.scalar('flops', 0);
    const context = createContext(countFlops(backend, flops), problem, options);
    const layers = createLayers(backend, options.shape, problem);
    const blocks = layers.map((layer) => createBlock(context, layer));
    const programs = await recordPrograms(context, layers, {
      blocks,
      ones: startingOnes(context, options.output),
    });
    const evaluation = await recordEvaluation(
      context,
      layers.map(({ weights }) => weights),
      { first: (layers[0] as Layer).preActivation },
    );
    const { omega, epsilon, rho, objective } = context;
    const owned = [
      ...blocks.flatMap(({ model }) => model.owned),
      ...[flops, omega, epsilon, rho, objective],
    ];
    return new AlternatingMinimisation(options, {
      context,
      layers,
      blocks,
      programs,
      evaluation,
      owned,
    });
  }

  get iteration(): number {
    return this.#iteration;
  }

  /** Sets W⁰, z⁰ and a⁰ (docs/algorithm.md, "Start") and reports on them as iteration 0. */
  async start(weights: readonly ArrayLike<number>[]): Promise<IterationFigures> {
    const { context, layers, programs } = this.#parts;
    const { backend } = context;
    writeInitialWeights(backend, layers, weights);
    resetStepSizes(backend, layers);
    for (const { output } of layers) if (output) backend.writeScalar(output.curvature, 0);
    this.#iteration = 0;
    this.#momentum = 0;
    this.#sequence.reset();
    return this.#reportHere(programs.start);
  }

  /** Continues from a stored iterate, with the costs behind it; reports on it. */
  async restore(iterate: Iterate, cost?: Cost): Promise<IterationFigures> {
    const { restore, refresh } = this.#parts.programs;
    writeIterate(this.#parts.context.backend, this.#stored(), iterate);
    this.#iteration = iterate.iteration;
    this.#momentum = iterate.momentum;
    this.#sequence.reset(cost);
    return this.#reportHere(...(iterate.images ? [restore] : [restore, refresh, restore]));
  }

  async advance(count: number): Promise<IterationFigures[]> {
    const { iteration, refresh } = this.#parts.programs;
    const { evaluateEvery, lastIteration } = this.#options;
    const planned = Array.from({ length: count }, () => {
      const inputs = this.#nextInputs();
      const evaluate = evaluates(inputs.iteration, evaluateEvery, lastIteration);
      const programs = inputs.iteration % REFRESH_EVERY === 0 ? [refresh, iteration] : [iteration];
      return this.#plan(programs, inputs, { evaluate, updates: 1, passes: 1 });
    });
    return this.#sequence.run(planned);
  }

  weights(): Promise<Float64Array[]> {
    const { context, layers } = this.#parts;
    return Promise.all(layers.map(({ weights }) => context.backend.read(weights)));
  }

  /** Everything a later `restore` needs, in float64. Waits for the iterations under way. */
  state(): Promise<Iterate> {
    const { backend } = this.#parts.context;
    return readIterate(backend, this.#stored(), this.#iteration, this.#momentum);
  }

  snapshot(): Snapshot {
    const { backend } = this.#parts.context;
    return {
      iteration: this.#iteration,
      cost: this.#sequence.cost,
      counters: { momentum: this.#momentum },
      arrays: snapshotArrays(backend, carriedState(this.#stored())),
    };
  }

  async resume(stored: StoredSnapshot): Promise<IterationFigures> {
    const { context, programs } = this.#parts;
    const momentum = storedCounter(stored, 'momentum');
    await writeSnapshot(context.backend, carriedState(this.#stored()), stored);
    this.#iteration = stored.iteration;
    this.#momentum = momentum;
    this.#sequence.reset(stored.cost);
    return this.#reportHere(programs.restore);
  }

  dispose(): void {
    const { context, layers, programs, evaluation, owned } = this.#parts;
    const { backend } = context;
    for (const program of [...Object.values(programs), evaluation] as Program[])
      backend.releaseProgram(program);
    releaseLayers(backend, layers);
    backend.release(owned);
  }

  #stored(): StoredMatrices {
    const { layers, blocks } = this.#parts;
    return { layers, images: blocks.flatMap(({ model }) => model.keptImage ?? []) };
  }

  /** Parameters of iteration k → k+1; the record that it leaves is number k+1. */
  #nextInputs(): IterationInputs {
    const { rho, epsilon } = this.#options.hyperparameters;
    const k = this.#iteration;
    const { omega, next } = nesterov(this.#momentum);
    this.#momentum = next;
    this.#iteration = k + 1;
    return {
      iteration: k + 1,
      omega,
      epsilon: scheduleValue(epsilon, k),
      rho: scheduleValue(rho, k),
    };
  }

  async #reportHere(...programs: Program[]): Promise<IterationFigures> {
    const { rho, epsilon } = this.#options.hyperparameters;
    const k = Math.max(this.#iteration - 1, 0);
    const inputs: IterationInputs = {
      iteration: this.#iteration,
      omega: 0,
      epsilon: scheduleValue(epsilon, k),
      rho: scheduleValue(rho, k),
    };
    const plan = this.#plan(programs, inputs, { evaluate: true, updates: 0, passes: 0 });
    const [figures] = await this.#sequence.run([plan]);
    return figures as IterationFigures;
  }

  #plan(
    programs: readonly Program[],
    inputs: IterationInputs,
    what: Pick<PlannedIteration, 'evaluate' | 'updates' | 'passes'>,
  ): PlannedIteration {
    const { iteration, omega, epsilon, rho } = inputs;
    const rows = programs.map((program) => ({ program, values: [omega, epsilon, rho] }));
    const read = (values: Float64Array) => readFigures(values, this.#parts.layers.length, inputs);
    return { iteration, rows, read, ...what };
  }
}

function createContext(backend: Backend, problem: Problem, options: AlternatingOptions): Context {
  const { hyperparameters, shape } = options;
  return {
    backend,
    problem,
    hyperparameters,
    goal: hyperparameters,
    activation: shape.activation,
    scratch: problem.scratch,
    omega: backend.scalar('omega', 0),
    epsilon: backend.scalar('epsilon', 0),
    rho: backend.scalar('rho', 0),
    objective: backend.scalar('F', 0),
  };
}

function createBlock(context: Context, layer: Layer): WeightBlock {
  const { hyperparameters, scratch } = context;
  const { inputs, weights, preActivation, index } = layer;
  const residual = scratch.like('residual', preActivation);
  const cost = {
    samples: inputs.rows,
    inputs: weights.columns,
    outputs: weights.rows,
    steps: hyperparameters.innerSteps[index - 1] as number,
    constant: index === 1,
  };
  const create = gramPays(cost) ? gramModel : sampleModel;
  return { model: create({ context, layer, residual }), residual };
}
