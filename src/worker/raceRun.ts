import type { StopRules } from '../model/hyperparameters.ts';
import type { Optimiser } from '../optimiser/optimiser.ts';
import { TrainingRun } from '../training/trainingRun.ts';
import type { RunSummary } from './protocol.ts';

/** One algorithm's run in a race. */
export class RaceRun extends TrainingRun {
  readonly summary: RunSummary;

  constructor(summary: RunSummary, optimiser: Optimiser, rules: StopRules) {
    super(summary.name, optimiser, rules);
    this.summary = summary;
  }
}
