import type { StridedMatrix } from './stridedMatrix.ts';

export interface AdaptiveCoefficients {
  readonly decay: number;
  readonly gain: number;
  readonly size: number;
  readonly correction: number;
  readonly epsilon: number;
}

/**
 * s ← decay·s + gain·g∘g, peak ← max(peak, s), w ← w − size·m/(√d·correction + ε) in place, with d = peak where there is
 * one, else s; one shape, m may be g. AdaGrad (Duchi et al. 2011): decay = gain = correction = 1, m = g; RMSProp
 * (Hinton 2012): decay = α, gain = 1 − α; Adam (Kingma & Ba 2015): decay = β₂, gain = 1 − β₂, size = η/(1 − β₁ᵗ),
 * correction = 1/√(1 − β₂ᵗ); AMSGrad (Reddi et al. 2018): Adam with a peak.
 */
export function adaptiveStep(
  state: {
    readonly w: StridedMatrix;
    readonly s: StridedMatrix;
    readonly peak: StridedMatrix | null;
  },
  g: StridedMatrix,
  m: StridedMatrix,
  { decay, gain, size, correction, epsilon }: AdaptiveCoefficients,
): void {
  const { w, s, peak } = state;
  for (let row = 0; row < w.rows; row += 1) {
    for (let column = 0; column < w.columns; column += 1) {
      const gradient = g.values[row * g.stride + column];
      const at = row * s.stride + column;
      s.values[at] = decay * s.values[at] + gain * gradient * gradient;
      let squares = s.values[at];
      if (peak !== null) {
        squares = Math.max(peak.values[row * peak.stride + column], squares);
        peak.values[row * peak.stride + column] = squares;
      }
      w.values[row * w.stride + column] -=
        (size * m.values[row * m.stride + column]) / (Math.sqrt(squares) * correction + epsilon);
    }
  }
}
