import type { Activation } from '../model/activation.ts';
import { ConfigurationError } from '../model/errors.ts';
import type { AdmmHyperparameters } from '../model/hyperparameters.ts';
import type { Backend, Program, Scalar } from './backend.ts';
import { countFlops } from './countFlops.ts';
import type { AdmmContext } from './dladmmContext.ts';
import { type AdmmPrograms, recordAdmmPrograms } from './dladmmPrograms.ts';
import { readAdmmFigures } from './dladmmReport.ts';
import { recordEvaluation } from './evaluation.ts';
import {
  evaluates,
  type IterationFigures,
  type Optimiser,
  type SplitRunOptions,
} from './optimiser.ts';
import type { Problem } from './problem.ts';
import { REFRESH_EVERY } from './refreshing.ts';
import { type PlannedIteration, Sequence } from './sequence.ts';
import {
  type CarriedState,
  namedByLayer,
  namedWeights,
  type Snapshot,
  type StoredSnapshot,
  snapshotArrays,
  writeSnapshot,
} from './snapshot.ts';
import {
  createSplitLayers,
  releaseSplitLayers,
  resetStepSizes,
  type SplitLayer,
} from './splitLayers.ts';
import { writeInitialWeights } from './weightFigures.ts';

export type AdmmOptions = SplitRunOptions<AdmmHyperparameters>;

interface Parts {
  readonly context: AdmmContext;
  readonly layers: readonly SplitLayer[];
  readonly programs: AdmmPrograms;
  readonly evaluation: Program;
  readonly flops: Scalar;
}

/** The P_l too: they are brought along with the blocks, and formed anew they would not be the same bits. */
function carriedState({ context, layers }: Parts): CarriedState {
  return {
    matrices: {
      ...namedWeights(layers),
      ...namedByLayer(
        'z',
        layers.map(({ z }) => z),
      ),
      ...namedByLayer(
        'P',
        layers.map(({ preActivation }) => preActivation),
      ),
      ...namedByLayer(
        'a',
        layers.flatMap(({ output }) => (output ? [output.a] : [])),
      ),
      u: context.dual,
    },
    scalars: {
      theta: layers.map(({ theta }) => theta),
      tau: layers.flatMap(({ output }) => (output ? [output.tau] : [])),
    },
  };
}

const SOLVABLE: readonly Activation[] = ['relu', 'leaky-relu'];

/**
 * dlADMM (Wang et al. 2019, 'ADMM for Efficient Deep Learning with Global Convergence', Algorithm 1) over any backend:
 * minimises R(z_L; y) + Σ_l Ω_l(W_l) + (ν/2) Σ_{l<L} (‖z_l − a_{l-1}W_lᵀ − b_l‖² + ‖a_l − h(z_l)‖²) subject to
 * z_L = a_{L-1}W_Lᵀ + b_L. An iteration sweeps backwards through the layers, then forwards, then moves the multiplier u.
 * It counts as one update of the weights and as two passes over the samples: each sweep uses every sample once. See
 * docs/algorithm.md, "dlADMM".
 */
export class DlAdmm implements Optimiser {
  readonly #options: AdmmOptions;
  readonly #parts: Parts;
  readonly #sequence: Sequence;
  #iteration = 0;

  private constructor(options: AdmmOptions, parts: Parts) {
    const { backend, problem } = parts.context;
    this.#options = options;
    this.#parts = parts;
    this.#sequence = new Sequence(backend, parts.evaluation, problem);
  }

  /**
   * Allocates and records everything; W⁰ is set by `start`.
   * @throws ConfigurationError for activations whose z-step has no closed form.
   */
  static async create(backend: Backend, problem: Problem, options: AdmmOptions): Promise<DlAdmm> {
    const { shape, hyperparameters, output } = options;
    const { activation } = shape;
    if (!SOLVABLE.includes(activation))
      throw new ConfigurationError(
        'activation',
        `dlADMM’s z-step has a closed form for ReLU and leaky ReLU only, not for ${activation}: choose one of these activations, or take dlADMM out of the race.`,
      );
    const flops = backend.scalar('flops', 0);
    const { rows, columns } = problem.train.targets;
    const context: AdmmContext = {
      backend: countFlops(backend, flops),
      problem,
      hyperparameters,
      goal: hyperparameters,
      activation,
      scratch: problem.scratch,
      dual: backend.matrix(rows, columns, 'u'),
    };
    const layers = createSplitLayers(backend, shape, problem);
    const programs = await recordAdmmPrograms(context, layers, output);
    const evaluation = await recordEvaluation(
      context,
      layers.map(({ weights }) => weights),
      { first: (layers[0] as SplitLayer).preActivation },
    );
    return new DlAdmm(options, { context, layers, programs, evaluation, flops });
  }

  get iteration(): number {
    return this.#iteration;
  }

  /** Sets W⁰, z⁰, a⁰ and u⁰ = 0, and reports on them as iteration 0. */
  async start(weights: readonly ArrayLike<number>[]): Promise<IterationFigures> {
    const { context, layers, programs } = this.#parts;
    const { backend, dual } = context;
    writeInitialWeights(backend, layers, weights);
    resetStepSizes(backend, layers);
    backend.fill(dual, 0);
    this.#iteration = 0;
    this.#sequence.reset();
    return this.#reportBy(programs.start);
  }

  snapshot(): Snapshot {
    return {
      iteration: this.#iteration,
      cost: this.#sequence.cost,
      counters: {},
      arrays: snapshotArrays(this.#parts.context.backend, carriedState(this.#parts)),
    };
  }

  async resume(stored: StoredSnapshot): Promise<IterationFigures> {
    const { context, programs } = this.#parts;
    await writeSnapshot(context.backend, carriedState(this.#parts), stored);
    this.#iteration = stored.iteration;
    this.#sequence.reset(stored.cost);
    return this.#reportBy(programs.restore);
  }

  advance(count: number): Promise<IterationFigures[]> {
    const { iteration, refresh } = this.#parts.programs;
    const { evaluateEvery, lastIteration } = this.#options;
    const planned = Array.from({ length: count }, () => {
      this.#iteration++;
      const evaluate = evaluates(this.#iteration, evaluateEvery, lastIteration);
      const programs = this.#iteration % REFRESH_EVERY === 0 ? [refresh, iteration] : [iteration];
      return this.#plan(programs, { evaluate, updates: 1, passes: 2 });
    });
    return this.#sequence.run(planned);
  }

  weights(): Promise<Float64Array[]> {
    const { context, layers } = this.#parts;
    return Promise.all(layers.map(({ weights }) => context.backend.read(weights)));
  }

  dispose(): void {
    const { context, layers, programs, evaluation, flops } = this.#parts;
    const { backend, dual } = context;
    for (const program of [...Object.values(programs), evaluation] as Program[])
      backend.releaseProgram(program);
    releaseSplitLayers(backend, layers);
    backend.release([dual, flops]);
  }

  async #reportBy(program: Program): Promise<IterationFigures> {
    const what = { evaluate: true, updates: 0, passes: 0 };
    const [figures] = await this.#sequence.run([this.#plan([program], what)]);
    return figures as IterationFigures;
  }

  #plan(
    programs: readonly Program[],
    what: Pick<PlannedIteration, 'evaluate' | 'updates' | 'passes'>,
  ): PlannedIteration {
    const iteration = this.#iteration;
    const { hyperparameters } = this.#options;
    const rows = programs.map((program) => ({ program, values: [] }));
    const read = (values: Float64Array) =>
      readAdmmFigures(values, this.#parts.layers.length, iteration, hyperparameters);
    return { iteration, rows, read, ...what };
  }
}
