import type { Initialisation, Method } from '../model/hyperparameters.ts';
import type { NetworkShape } from '../model/network.ts';
import type { Backend } from './backend.ts';
import { DlAdmm } from './dladmm.ts';
import { AlternatingMinimisation } from './dlam.ts';
import { GradientDescent } from './gradientDescent.ts';
import type { Optimiser } from './optimiser.ts';
import type { Problem } from './problem.ts';

export interface OptimiserOptions {
  readonly shape: NetworkShape;
  readonly method: Method;
  /** Where z_L starts; gradient methods have none. */
  readonly output: Initialisation['output'];
  /** Iterations between two evaluations of the network itself. */
  readonly evaluateEvery: number;
  /** The iteration that is evaluated in any case. */
  readonly lastIteration?: number;
}

/** Allocates and records a run of any method; `start` sets it going. */
export function createOptimiser(
  backend: Backend,
  problem: Problem,
  { method, ...options }: OptimiserOptions,
): Promise<Optimiser> {
  switch (method.kind) {
    case 'alternating': {
      const { hyperparameters } = method;
      return AlternatingMinimisation.create(backend, problem, { ...options, hyperparameters });
    }
    case 'dladmm': {
      const { hyperparameters } = method;
      return DlAdmm.create(backend, problem, { ...options, hyperparameters });
    }
    case 'gradient': {
      const { hyperparameters } = method;
      return GradientDescent.create(backend, problem, { ...options, hyperparameters });
    }
  }
}
