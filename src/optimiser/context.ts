import type { Activation } from '../model/activation.ts';
import type { Hyperparameters } from '../model/hyperparameters.ts';
import type { Backend, Scalar } from './backend.ts';
import type { Problem } from './problem.ts';
import type { Scratch } from './scratch.ts';

/** What every block of an iteration reads. The scalars are loaded anew before each iteration. */
export interface Context {
  readonly backend: Backend;
  readonly problem: Problem;
  readonly hyperparameters: Hyperparameters;
  readonly activation: Activation;
  readonly scratch: Scratch;
  readonly omega: Scalar;
  readonly epsilon: Scalar;
  readonly rho: Scalar;
  /** Whether this iteration ends with a forward pass over the samples. */
  readonly evaluate: Scalar;
  /** F at the end of the last iteration. */
  readonly objective: Scalar;
}
