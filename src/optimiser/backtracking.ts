import type { Backend, Scalar } from './backend.ts';
import { SUM_ROUNDING } from './rounding.ts';

/** The step sizes θ and τ are sought on the powers of two from here. */
export const SMALLEST_STEP_SIZE = 2 ** -40;

/** Trials of a step whose curvature depends on its step size, before the bound that always holds is taken. */
export const WEIGHT_TRIALS = 8;
export const ACTIVATION_TRIALS = 6;

/** The search for τ starts so far above the curvature that the last step measured. */
export const CURVATURE_MARGIN = 1.05;

/** A step D from a measures a curvature where ‖D‖ is more than this share of ‖a‖; below it may be rounding alone. */
export const SMALLEST_MEASURED_STEP = 2 ** -20;

/** How far below its bound τ may start (docs/algorithm.md, "The a_l block"). */
export const LARGEST_TAU_DROP = 2 ** -12;

/**
 * The curvature to satisfy, with a margin for rounding: a condition that holds for the engine's sums then holds
 * for the exact sums of the same state.
 */
export function withMargin(backend: Backend, curvature: Scalar): Scalar {
  return backend.multiply(curvature, backend.constant(1 + SUM_ROUNDING * backend.roundoff));
}

/** max(θ_prev/2, θ_min): where the search for the next θ begins. */
export function firstTrial(backend: Backend, previous: Scalar): Scalar {
  return backend.maximum(
    backend.multiply(previous, backend.constant(0.5)),
    backend.constant(SMALLEST_STEP_SIZE),
  );
}

/** The smallest power of two from θ_min up that is ≥ bound. */
export function onGrid(backend: Backend, bound: Scalar): Scalar {
  return backend.raiseByDoubling(backend.constant(SMALLEST_STEP_SIZE), bound);
}

/** What one trial of a step size measured. */
export interface Trial {
  /** ‖D‖². */
  readonly step: Scalar;
  /** The exact quadratic's ρ‖aDᵀ‖² or ρ‖DWᵀ‖². */
  readonly curvature: Scalar;
}

/**
 * Records the search "try, double until the condition size·‖D‖² ≥ curvature holds": `attempt` records a step with
 * the size that `size` then holds. After `trials` failures the step is taken with `bound`, which satisfies the
 * condition whatever the step (mDLAM, condition (2) and its twin for τ).
 */
export function searchStepSize(
  backend: Backend,
  options: {
    readonly size: Scalar;
    readonly trials: number;
    /** Recorded where it is needed only. */
    readonly bound: () => Scalar;
    /** No trial exceeds it. */
    readonly ceiling?: Scalar;
    readonly attempt: () => Trial;
  },
): void {
  const { size, trials, bound, ceiling, attempt } = options;
  /** Trials that are left, each recorded where the one before failed: one that holds shuts all others at once. */
  const search = (left: number): void => {
    const { step, curvature } = attempt();
    const holds = backend.atLeast(backend.multiply(size, step), withMargin(backend, curvature));
    backend.when(backend.not(holds), () => {
      if (left === 0) {
        backend.assign(size, bound());
        attempt();
        return;
      }
      const doubled = backend.multiply(size, backend.constant(2));
      backend.assign(size, ceiling ? backend.minimum(doubled, ceiling) : doubled);
      search(left - 1);
    });
  };
  search(trials - 1);
}
