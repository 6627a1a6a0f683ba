import type { Hyperparameters } from '../model/hyperparameters.ts';
import type { Iterate } from '../model/iterate.ts';
import type { NetworkShape } from '../model/network.ts';
import type { Backend, Matrix, Program, Scalar } from './backend.ts';
import type { Context } from './context.ts';
import { createForwardBuffers, createForwardSums, forwardMatrices } from './forwardPass.ts';
import { explicitGram, explicitGramPays, type Gram, implicitGram } from './gram.ts';
import { createLayers, type Layer, releaseLayers } from './layers.ts';
import { nesterov } from './momentum.ts';
import type { Problem } from './problem.ts';
import { type AlternatingPrograms, recordPrograms } from './programs.ts';
import { type IterationFigures, type IterationInputs, readFigures } from './report.ts';
import { scheduleValue } from './schedules.ts';
import { Scratch } from './scratch.ts';
import { readIterate, writeIterate } from './storedIterate.ts';

export interface AlternatingOptions {
  readonly shape: NetworkShape;
  readonly hyperparameters: Hyperparameters;
  /** Where z_L starts. */
  readonly output: 'forward' | 'signed-labels';
  /** Iterations between two forward passes over the samples; the start is always evaluated. */
  readonly evaluateEvery: number;
  /** The iteration that is evaluated in any case. */
  readonly lastIteration?: number;
}

/**
 * DLAM (Algorithm 1) and, with `algorithm: 'mdlam'`, its monotone form (Algorithm 2), for any number of layers, over
 * any backend. The host keeps only k and s; everything else stays on the engine.
 */
export class AlternatingMinimisation {
  readonly #options: AlternatingOptions;
  readonly #context: Context;
  readonly #layers: readonly Layer[];
  readonly #programs: AlternatingPrograms;
  readonly #owned: readonly (Matrix | Scalar)[];
  #iteration = 0;
  #momentum = 0;

  private constructor(
    options: AlternatingOptions,
    context: Context,
    layers: readonly Layer[],
    programs: AlternatingPrograms,
    owned: readonly (Matrix | Scalar)[],
  ) {
    this.#options = options;
    this.#context = context;
    this.#layers = layers;
    this.#programs = programs;
    this.#owned = owned;
  }

  /** Allocates and records everything; W⁰ is set by `start`, or everything by `restore`. */
  static async create(
    backend: Backend,
    problem: Problem,
    options: AlternatingOptions,
  ): Promise<AlternatingMinimisation> {
    const context = createContext(backend, problem, options);
    const layers = createLayers(backend, options.shape, problem);
    const buffers = {
      train: createForwardBuffers(context, layers, 'train'),
      test: createForwardBuffers(context, layers, 'test'),
    };
    const grams = layers.map((layer) => createGram(context, layer));
    const ones = options.output === 'signed-labels' ? createOnes(backend, problem) : null;
    const sums = createForwardSums(context);
    const programs = await recordPrograms(context, layers, {
      grams: grams.map(({ gram }) => gram),
      buffers,
      sums,
      ones,
    });
    const { omega, epsilon, rho, evaluate, objective } = context;
    const owned = [
      ...forwardMatrices(buffers.train),
      ...forwardMatrices(buffers.test),
      ...grams.flatMap(({ matrix }) => (matrix ? [matrix] : [])),
      ...(ones ? [ones] : []),
      ...Object.values(sums),
      ...[omega, epsilon, rho, evaluate, objective],
    ];
    return new AlternatingMinimisation(options, context, layers, programs, owned);
  }

  /** k: iterations submitted so far. */
  get iteration(): number {
    return this.#iteration;
  }

