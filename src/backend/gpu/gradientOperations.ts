/** The kernels of gradient methods: backpropagation, mini-batches, adaptive steps; and dlADMM's z-step. */
import type { ActivationName } from '../../optimiser/backend.ts';
import { kernels } from './kernels.ts';
import type { GpuBlock, GpuMatrix } from './matrices.ts';
import { operandA } from './operands.ts';
import {
  activationConstants,
  grid,
  quadCount,
  type Recording,
  shape,
  workgroupGrid,
} from './recording.ts';
import type { GpuScalar } from './scalars.ts';

/** out = (Σ_k y_ik)·softmax(z_i) − y_i by shaders/cross_entropy_gradient.wgsl, one thread a sample. */
export function recordCrossEntropyGradient(
  recording: Recording,
  { out, z, y }: Readonly<Record<'out' | 'z' | 'y', GpuBlock>>,
): void {
  recording.recorder.dispatch({
    kernel: kernels.crossEntropyGradient,
    ...grid(recording, out.rows),
    parameters: {
      ...shape(out),
      out_stride: out.stride,
      z_stride: z.stride,
      y_stride: y.stride,
    },
    buffers: { z: z.buffer, y: y.buffer, out: out.buffer },
  });
}

/** g ← g∘h′(z) by shaders/activation_slope.wgsl. */
export function recordActivationSlope(
  recording: Recording,
  g: GpuBlock,
  z: GpuBlock,
  h: ActivationName,
): void {
  const { workgroups, constants } = grid(recording, quadCount(g));
  recording.recorder.dispatch({
    kernel: kernels.activationSlope,
    constants: { ...constants, ...activationConstants(h) },
    parameters: { ...shape(g), g_stride: g.quadStride, z_stride: z.quadStride },
    buffers: { z: z.buffer, g: g.buffer },
    workgroups,
  });
}

/**
 * Row i of out = row π(start + i) of source by shaders/gather_rows.wgsl, one workgroup a row. A dispatch writes the rows
 * of one part of out that come from one part of source.
 */
export function recordGatherRows(
  recording: Recording,
  out: GpuMatrix,
  source: GpuMatrix,
  order: { readonly key: GpuScalar; readonly start: GpuScalar },
): void {
  for (const into of out.parts)
    for (const from of source.parts)
      recording.recorder.dispatch({
        kernel: from.scale ? kernels.gatherRowsBytes : kernels.gatherRows,
        ...workgroupGrid(recording, into.rows),
        parameters: {
          ...shape(into),
          first_row: into.firstRow,
          source_rows: source.rows,
          part_first_row: from.firstRow,
          part_rows: from.rows,
          out_stride: into.quadStride,
          a_stride: from.quadStride,
          ...order,
        },
        buffers: { ...operandA(from), out: into.buffer },
      });
}

/** The step of AdaGrad, RMSProp, Adam and AMSGrad by shaders/adaptive_step.wgsl. */
export function recordAdaptiveStep(
  recording: Recording,
  matrices: Readonly<Record<'w' | 's' | 'g' | 'm', GpuBlock>> & {
    readonly peak: GpuBlock | null;
  },
  coefficients: Readonly<Record<'decay' | 'gain' | 'size' | 'correction' | 'epsilon', GpuScalar>>,
): void {
  const { w, s, peak, g, m } = matrices;
  const { workgroups, constants } = grid(recording, quadCount(w));
  recording.recorder.dispatch({
    kernel: kernels.adaptiveStep,
    constants: { ...constants, PEAK: Number(peak !== null) },
    parameters: {
      ...shape(w),
      w_stride: w.quadStride,
      s_stride: s.quadStride,
      peak_stride: peak?.quadStride ?? 0,
      g_stride: g.quadStride,
      m_stride: m.quadStride,
      ...coefficients,
    },
    // Without a peak something has to be bound all the same; the kernel leaves it alone.
    buffers: {
      g: g.buffer,
      m: m.buffer,
      w: w.buffer,
      s: s.buffer,
      peak: peak?.buffer ?? 'scratch',
    },
    workgroups,
  });
}

/** The step of AdaDelta by shaders/adadelta_step.wgsl. */
export function recordAdadeltaStep(
  recording: Recording,
  { w, s, u, g }: Readonly<Record<'w' | 's' | 'u' | 'g', GpuBlock>>,
  coefficients: Readonly<Record<'rho' | 'rate' | 'epsilon', GpuScalar>>,
): void {
  recording.recorder.dispatch({
    kernel: kernels.adadeltaStep,
    ...grid(recording, quadCount(w)),
    parameters: {
      ...shape(w),
      w_stride: w.quadStride,
      s_stride: s.quadStride,
      u_stride: u.quadStride,
      g_stride: g.quadStride,
      ...coefficients,
    },
    buffers: { g: g.buffer, w: w.buffer, s: s.buffer, u: u.buffer },
  });
}

/** z = argmin (z − p)² + (a − h(z))² by shaders/minimise_activation_penalty.wgsl. */
export function recordMinimiseActivationPenalty(
  recording: Recording,
  { z, p, a }: Readonly<Record<'z' | 'p' | 'a', GpuBlock>>,
  h: ActivationName,
): void {
  const { workgroups, constants } = grid(recording, quadCount(z));
  recording.recorder.dispatch({
    kernel: kernels.minimiseActivationPenalty,
    constants: { ...constants, ...activationConstants(h) },
    parameters: {
      ...shape(z),
      z_stride: z.quadStride,
      p_stride: p.quadStride,
      a_stride: a.quadStride,
    },
    buffers: { p: p.buffer, a: a.buffer, z: z.buffer },
    workgroups,
  });
}
