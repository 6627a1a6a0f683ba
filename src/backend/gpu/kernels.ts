/** THE registry of kernels: one import and one line a kernel of shaders/. */
import activate from '../../../shaders/activate.wgsl?raw';
import activationGap from '../../../shaders/activation_gap.wgsl?raw';
import activationSlope from '../../../shaders/activation_slope.wgsl?raw';
import adadeltaStep from '../../../shaders/adadelta_step.wgsl?raw';
import adaptiveStep from '../../../shaders/adaptive_step.wgsl?raw';
import addSignPenalty from '../../../shaders/add_sign_penalty.wgsl?raw';
import beginIteration from '../../../shaders/begin_iteration.wgsl?raw';
import clampProjection from '../../../shaders/clamp_projection.wgsl?raw';
import clampToRange from '../../../shaders/clamp_to_range.wgsl?raw';
import combine from '../../../shaders/combine.wgsl?raw';
import control from '../../../shaders/control.wgsl?raw';
import countCorrect from '../../../shaders/count_correct.wgsl?raw';
import crossEntropy from '../../../shaders/cross_entropy.wgsl?raw';
import crossEntropyGradient from '../../../shaders/cross_entropy_gradient.wgsl?raw';
import extrapolate from '../../../shaders/extrapolate.wgsl?raw';
import gatherRows from '../../../shaders/gather_rows.wgsl?raw';
import gradientStep from '../../../shaders/gradient_step.wgsl?raw';
import activationSnippet from '../../../shaders/lib/activation.wgsl?raw';
import blocksSnippet from '../../../shaders/lib/blocks.wgsl?raw';
import bytesASnippet from '../../../shaders/lib/bytes_a.wgsl?raw';
import bytesBSnippet from '../../../shaders/lib/bytes_b.wgsl?raw';
import elementarySnippet from '../../../shaders/lib/elementary.wgsl?raw';
import floatsASnippet from '../../../shaders/lib/floats_a.wgsl?raw';
import floatsBSnippet from '../../../shaders/lib/floats_b.wgsl?raw';
import gridSnippet from '../../../shaders/lib/grid.wgsl?raw';
import magnitudesSnippet from '../../../shaders/lib/magnitudes.wgsl?raw';
import productBlocksSnippet from '../../../shaders/lib/product_blocks.wgsl?raw';
import quadsSnippet from '../../../shaders/lib/quads.wgsl?raw';
import softmaxGradientSnippet from '../../../shaders/lib/softmax_gradient.wgsl?raw';
import matmul from '../../../shaders/matmul.wgsl?raw';
import matmulQuads from '../../../shaders/matmul_quads.wgsl?raw';
import matmulTiles from '../../../shaders/matmul_tiles.wgsl?raw';
import minimiseActivationPenalty from '../../../shaders/minimise_activation_penalty.wgsl?raw';
import proxCrossEntropyFista from '../../../shaders/prox_cross_entropy_fista.wgsl?raw';
import proxCrossEntropyNewton from '../../../shaders/prox_cross_entropy_newton.wgsl?raw';
import recordHistory from '../../../shaders/record_history.wgsl?raw';
import reduce from '../../../shaders/reduce.wgsl?raw';
import softThreshold from '../../../shaders/soft_threshold.wgsl?raw';
import sumSlices from '../../../shaders/sum_slices.wgsl?raw';
import { defineKernel, type Kernel } from './kernel.ts';

const elementwise = [gridSnippet, quadsSnippet];
const activation = [...elementwise, elementarySnippet, activationSnippet];
const elementwiseSum = [...elementwise, blocksSnippet];
const activationSum = [...activation, blocksSnippet];
const activationSumAndLargest = [...activationSum, magnitudesSnippet];
const rowwiseSum = [gridSnippet, blocksSnippet, elementarySnippet];
const softmax = [gridSnippet, elementarySnippet, softmaxGradientSnippet];

