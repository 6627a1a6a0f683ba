import type { Dataset, Samples } from '../model/dataset.ts';
import type { ColumnScale } from '../model/scaleColumns.ts';
import type { Backend, Matrix } from './backend.ts';
import { Scratch } from './scratch.ts';

type UploadableSamples = Pick<Samples, 'labels' | 'count'> & {
  readonly features: ArrayLike<number>;
  /** Features before they were scaled, where they were bytes. */
  readonly bytes?: Uint8Array | null;
};

/** Sizes of a data set, and how its bytes become features where it has them. */
interface DataShape extends Pick<Dataset, 'featureCount' | 'classCount'> {
  readonly scaler?: ColumnScale;
}

/** What an upload reads of a data set; features may come in float64, for tests against it. */
export interface UploadableDataset extends DataShape {
  readonly train: UploadableSamples;
  readonly test: UploadableSamples;
}

/** X and y of one part of the data on the engine. */
export interface SampleMatrices {
  /** a_0: `N × n_0`, with a last column of ones when the networks have biases. */
  readonly inputs: Matrix;
  /** y, one-hot, `N × n_L`. */
  readonly targets: Matrix;
}

/** The data on the engine, shared by all runs of a race. */
export interface Problem {
  readonly bias: boolean;
  readonly train: SampleMatrices;
  readonly test: SampleMatrices;
  /** Working memory of whoever trains on them: the runs of a race take turns on one queue. */
  readonly scratch: Scratch;
}

/** The values with a column of ones. */
function withOnes<T extends Float64Array | Uint8Array>(
  wide: T,
  values: ArrayLike<number>,
  rows: number,
  columns: number,
): T {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      wide[row * (columns + 1) + column] = values[row * columns + column] as number;
    wide[row * (columns + 1) + columns] = 1;
  }
  return wide;
}

/** The scale of the inputs: the column of ones that biases take has bytes of 1, which stand for themselves. */
function inputScale({ offset, factor }: ColumnScale, bias: boolean): ColumnScale {
  if (!bias) return { offset, factor };
  return { offset: Float64Array.of(...offset, 0), factor: Float64Array.of(...factor, 1) };
}

/** What of a data set settles how much memory it takes on an engine. */
export interface ProblemSize extends DataShape {
  readonly train: Pick<UploadableSamples, 'count' | 'bytes'>;
  readonly test: Pick<UploadableSamples, 'count' | 'bytes'>;
}

/** Zero matrices for the data: what {@link uploadProblem} fills. */
export function allocateProblem(backend: Backend, size: ProblemSize, bias: boolean): Problem {
  const { featureCount, classCount, scaler } = size;
  const columns = featureCount + (bias ? 1 : 0);
  const scale = scaler && inputScale(scaler, bias);
  const allocate = (part: 'train' | 'test'): SampleMatrices => {
    const { count, bytes } = size[part];
    const label = `${part} inputs`;
    return {
      inputs:
        scale && bytes
          ? backend.byteMatrix(count, columns, label, scale)
          : backend.matrix(count, columns, label),
      targets: backend.matrix(count, classCount, `${part} targets`),
    };
  };
  return {
    bias,
    train: allocate('train'),
    test: allocate('test'),
    scratch: new Scratch(backend),
  };
}

function uploadSamples(
  backend: Backend,
  { inputs, targets }: SampleMatrices,
  samples: UploadableSamples,
  { featureCount, classCount, scaler }: UploadableDataset,
  bias: boolean,
): void {
  const values = (scaler && samples.bytes) || samples.features;
  const Wide = values instanceof Uint8Array ? Uint8Array : Float64Array;
  const wide = () =>
    withOnes(new Wide(samples.count * (featureCount + 1)), values, samples.count, featureCount);
  backend.write(inputs, bias ? wide() : values);
  const oneHot = new Float32Array(samples.count * classCount);
  samples.labels.forEach((label, row) => {
    oneHot[row * classCount + label] = 1;
  });
  backend.write(targets, oneHot);
}

/** Brings the data to the engine: one upload for a whole race. */
export function uploadProblem(
  backend: Backend,
  dataset: UploadableDataset,
  bias: boolean,
): Problem {
  const problem = allocateProblem(backend, dataset, bias);
  uploadSamples(backend, problem.train, dataset.train, dataset, bias);
  uploadSamples(backend, problem.test, dataset.test, dataset, bias);
  return problem;
}

export function releaseProblem(backend: Backend, problem: Problem): void {
  const { train, test } = problem;
  problem.scratch.release();
  backend.release([train.inputs, train.targets, test.inputs, test.targets]);
}
