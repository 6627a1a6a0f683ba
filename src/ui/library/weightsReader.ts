import type { NetworkTrainer } from '../../worker/protocol.ts';
import type { WeightsReader } from './keepWeights.ts';

/** Asks the worker for a run's weights, as the safetensors file that the user could save too. */
export function weightsReader(trainer: NetworkTrainer): WeightsReader {
  return async ({ summary, origin, marks }) => {
    const { iteration, layers } = await trainer.weightsOf(summary.id);
    const { writeWeights } = await import('../../record/weightsFile.ts');
    return writeWeights({ name: marks.name, layers }, origin, iteration);
  };
}
