import type { Activation } from '../model/activation.ts';
import { activation } from './activation.ts';
import type { StridedMatrix } from './stridedMatrix.ts';

export interface BoxedGradientOperands {
  /** ā. */
  readonly point: StridedMatrix;
  /** The gradient at ā. */
  readonly g: StridedMatrix;
  readonly tau: number;
  readonly z: StridedMatrix;
  readonly epsilon: number;
}

/**
 * mDLAM Eq. (6): candidate = clamp(ā − g/τ, h(z) − ε, h(z) + ε) and step = candidate − ā; all matrices of one shape,
 * τ > 0, ε ≥ 0.
 */
export function boxedGradientStep(
  candidate: StridedMatrix,
  step: StridedMatrix,
  operands: BoxedGradientOperands,
  h: Activation,
): void {
  const { point, g, tau, z, epsilon } = operands;
  const value = activation(h);
  for (let row = 0; row < candidate.rows; row += 1) {
    for (let column = 0; column < candidate.columns; column += 1) {
      const centre = value(z.values[row * z.stride + column]);
      const start = point.values[row * point.stride + column];
      const free = start - g.values[row * g.stride + column] / tau;
      const clamped = Math.min(Math.max(free, centre - epsilon), centre + epsilon);
      candidate.values[row * candidate.stride + column] = clamped;
      step.values[row * step.stride + column] = clamped - start;
    }
  }
}
