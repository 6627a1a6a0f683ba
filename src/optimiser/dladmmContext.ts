import type { AdmmHyperparameters } from '../model/hyperparameters.ts';
import type { Matrix } from './backend.ts';
import type { TrainingContext } from './trainingContext.ts';

/** What every block of an iteration of dlADMM reads. */
export interface AdmmContext extends TrainingContext {
  readonly hyperparameters: AdmmHyperparameters;
  /** u, `N × n_L`: the multiplier of z_L = a_{L-1}W_Lᵀ + b_L. */
  readonly dual: Matrix;
}
