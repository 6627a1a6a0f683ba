import type { NetworkShape } from '../model/network.ts';
import type { Backend, Matrix, Scalar } from './backend.ts';
import type { Problem } from './problem.ts';
import {
  createSplitLayers,
  releaseSplitLayers,
  type SplitLayer,
  type SplitOutput,
} from './splitLayers.ts';

/** A layer of DLAM and mDLAM, and what goes from iteration to iteration with it. */
export interface Layer extends SplitLayer {
  /** Whether the last W-block's first step raised F. */
  readonly weightsRaised: Scalar;
  /** ‖z_l^{k+1} − z_l^k‖. */
  readonly zStep: Scalar;
  readonly output: LayerOutput | null;
}

export interface LayerOutput extends SplitOutput {
  readonly previousA: Matrix;
  /** ā of the a_l block, and with the column of ones that `extended` has. Holds nothing between two blocks. */
  readonly point: { readonly extended: Matrix; readonly a: Matrix };
  /** ‖DW_{l+1}ᵀ‖²/‖D‖² of the last a-step D that was large enough to measure it; 0 before. */
  readonly curvature: Scalar;
  /** Whether the last a-block's first step raised F. */
  readonly raised: Scalar;
  /** ‖a_l^{k+1} − a_l^k‖. */
  readonly aStep: Scalar;
}

function createPoint(backend: Backend, { scratch }: Problem, { a, extended }: SplitOutput) {
  const point = scratch.ones('a point', extended);
  return { extended: point, a: backend.view(point, a.columns) };
}

/** Allocates all layers; nothing but the columns of ones has a value yet. */
export function createLayers(backend: Backend, shape: NetworkShape, problem: Problem): Layer[] {
  return createSplitLayers(backend, shape, problem).map((layer) => {
    const { index, output } = layer;
    return {
      ...layer,
      weightsRaised: backend.scalar(`W${index} raised`, 0),
      zStep: backend.scalar(`z${index} step`, 0),
      output: output && {
        ...output,
        previousA: backend.matrix(output.a.rows, output.a.columns, `previous a${index}`),
        point: createPoint(backend, problem, output),
        curvature: backend.scalar(`a${index} curvature`, 0),
        raised: backend.scalar(`a${index} raised`, 0),
        aStep: backend.scalar(`a${index} step`, 0),
      },
    };
  });
}

export function releaseLayers(backend: Backend, layers: readonly Layer[]): void {
  releaseSplitLayers(backend, layers);
  for (const { weightsRaised, zStep, output } of layers) {
    backend.release([weightsRaised, zStep]);
    if (output) backend.release([output.previousA, output.curvature, output.raised, output.aStep]);
  }
}