  /** Sets W⁰, z⁰ and a⁰ (docs/algorithm.md, "Start") and reports on them as iteration 0. */
  async start(weights: readonly ArrayLike<number>[]): Promise<IterationFigures> {
    const { backend } = this.#context;
    this.#layers.forEach((layer, index) => {
      const values = weights[index] as ArrayLike<number>;
      backend.write(layer.weights, values);
      backend.write(layer.previousWeights, values);
      backend.writeScalar(layer.theta, 0);
      if (layer.output) backend.writeScalar(layer.output.tau, 0);
    });
    this.#iteration = 0;
    this.#momentum = 0;
    return this.#reportHere(this.#programs.start);
  }

  /** Continues from a stored iterate; reports on it. */
  async restore(iterate: Iterate): Promise<IterationFigures> {
    writeIterate(this.#context.backend, this.#layers, iterate);
    this.#iteration = iterate.iteration;
    this.#momentum = iterate.momentum;
    return this.#reportHere(this.#programs.restore);
  }

  /** Runs `count` iterations without a round trip between them. Calls may overlap. */
  async advance(count: number): Promise<IterationFigures[]> {
    const inputs: IterationInputs[] = [];
    for (let i = 0; i < count; i++) inputs.push(this.#nextInputs());
    return this.#submit(this.#programs.iteration, inputs);
  }

  /** Everything a later `restore` needs, in float64. Waits for the iterations under way. */
  state(): Promise<Iterate> {
    return readIterate(this.#context.backend, this.#layers, this.#iteration, this.#momentum);
  }

  dispose(): void {
    const { backend, scratch } = this.#context;
    const { start, restore, iteration } = this.#programs;
    for (const program of [start, restore, iteration]) backend.releaseProgram(program);
    scratch.release();
    releaseLayers(backend, this.#layers);
    backend.release(this.#owned);
  }

  /** Parameters of iteration k → k+1; the record that it leaves is number k+1. */
  #nextInputs(): IterationInputs {
    const { hyperparameters, evaluateEvery, lastIteration } = this.#options;
    const { rho, epsilon } = hyperparameters;
    const k = this.#iteration;
    const { omega, next } = nesterov(this.#momentum);
    this.#momentum = next;
    this.#iteration = k + 1;
    return {
      iteration: k + 1,
      omega,
      epsilon: scheduleValue(epsilon, k),
      rho: scheduleValue(rho, k),
      evaluate: (k + 1) % evaluateEvery === 0 || k + 1 === lastIteration,
    };
  }

  async #reportHere(program: Program): Promise<IterationFigures> {
    const { rho, epsilon } = this.#options.hyperparameters;
    const k = Math.max(this.#iteration - 1, 0);
    const inputs: IterationInputs = {
      iteration: this.#iteration,
      omega: 0,
      epsilon: scheduleValue(epsilon, k),
      rho: scheduleValue(rho, k),
      evaluate: true,
    };
    const [figures] = await this.#submit(program, [inputs]);
    return figures as IterationFigures;
  }

  async #submit(program: Program, inputs: readonly IterationInputs[]): Promise<IterationFigures[]> {
    const { backend, problem } = this.#context;
    const counts = { train: problem.train.inputs.rows, test: problem.test.inputs.rows };
    const reports = await backend.submit(
      program,
      inputs.map(({ omega, epsilon, rho, evaluate }) => [omega, epsilon, rho, evaluate ? 1 : 0]),
    );
    return reports.map((values, index) =>
      readFigures(values, this.#layers.length, counts, inputs[index] as IterationInputs),
    );
  }
}

function createContext(backend: Backend, problem: Problem, options: AlternatingOptions): Context {
  return {
    backend,
    problem,
    hyperparameters: options.hyperparameters,
    activation: options.shape.activation,
    scratch: new Scratch(backend),
    omega: backend.scalar('omega', 0),
    epsilon: backend.scalar('epsilon', 0),
    rho: backend.scalar('rho', 0),
    evaluate: backend.scalar('evaluate', 0),
    objective: backend.scalar('F', 0),
  };
}

function createOnes(backend: Backend, { train }: Problem): Matrix {
  const { rows, columns } = train.targets;
  const ones = backend.matrix(rows, columns, 'ones');
  backend.write(ones, new Float32Array(rows * columns).fill(1));
  return ones;
}

function createGram(
  context: Context,
  layer: Layer,
): { readonly gram: Gram; readonly matrix: Matrix | null } {
  const { backend, hyperparameters, scratch } = context;
  const { inputs, weights, index } = layer;
  const constant = index === 1;
  const pays = explicitGramPays({
    samples: inputs.rows,
    inputs: weights.columns,
    outputs: weights.rows,
    applications: 1 + (hyperparameters.innerSteps[index - 1] as number),
    constant,
  });
  if (!pays) return { gram: implicitGram(backend, scratch, inputs), matrix: null };
  const matrix = backend.matrix(weights.columns, weights.columns, `S${index}`);
  return { gram: explicitGram(backend, matrix, inputs, constant), matrix };
}
