import type { Hyperparameters } from '../model/hyperparameters.ts';
import type { Scalar } from './backend.ts';
import type { TrainingContext } from './trainingContext.ts';

/** What every block of an iteration of DLAM and mDLAM reads. The scalars are loaded anew before each iteration. */
export interface Context extends TrainingContext {
  readonly hyperparameters: Hyperparameters;
  readonly omega: Scalar;
  readonly epsilon: Scalar;
  readonly rho: Scalar;
  /** F at the end of the last iteration. */
  readonly objective: Scalar;
}
