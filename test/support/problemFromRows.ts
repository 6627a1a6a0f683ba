import type { Backend } from '../../src/optimiser/backend.ts';
import { type Problem, uploadProblem } from '../../src/optimiser/problem.ts';

/** A problem whose training and test samples are the same few rows. */
export function problemFromRows(
  backend: Backend,
  data: { readonly x: ArrayLike<number>; readonly labels: readonly number[] },
  widths: readonly number[],
  bias: boolean,
): Problem {
  const count = data.labels.length;
  const classCount = widths.at(-1) as number;
  const samples = {
    features: data.x,
    labels: Uint8Array.from(data.labels),
    count,
    origin: Uint32Array.from(data.labels.keys()),
  };
  return uploadProblem(
    backend,
    {
      featureCount: widths[0] as number,
      classCount,
      train: samples,
      test: samples,
    },
    bias,
  );
}