/** A kernel of products; its operands are floats, or bytes where the variant says so. */
function product(
  name: string,
  source: string,
  snippets: readonly string[],
  variant: '' | 'bytes A' | 'bytes B' | 'bytes A B' = '',
): Kernel {
  const [a, b] = [variant.includes('A'), variant.includes('B')];
  const operands = [a ? bytesASnippet : floatsASnippet, b ? bytesBSnippet : floatsBSnippet];
  return defineKernel(name, source, [...snippets, ...operands, productBlocksSnippet], variant);
}

export const kernels = {
  activate: defineKernel('activate', activate, activation),
  activationGap: defineKernel('activation_gap', activationGap, activationSumAndLargest),
  activationSlope: defineKernel('activation_slope', activationSlope, activation),
  adadeltaStep: defineKernel('adadelta_step', adadeltaStep, elementwise),
  adaptiveStep: defineKernel('adaptive_step', adaptiveStep, elementwise),
  addSignPenalty: defineKernel('add_sign_penalty', addSignPenalty, elementwise),
  beginIteration: defineKernel('begin_iteration', beginIteration),
  clampProjection: defineKernel('clamp_projection', clampProjection, activationSum),
  clampToRange: defineKernel('clamp_to_range', clampToRange, activation),
  combine: defineKernel('combine', combine, elementwiseSum),
  control: defineKernel('control', control, [blocksSnippet, magnitudesSnippet]),
  countCorrect: defineKernel('count_correct', countCorrect, rowwiseSum),
  crossEntropy: defineKernel('cross_entropy', crossEntropy, rowwiseSum),
  crossEntropyGradient: defineKernel('cross_entropy_gradient', crossEntropyGradient, softmax),
  extrapolate: defineKernel('extrapolate', extrapolate, elementwise),
  gatherRows: defineKernel('gather_rows', gatherRows, [...elementwise, floatsASnippet]),
  gatherRowsBytes: defineKernel(
    'gather_rows',
    gatherRows,
    [...elementwise, bytesASnippet],
    'bytes',
  ),
  gradientStep: defineKernel('gradient_step', gradientStep, activationSumAndLargest),
  matmul: product('matmul', matmul, [quadsSnippet]),
  matmulBytesA: product('matmul', matmul, [quadsSnippet], 'bytes A'),
  matmulBytesB: product('matmul', matmul, [quadsSnippet], 'bytes B'),
  matmulBytesAB: product('matmul', matmul, [quadsSnippet], 'bytes A B'),
  matmulQuads: product('matmul_quads', matmulQuads, elementwise),
  matmulQuadsBytesA: product('matmul_quads', matmulQuads, elementwise, 'bytes A'),
  matmulQuadsBytesB: product('matmul_quads', matmulQuads, elementwise, 'bytes B'),
  matmulQuadsBytesAB: product('matmul_quads', matmulQuads, elementwise, 'bytes A B'),
  matmulTiles: product('matmul_tiles', matmulTiles, [quadsSnippet]),
  matmulTilesBytesA: product('matmul_tiles', matmulTiles, [quadsSnippet], 'bytes A'),
  matmulTilesBytesB: product('matmul_tiles', matmulTiles, [quadsSnippet], 'bytes B'),
  matmulTilesBytesAB: product('matmul_tiles', matmulTiles, [quadsSnippet], 'bytes A B'),
  minimiseActivationPenalty: defineKernel(
    'minimise_activation_penalty',
    minimiseActivationPenalty,
    activation,
  ),
  proxCrossEntropyFista: defineKernel('prox_cross_entropy_fista', proxCrossEntropyFista, softmax),
  proxCrossEntropyNewton: defineKernel(
    'prox_cross_entropy_newton',
    proxCrossEntropyNewton,
    softmax,
  ),
  recordHistory: defineKernel('record_history', recordHistory),
  reduce: defineKernel('reduce', reduce, elementwiseSum),
  softThreshold: defineKernel('soft_threshold', softThreshold, elementwise),
  sumSlices: defineKernel('sum_slices', sumSlices, elementwise),
} as const;
