import type { Matrix, Scalar } from './backend.ts';
import type { Context } from './context.ts';

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

/**
 * ρ(‖r‖ + 2‖z‖)‖d‖: what the rounding of P = z + r may do to ρΣ r∘d, by Cauchy–Schwarz; `moved` is ‖d‖².
 */
export function fitScale(context: Context, residual: Matrix, z: Matrix, moved: Scalar): Scalar {
  const { backend: b, rho } = context;
  const size = b.add(
    b.squareRoot(b.dot(residual, residual)),
    b.multiply(b.constant(2), b.squareRoot(b.dot(z, z))),
  );
  return b.multiply(rho, b.multiply(size, b.squareRoot(b.maximum(moved, b.constant(0)))));
}
