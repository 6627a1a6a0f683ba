import type { Activation } from '../model/activation.ts';
import type { TrainingGoal } from '../model/hyperparameters.ts';
import type { Backend } from './backend.ts';
import type { Problem } from './problem.ts';
import type { Scratch } from './scratch.ts';

/** What the recording of any method reads. */
export interface TrainingContext {
  /** Counts the floating-point operations of what it records. */
  readonly backend: Backend;
  readonly problem: Problem;
  readonly goal: TrainingGoal;
  readonly activation: Activation;
  /** Shared by all runs of a race: they take turns on one queue. */
  readonly scratch: Scratch;
}
