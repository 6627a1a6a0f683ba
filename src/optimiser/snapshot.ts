import { ConfigurationError } from '../model/errors.ts';
import type { Cost } from '../model/iterationRecord.ts';
import type { Backend, Matrix, Scalar } from './backend.ts';
import type { TrackedWeights } from './weightFigures.ts';

/** One array of a run's state, read when it is wanted: together they may be larger than what the host has free. */
export interface SnapshotArray {
  readonly name: string;
  /** Rows and columns of a matrix, row-major; the length of a list of scalars. */
  readonly shape: readonly number[];
  read(): Promise<Float64Array>;
}

/** Everything that a run needs to go on as if it had never stopped, but for its data and its settings. */
export interface Snapshot {
  readonly iteration: number;
  readonly cost: Cost;
  /** What the host counts beside the iterations, such as Nesterov's s. */
  readonly counters: Readonly<Record<string, number>>;
  readonly arrays: readonly SnapshotArray[];
}

/** A snapshot that was put away; `array` rejects where it cannot be had. */
export interface StoredSnapshot extends Omit<Snapshot, 'arrays'> {
  array(name: string): Promise<ArrayLike<number>>;
}

/** What a run carries on its engine from one iteration to the next. */
export interface CarriedState {
  /** By names that are the same on every engine. */
  readonly matrices: Readonly<Record<string, Matrix>>;
  readonly scalars: Readonly<Record<string, readonly Scalar[]>>;
}

/** The weights of all layers with what belongs to them, by their names. */
export function namedWeights(layers: readonly TrackedWeights[]): Record<string, Matrix> {
  return Object.fromEntries(
    layers.flatMap(({ weights, previousWeights, initialWeights }, index) => [
      [`W${index + 1}`, weights],
      [`previous W${index + 1}`, previousWeights],
      [`initial W${index + 1}`, initialWeights],
    ]),
  );
}

/** Matrices of the layers from 1 on, by a name and the layer. */
export function namedByLayer(name: string, matrices: readonly Matrix[]): Record<string, Matrix> {
  return Object.fromEntries(matrices.map((matrix, index) => [`${name}${index + 1}`, matrix]));
}

/** The arrays of a state, unread. */
export function snapshotArrays(
  backend: Backend,
  { matrices, scalars }: CarriedState,
): SnapshotArray[] {
  return [
    ...Object.entries(matrices).map(([name, matrix]) => ({
      name,
      shape: [matrix.rows, matrix.columns],
      read: () => backend.read(matrix),
    })),
    ...Object.entries(scalars).map(([name, list]) => ({
      name,
      shape: [list.length],
      read: async () => Float64Array.from(await backend.readScalars(list)),
    })),
  ];
}

/** @throws ConfigurationError when an array does not fit its place. */
export function checkLength(label: string, wanted: string, length: number, given: number): void {
  if (given !== length)
    throw new ConfigurationError(
      label,
      `The stored state has ${given} values for ${label}, which holds ${wanted}. Load it with the network and the data it was made with.`,
    );
}

/** Writes a stored state, one array after the other. @throws ConfigurationError when the sizes do not fit. */
export async function writeSnapshot(
  backend: Backend,
  { matrices, scalars }: CarriedState,
  stored: Pick<StoredSnapshot, 'array'>,
): Promise<void> {
  for (const [name, matrix] of Object.entries(matrices)) {
    const { rows, columns } = matrix;
    const values = await stored.array(name);
    checkLength(name, `${rows}×${columns}`, rows * columns, values.length);
    backend.write(matrix, values);
  }
  for (const [name, list] of Object.entries(scalars)) {
    const values = await stored.array(name);
    checkLength(name, `${list.length} scalars`, list.length, values.length);
    list.forEach((scalar, index) => backend.writeScalar(scalar, values[index] as number));
  }
}

/** A counter of a stored state. @throws ConfigurationError where it is missing. */
export function storedCounter(
  { counters }: Pick<StoredSnapshot, 'counters'>,
  name: string,
): number {
  const value = counters[name];
  if (value === undefined)
    throw new ConfigurationError(
      name,
      `The stored state does not say “${name}”: start the run again.`,
    );
  return value;
}
