import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset, Samples } from '../src/model/dataset.ts';
import type { IterationRecord } from '../src/model/iterationRecord.ts';
import type { NetworkShape } from '../src/model/network.ts';
import type { Optimiser } from '../src/optimiser/optimiser.ts';
import type { RunOrigin } from '../src/record/runRecord.ts';
import { type Tensor, writeTensors } from '../src/record/safetensors.ts';
import { withoutBiasColumn } from '../src/training/biasColumn.ts';
import { CommandError } from './exitCodes.ts';
import { writeNamed } from './runFiles.ts';

/** Variables of the problem; what else a run carries along is its own business. */
const VARIABLE = /^([Wza])(\d+)$/;
const DIGITS = 4;
const STATE_FILE = /^state-\d+\.safetensors$/;

/** Writes every iteration of a run as a file of its own: `state-0000.safetensors` is the start. */
export class StateFiles {
  readonly #folder: string;
  readonly #optimiser: Pick<Optimiser, 'snapshot'>;
  readonly #shape: NetworkShape;
  readonly #origin: RunOrigin;
  readonly #inputs: readonly Tensor[];

  private constructor(folder: string, run: StateOwner) {
    this.#folder = folder;
    this.#optimiser = run.optimiser;
    this.#shape = run.shape;
    this.#origin = run.origin;
    this.#inputs = run.plainData ? [] : inputTensors(run.dataset);
  }

  /** Makes the folder, and removes the states of an earlier run: mixed with this one's they would be no run. @throws CommandError where that cannot be */
  static async create(folder: string, run: StateOwner): Promise<StateFiles> {
    try {
      await mkdir(folder, { recursive: true });
      const old = (await readdir(folder)).filter((name) => STATE_FILE.test(name));
      for (const name of old) await rm(join(folder, name));
    } catch (cause) {
      const { message } = cause as Error;
      throw new CommandError('data', `--state ${folder}: ${message}.`, { cause });
    }
    return new StateFiles(folder, run);
  }

  /** The variables as they are now, which are those of `record`; nothing may be under way. */
  async write(record: IterationRecord): Promise<void> {
    const tensors: Tensor[] = [];
    for (const { name, shape, read } of this.#optimiser.snapshot().arrays) {
      const [, kind, layer] = VARIABLE.exec(name) ?? [];
      if (!kind) continue;
      const values = await read();
      if (kind === 'W') tensors.push(...weightTensors(this.#shape, Number(layer), values));
      else tensors.push({ name, shape, values });
    }
    const type = this.#origin.device.precision === 'float64' ? 'F64' : 'F32';
    const metadata = stateMetadata(record, this.#origin);
    const bytes = writeTensors({ tensors: [...tensors, ...this.#inputs], metadata }, type);
    const number = String(record.iteration).padStart(DIGITS, '0');
    await writeNamed('--state', join(this.#folder, `state-${number}.safetensors`), bytes);
  }
}

/** What the files are of. */
export interface StateOwner {
  readonly optimiser: Pick<Optimiser, 'snapshot'>;
  readonly shape: NetworkShape;
  readonly origin: RunOrigin;
  readonly dataset: Dataset;
  /** The inputs are the first samples of the file from 0 to 1, and need no place in the files. */
  readonly plainData: boolean;
}

function weightTensors(shape: NetworkShape, layer: number, values: Float64Array): Tensor[] {
  const { rows, columns, weights, bias } = withoutBiasColumn(shape, layer, values);
  return [
    { name: `W${layer}`, shape: [rows, columns], values: weights },
    ...(bias ? [{ name: `b${layer}`, shape: [rows], values: bias }] : []),
  ];
}

/** a0 (N × n_0) and y (N × n_L, one-hot). */
function inputTensors({ train, featureCount, classCount }: Dataset): readonly Tensor[] {
  return [
    { name: 'a0', shape: [train.count, featureCount], values: Float64Array.from(train.features) },
    { name: 'y', shape: [train.count, classCount], values: oneHot(train, classCount) },
  ];
}

function oneHot({ labels, count }: Samples, classCount: number): Float64Array {
  const values = new Float64Array(count * classCount);
  labels.forEach((label, row) => {
    values[row * classCount + label] = 1;
  });
  return values;
}

/**
 * The figures of the iteration, each as JSON: ω, ε and ρ are those that it used, in the engine's precision, θ and τ those
 * that it accepted, and `rejected` names the blocks whose first step raised F and was taken again. Precision matters: ReLU's
 * interval for z ends at −∞ or at 0 as a − ε is below or above 0, and a is stored in it.
 */
function stateMetadata(
  { iteration, objective, dlam, admm }: IterationRecord,
  { algorithm, device, settings }: RunOrigin,
): Record<string, string> {
  const used = (x: number) => (device.precision === 'float64' ? x : Math.fround(x));
  const figures = {
    iteration,
    objective,
    ...(dlam && {
      epsilon: used(dlam.epsilon),
      rho: used(dlam.rho),
      omega: used(dlam.omega),
      theta: dlam.theta,
      tau: dlam.tau,
      // DLAM keeps such a step.
      rejected: algorithm === 'mdlam' ? dlam.raised : [],
    }),
    ...(admm && { rho: used(admm.rho), nu: used(admm.nu), theta: admm.theta, tau: admm.tau }),
    algorithm,
    settings,
  };
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, JSON.stringify(value)]),
  );
}
