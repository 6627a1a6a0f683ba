import type { Dataset, Samples } from '../model/dataset.ts';
import type { Backend, Matrix } from './backend.ts';
import { Scratch } from './scratch.ts';

/** What an upload reads of a data set; features may come in float64, for tests against it. */
export type UploadableDataset = Pick<Dataset, 'featureCount' | 'classCount'> & {
  readonly [part in 'train' | 'test']: UploadableSamples;
};
type UploadableSamples = Pick<Samples, 'labels' | 'count'> & {
  readonly features: ArrayLike<number>;
};

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

function withOnes(values: ArrayLike<number>, rows: number, columns: number): Float64Array {
  const wide = new Float64Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      wide[row * (columns + 1) + column] = values[row * columns + column] as number;
    wide[row * (columns + 1) + columns] = 1;
  }
  return wide;
}

/** What of a data set settles how much memory it takes on an engine. */
export type ProblemSize = Pick<Dataset, 'featureCount' | 'classCount'> & {
  readonly [part in 'train' | 'test']: Pick<Samples, 'count'>;
};

/** Zero matrices for the data: what {@link uploadProblem} fills. */
export function allocateProblem(backend: Backend, size: ProblemSize, bias: boolean): Problem {
  const { featureCount, classCount } = size;
  const allocate = (part: 'train' | 'test'): SampleMatrices => {
    const { count } = size[part];
    return {
      inputs: backend.matrix(count, featureCount + (bias ? 1 : 0), `${part} inputs`),
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
  { featureCount, classCount }: UploadableDataset,
  bias: boolean,
): void {
  backend.write(
    inputs,
    bias ? withOnes(samples.features, samples.count, featureCount) : samples.features,
  );
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
