import type { Cost } from '../model/iterationRecord.ts';
import type { Backend, Program } from './backend.ts';
import { readEvaluation } from './evaluation.ts';
import type { IterationFigures } from './optimiser.ts';
import type { Problem } from './problem.ts';

/** What the report of an iteration says beside its costs and the evaluation. */
export type MethodFigures = Omit<IterationFigures, 'iteration' | 'cost' | 'forward'>;

/** One iteration as rows of programs, in order. */
export interface PlannedIteration {
  readonly iteration: number;
  readonly rows: readonly { readonly program: Program; readonly values: readonly number[] }[];
  /** Whether the network itself is measured afterwards. */
  readonly evaluate: boolean;
  /** Updates of the weights, and uses of every training sample, in this iteration. */
  readonly updates: number;
  readonly passes: number;
  /** Takes the last row's report apart, its count of operations left out. */
  readonly read: (values: Float64Array) => MethodFigures;
}

interface Group {
  readonly program: Program;
  readonly rows: (readonly number[])[];
}

/** What came back of one iteration. */
interface Parts {
  readonly last: Float64Array;
  readonly flops: number;
  readonly deviceMs: number | null;
}

const START: Cost = { updates: 0, passes: 0, flops: 0, deviceMs: 0 };

/**
 * Submits iterations of any method: rows of one program follow each other in one submission, an evaluation comes in
 * between where one is due, and the costs add up. What only measures is not part of the costs.
 */
export class Sequence {
  readonly #backend: Backend;
  readonly #evaluation: Program;
  readonly #counts: { readonly train: number; readonly test: number };
  #cost: Cost = START;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(backend: Backend, evaluation: Program, { train, test }: Problem) {
    this.#backend = backend;
    this.#evaluation = evaluation;
    this.#counts = { train: train.inputs.rows, test: test.inputs.rows };
  }

  /** Starts counting anew, from the costs of what a restored run has behind it. */
  reset(cost: Cost = START): void {
    this.#cost = cost;
  }

  /** Of the iterations that came back. */
  get cost(): Cost {
    return this.#cost;
  }

  /** Submits everything at once; the figures come in the order of the iterations. */
  async run(iterations: readonly PlannedIteration[]): Promise<IterationFigures[]> {
    const stretches: {
      readonly iterations: readonly PlannedIteration[];
      readonly parts: Promise<Parts[]>;
      readonly evaluated: Promise<Float64Array[]> | null;
    }[] = [];
    let open: PlannedIteration[] = [];
    const close = (evaluate: boolean): void => {
      if (open.length === 0) return;
      const parts = this.#submit(open);
      const evaluated = evaluate ? this.#backend.submit(this.#evaluation, [[]]) : null;
      // Both are awaited below; an error of the second must not count as unhandled until then.
      evaluated?.catch(() => undefined);
      parts.catch(() => undefined);
      stretches.push({ iterations: open, parts, evaluated });
      open = [];
    };
    for (const iteration of iterations) {
      open.push(iteration);
      if (iteration.evaluate) close(true);
    }
    close(false);
    const former = this.#turn;
    const result = (async () => {
      await former;
      const figures: IterationFigures[] = [];
      for (const stretch of stretches) {
        const parts = await stretch.parts;
        const evaluated = await stretch.evaluated;
        stretch.iterations.forEach((iteration, index) => {
          const forward = iteration.evaluate && evaluated ? evaluated[0] : undefined;
          figures.push(this.#figures(iteration, parts[index] as Parts, forward));
        });
      }
      return figures;
    })();
    this.#turn = result.catch(() => undefined);
    return result;
  }

  #figures(
    { iteration, updates, passes, read }: PlannedIteration,
    { last, flops, deviceMs }: Parts,
    evaluated: Float64Array | undefined,
  ): IterationFigures {
    const forward = evaluated ? readEvaluation(evaluated, this.#counts) : null;
    const figures = { iteration, ...read(last.subarray(1)), forward };
    // Setting up is no training.
    if (updates === 0) return { ...figures, cost: this.#cost };
    const former = this.#cost;
    const timed = former.deviceMs !== null && deviceMs !== null;
    this.#cost = {
      updates: former.updates + updates,
      passes: former.passes + passes,
      flops: former.flops + flops,
      deviceMs: timed ? (former.deviceMs as number) + (deviceMs as number) : null,
    };
    return { ...figures, cost: this.#cost };
  }

  /** Submits the rows of some iterations; a submission's device time is shared out evenly among its rows. */
  async #submit(iterations: readonly PlannedIteration[]): Promise<Parts[]> {
    const groups: Group[] = [];
    for (const { program, values } of iterations.flatMap(({ rows }) => rows)) {
      const last = groups.at(-1);
      if (last?.program === program) last.rows.push(values);
      else groups.push({ program, rows: [values] });
    }
    const runs = await Promise.all(groups.map((group) => this.#submitGroup(group)));
    const reports = runs.flat();
    let position = 0;
    return iterations.map(({ rows }) => {
      const own = reports.slice(position, position + rows.length);
      position += rows.length;
      return {
        last: own.at(-1)?.values ?? new Float64Array(),
        flops: own.reduce((sum, { values }) => sum + (values[0] as number), 0),
        deviceMs: own.reduce<number | null>(
          (sum, { deviceMs }) => (sum === null || deviceMs === null ? null : sum + deviceMs),
          0,
        ),
      };
    });
  }

  async #submitGroup({ program, rows }: Group) {
    let milliseconds: number | null = null;
    const reports = await this.#backend.submit(program, rows, (spent) => {
      milliseconds = (milliseconds ?? 0) + spent;
    });
    const deviceMs = milliseconds === null ? null : milliseconds / rows.length;
    return reports.map((values) => ({ values, deviceMs }));
  }
}
