import type { Method } from '../model/hyperparameters.ts';
import type { Backend } from './backend.ts';
import type { Optimiser, SplitRunOptions } from './optimiser.ts';
import type { Problem } from './problem.ts';

/** As a method's own options, with the method in place of its hyperparameters; gradient methods have no z_L. */
export interface OptimiserOptions extends Omit<SplitRunOptions<never>, 'hyperparameters'> {
  readonly method: Method;
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
