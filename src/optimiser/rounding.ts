import type { Matrix, Scalar } from './backend.ts';
import type { Context } from './context.ts';

/** Times u and a sum's magnitudes: beyond what blocked summation makes of it by rounding. */
export const SUM_ROUNDING = 64;

/** No accepted step raises F by more than this share of it. */
const LARGEST_RELATIVE_RISE = 2 ** -22;

/**
 * By how much a measured change of F may be positive and still be rounding: min(4u·scale, 2⁻²²·F), where `scale`
 * bounds the sums whose terms were rounded (docs/algorithm.md, "Rounding").
 */
export function roundingTolerance(context: Context, scale: Scalar): Scalar {
  const { backend: b, objective } = context;
  return b.minimum(
    b.multiply(b.constant(4 * b.roundoff), scale),
    b.multiply(b.constant(LARGEST_RELATIVE_RISE), objective),
  );
}

/** ‖r‖ + 2‖z‖ for {@link fitScale}; cheapest where r has just been formed from z. */
export function fitSize({ backend: b }: Context, residual: Matrix, z: Matrix): Scalar {
  const [squaredResidual, squaredZ] = [b.dot(residual, residual), b.dot(z, z)];
  return b.add(b.squareRoot(squaredResidual), b.multiply(b.constant(2), b.squareRoot(squaredZ)));
}

/**
 * ρ(‖r‖ + 2‖z‖)‖d‖: what the rounding of P = z + r may do to ρΣ r∘d, by Cauchy–Schwarz; `size` is ‖r‖ + 2‖z‖, `moved` is
 * ‖d‖².
 */
export function fitScale({ backend: b, rho }: Context, size: Scalar, moved: Scalar): Scalar {
  return b.multiply(rho, b.multiply(size, b.squareRoot(b.maximum(moved, b.constant(0)))));
}
