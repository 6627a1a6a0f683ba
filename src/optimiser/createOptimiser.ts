import type { Initialisation, Method } from '../model/hyperparameters.ts';
import type { NetworkShape } from '../model/network.ts';
import type { Backend } from './backend.ts';
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

/** Allocates and records a run of any method, whose code is fetched with its first run; `start` sets it going. */
export async function createOptimiser(
  backend: Backend,
  problem: Problem,
  { method, ...options }: OptimiserOptions,
): Promise<Optimiser> {
  switch (method.kind) {
    case 'alternating': {
      const { hyperparameters } = method;
      const { AlternatingMinimisation } = await import('./dlam.ts');
      return AlternatingMinimisation.create(backend, problem, { ...options, hyperparameters });
    }
    case 'dladmm': {
      const { hyperparameters } = method;
      const { DlAdmm } = await import('./dladmm.ts');
      return DlAdmm.create(backend, problem, { ...options, hyperparameters });
    }
    case 'gradient': {
      const { hyperparameters } = method;
      const { GradientDescent } = await import('./gradientDescent.ts');
      return GradientDescent.create(backend, problem, { ...options, hyperparameters });
    }
  }
}
