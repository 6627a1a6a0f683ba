/** Steps that involve h, each with what it moved: the sums come with the pass that takes the step. */
import type { ActivationName, BoxedStepSums } from '../../optimiser/backend.ts';
import { kernels } from './kernels.ts';
import type { GpuMatrix } from './matrices.ts';
import type { Recorder } from './recorder.ts';
import { activationConstants, quadConstants, quadCount, type Recording } from './recording.ts';
import type { GpuScalar } from './scalars.ts';
import { type FirstStage, recordFirstStages, recordSecondStage } from './sums.ts';

type GapScalars = Readonly<Record<'squared' | 'largest', GpuScalar>>;

function freshGap(recorder: Recorder): GapScalars {
  return { squared: recorder.fresh('gap squared'), largest: recorder.fresh('largest gap') };
}

function constantsOf({ grid, part }: FirstStage, matrix: GpuMatrix, h: ActivationName) {
  return { ...grid.constants, ...quadConstants(part(matrix)), ...activationConstants(h) };
}

/** z ← clamp(p, B1, B2) by shaders/clamp_projection.wgsl, with its squares. */
export function recordClampProjection(
  recording: Recording,
  matrices: Readonly<Record<'z' | 'p' | 'a', GpuMatrix>>,
  epsilon: GpuScalar,
  h: ActivationName,
): Readonly<Record<'moved' | 'residual', GpuScalar>> {
  const { recorder } = recording;
  const partials = recordFirstStages(recording, matrices.z, quadCount, (stage) => {
    const [z, p, a] = [stage.part(matrices.z), stage.part(matrices.p), stage.part(matrices.a)];
    recorder.dispatch({
      kernel: kernels.clampProjection,
      constants: constantsOf(stage, matrices.z, h),
      parameters: {
        ...stage.parameters,
        z_stride: z.quadStride,
        p_stride: p.quadStride,
        a_stride: a.quadStride,
        epsilon,
        partials_apart: stage.total,
      },
      buffers: { p: p.buffer, a: a.buffer, z: z.buffer, partials: 'scratch' },
      workgroups: stage.grid.workgroups,
    });
  });
  const squares = {
    moved: recorder.fresh('z change squared'),
    residual: recorder.fresh('p - z squared'),
  };
  recordSecondStage(recording, partials, [squares.moved, squares.residual]);
  return squares;
}

/** candidate = clamp(ā − g/τ, h(z) ∓ ε) and its step by shaders/gradient_step.wgsl, with its sums. */
export function recordGradientStep(
  recording: Recording,
  matrices: Readonly<Record<'candidate' | 'step' | 'point' | 'a' | 'g' | 'z', GpuMatrix>>,
  coefficients: Readonly<Record<'tau' | 'epsilon', GpuScalar>>,
  h: ActivationName,
): BoxedStepSums {
  const { recorder } = recording;
  const partials = recordFirstStages(recording, matrices.candidate, quadCount, (stage) => {
    const blocks = Object.entries(matrices).map(
      ([name, matrix]) => [name, stage.part(matrix)] as const,
    );
    recorder.dispatch({
      kernel: kernels.gradientStep,
      constants: constantsOf(stage, matrices.candidate, h),
      parameters: {
        ...stage.parameters,
        ...Object.fromEntries(
          blocks.map(([name, { quadStride }]) => [`${name}_stride`, quadStride]),
        ),
        ...coefficients,
        partials_apart: stage.total,
      },
      buffers: {
        ...Object.fromEntries(blocks.map(([name, { buffer }]) => [name, buffer])),
        partials: 'scratch',
      },
      workgroups: stage.grid.workgroups,
    });
  });
  const sums = {
    step: recorder.fresh('a step squared'),
    moved: recorder.fresh('a change squared'),
    gradient: recorder.fresh('a gradient squared'),
    origin: recorder.fresh('a squared'),
    slope: recorder.fresh('slope to the candidate'),
  };
  const gap = freshGap(recorder);
  const { step, moved, gradient, origin, slope } = sums;
  const targets = [step, moved, gradient, origin, slope, gap.squared, gap.largest];
  recordSecondStage(recording, partials, targets, gap.largest);
  return { ...sums, gap };
}

/** ‖a − h(z)‖² and max |a − h(z)| by shaders/activation_gap.wgsl. */
export function recordActivationGap(
  recording: Recording,
  a: GpuMatrix,
  z: GpuMatrix,
  h: ActivationName,
): GapScalars {
  const { recorder } = recording;
  const partials = recordFirstStages(recording, a, quadCount, (stage) => {
    const [own, pre] = [stage.part(a), stage.part(z)];
    recorder.dispatch({
      kernel: kernels.activationGap,
      constants: constantsOf(stage, a, h),
      parameters: {
        ...stage.parameters,
        a_stride: own.quadStride,
        z_stride: pre.quadStride,
        partials_apart: stage.total,
      },
      buffers: { a: own.buffer, z: pre.buffer, partials: 'scratch' },
      workgroups: stage.grid.workgroups,
    });
  });
  const gap = freshGap(recorder);
  recordSecondStage(recording, partials, [gap.squared, gap.largest], gap.largest);
  return gap;
}
