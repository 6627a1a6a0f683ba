import type { Iterate } from '../model/iterate.ts';
import type { Backend, Matrix } from './backend.ts';
import type { Layer, LayerOutput } from './layers.ts';
import { type CarriedState, checkLength, namedByLayer, namedWeights } from './snapshot.ts';

function outputs(layers: readonly Layer[]): readonly LayerOutput[] {
  return layers.flatMap(({ output }) => (output ? [output] : []));
}

/** The matrices of a run: its layers, and the images that its W-blocks keep. */
export interface StoredMatrices {
  readonly layers: readonly Layer[];
  readonly images: readonly Matrix[];
}

/** Reads all variables back; the a_l without their column of ones. */
export async function readIterate(
  backend: Backend,
  { layers, images }: StoredMatrices,
  iteration: number,
  momentum: number,
): Promise<Iterate> {
  const readAll = (matrices: readonly Matrix[]) =>
    Promise.all(matrices.map((matrix) => backend.read(matrix)));
  const hidden = outputs(layers);
  return {
    iteration,
    momentum,
    weights: await readAll(layers.map(({ weights }) => weights)),
    previousWeights: await readAll(layers.map(({ previousWeights }) => previousWeights)),
    initialWeights: await readAll(layers.map(({ initialWeights }) => initialWeights)),
    z: await readAll(layers.map(({ z }) => z)),
    a: await readAll(hidden.map(({ a }) => a)),
    previousA: await readAll(hidden.map(({ previousA }) => previousA)),
    theta: await backend.readScalars(layers.map(({ theta }) => theta)),
    tau: await backend.readScalars(hidden.map(({ tau }) => tau)),
    curvature: await backend.readScalars(hidden.map(({ curvature }) => curvature)),
    images: await readAll(images),
  };
}

/** What `readIterate` reads, as one list. */
export function carriedState({ layers, images }: StoredMatrices): CarriedState {
  const hidden = outputs(layers);
  return {
    matrices: {
      ...namedWeights(layers),
      ...namedByLayer(
        'z',
        layers.map(({ z }) => z),
      ),
      ...namedByLayer(
        'a',
        hidden.map(({ a }) => a),
      ),
      ...namedByLayer(
        'previous a',
        hidden.map(({ previousA }) => previousA),
      ),
      ...namedByLayer('image', images),
    },
    scalars: {
      theta: layers.map(({ theta }) => theta),
      tau: hidden.map(({ tau }) => tau),
      curvature: hidden.map(({ curvature }) => curvature),
    },
  };
}

/** Writes all variables but the P_l, which follow from them, and the images where there are any. @throws ConfigurationError when the sizes do not fit. */
export function writeIterate(
  backend: Backend,
  { layers, images }: StoredMatrices,
  iterate: Iterate,
): void {
  const writeAll = (matrices: readonly Matrix[], values: readonly Float64Array[]) =>
    matrices.forEach((matrix, index) => {
      const given = values[index] ?? [];
      const { label, rows, columns } = matrix;
      checkLength(label, `${rows}×${columns}`, rows * columns, given.length);
      backend.write(matrix, given);
    });
  const hidden = outputs(layers);
  writeAll(
    layers.map(({ weights }) => weights),
    iterate.weights,
  );
  writeAll(
    layers.map(({ previousWeights }) => previousWeights),
    iterate.previousWeights,
  );
  writeAll(
    layers.map(({ initialWeights }) => initialWeights),
    iterate.initialWeights,
  );
  writeAll(
    layers.map(({ z }) => z),
    iterate.z,
  );
  writeAll(
    hidden.map(({ a }) => a),
    iterate.a,
  );
  writeAll(
    hidden.map(({ previousA }) => previousA),
    iterate.previousA,
  );
  if (iterate.images) writeAll(images, iterate.images);
  layers.forEach(({ theta }, index) => backend.writeScalar(theta, iterate.theta[index] as number));
  hidden.forEach(({ tau, curvature }, index) => {
    backend.writeScalar(tau, iterate.tau[index] as number);
    backend.writeScalar(curvature, iterate.curvature[index] as number);
  });
}
