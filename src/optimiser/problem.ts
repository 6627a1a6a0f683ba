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

function uploadSamples(
  backend: Backend,
  samples: UploadableSamples,
  dataset: UploadableDataset,
  bias: boolean,
  part: string,
): SampleMatrices {
  const { featureCount, classCount } = dataset;
  const inputs = backend.matrix(samples.count, featureCount + (bias ? 1 : 0), `${part} inputs`);
  backend.write(
    inputs,
    bias ? withOnes(samples.features, samples.count, featureCount) : samples.features,
  );
  const oneHot = new Float32Array(samples.count * classCount);
  samples.labels.forEach((label, row) => {
    oneHot[row * classCount + label] = 1;
  });
  const targets = backend.matrix(samples.count, classCount, `${part} targets`);
  backend.write(targets, oneHot);
  return { inputs, targets };
}

/** Brings the data to the engine: one upload for a whole race. */
export function uploadProblem(
  backend: Backend,
  dataset: UploadableDataset,
  bias: boolean,
): Problem {
  return {
    bias,
    train: uploadSamples(backend, dataset.train, dataset, bias, 'train'),
    test: uploadSamples(backend, dataset.test, dataset, bias, 'test'),
    scratch: new Scratch(backend),
  };
}

export function releaseProblem(backend: Backend, problem: Problem): void {
  const { train, test } = problem;
  problem.scratch.release();
  backend.release([train.inputs, train.targets, test.inputs, test.targets]);
}
