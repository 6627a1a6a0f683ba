import type { ActivationName } from '../../optimiser/backend.ts';
import { kernels } from './kernels.ts';
import type { GpuBlock } from './matrices.ts';
import {
  activationConstants,
  grid,
  quadConstants,
  quadCount,
  type Recording,
  shape,
} from './recording.ts';
import type { GpuScalar } from './scalars.ts';

/** out = h(z) by shaders/activate.wgsl. */
export function recordActivate(
  recording: Recording,
  out: GpuBlock,
  z: GpuBlock,
  h: ActivationName,
): void {
  const { workgroups, constants } = grid(recording, quadCount(out));
  recording.recorder.dispatch({
    kernel: kernels.activate,
    constants: { ...constants, ...activationConstants(h) },
    parameters: { ...shape(out), out_stride: out.quadStride, z_stride: z.quadStride },
    buffers: { z: z.buffer, out: out.buffer },
    workgroups,
  });
}

/** point = x + ω(x − previous), previous ← x by shaders/extrapolate.wgsl. */
export function recordExtrapolate(
  recording: Recording,
  matrices: { readonly point: GpuBlock; readonly previous: GpuBlock; readonly x: GpuBlock },
  omega: GpuScalar,
): void {
  const { point, previous, x } = matrices;
  const { workgroups, constants } = grid(recording, quadCount(x));
  recording.recorder.dispatch({
    kernel: kernels.extrapolate,
    constants: { ...constants, ...quadConstants(x) },
    parameters: {
      ...shape(x),
      point_stride: point.quadStride,
      previous_stride: previous.quadStride,
      x_stride: x.quadStride,
      omega,
    },
    buffers: { x: x.buffer, previous: previous.buffer, point: point.buffer },
    workgroups,
  });
}

/** a ← clamp(a, inf h − ε, sup h + ε) by shaders/clamp_to_range.wgsl. */
export function recordClampToRange(
  recording: Recording,
  a: GpuBlock,
  epsilon: GpuScalar,
  h: ActivationName,
): void {
  const { workgroups, constants } = grid(recording, quadCount(a));
  recording.recorder.dispatch({
    kernel: kernels.clampToRange,
    constants: { ...constants, ...quadConstants(a), ...activationConstants(h) },
    parameters: { ...shape(a), a_stride: a.quadStride, epsilon },
    buffers: { a: a.buffer },
    workgroups,
  });
}

/** out = g + λ·sign(w) by shaders/add_sign_penalty.wgsl. */
export function recordAddSignPenalty(
  recording: Recording,
  matrices: { readonly out: GpuBlock; readonly g: GpuBlock; readonly w: GpuBlock },
  lambda: GpuScalar,
): void {
  const { out, g, w } = matrices;
  recording.recorder.dispatch({
    kernel: kernels.addSignPenalty,
    ...grid(recording, quadCount(out)),
    parameters: {
      ...shape(out),
      out_stride: out.quadStride,
      g_stride: g.quadStride,
      w_stride: w.quadStride,
      lambda,
    },
    buffers: { g: g.buffer, w: w.buffer, out: out.buffer },
  });
}

/** step = prox(w + e − g/θ) − (w + e) by shaders/soft_threshold.wgsl. */
export function recordSoftThreshold(
  recording: Recording,
  matrices: {
    readonly step: GpuBlock;
    readonly w: GpuBlock;
    readonly e: GpuBlock;
    readonly g: GpuBlock;
  },
  coefficients: { readonly theta: GpuScalar; readonly lambda: GpuScalar },
): void {
  const { step, w, e, g } = matrices;
  recording.recorder.dispatch({
    kernel: kernels.softThreshold,
    ...grid(recording, quadCount(step)),
    parameters: {
      ...shape(step),
      step_stride: step.quadStride,
      w_stride: w.quadStride,
      e_stride: e.quadStride,
      g_stride: g.quadStride,
      ...coefficients,
    },
    buffers: { w: w.buffer, e: e.buffer, g: g.buffer, step: step.buffer },
  });
}

/** z_L by shaders/prox_cross_entropy_newton.wgsl or …_fista.wgsl, one thread a sample. */
export function recordProxCrossEntropy(
  recording: Recording,
  matrices: { readonly z: GpuBlock; readonly v: GpuBlock; readonly y: GpuBlock },
  rho: GpuScalar,
  solver: 'newton' | 'fista',
): void {
  const { z, v, y } = matrices;
  const newton = solver === 'newton';
  recording.recorder.claimScratch(z.rows * z.columns);
  recording.recorder.dispatch({
    kernel: newton ? kernels.proxCrossEntropyNewton : kernels.proxCrossEntropyFista,
    ...grid(recording, z.rows),
    parameters: { ...shape(z), z_stride: z.stride, v_stride: v.stride, y_stride: y.stride, rho },
    buffers: {
      v: v.buffer,
      y: y.buffer,
      z: z.buffer,
      [newton ? 'directions' : 'iterates']: 'scratch',
    },
  });
}
