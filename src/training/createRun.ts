import type { Algorithm } from '../model/algorithms.ts';
import type { Dataset } from '../model/dataset.ts';
import type { StoredWeights } from '../model/storedWeights.ts';
import type { Backend } from '../optimiser/backend.ts';
import { createOptimiser } from '../optimiser/createOptimiser.ts';
import { initialWeights } from '../optimiser/initialWeights.ts';
import type { Optimiser } from '../optimiser/optimiser.ts';
import type { Problem } from '../optimiser/problem.ts';
import { type RunConfiguration, runConfiguration } from '../settings/runConfiguration.ts';
import type { Settings } from '../settings/settings.ts';
import { loadedWeights } from './loadedWeights.ts';

/** A run as the settings describe it, allocated and recorded but not started. */
export interface CreatedRun {
  readonly optimiser: Optimiser;
  readonly configuration: RunConfiguration;
  /** W⁰, drawn when it is asked for: it is the same for every algorithm, and a race needs it once. */
  readonly weights: readonly Float64Array[];
}

/** Makes one algorithm's run on data that are on the engine already; `loaded` are the weights it starts from when the settings say so. */
export async function createRun(
  backend: Backend,
  problem: Problem,
  settings: Settings,
  algorithm: Algorithm,
  { featureCount, classCount }: Pick<Dataset, 'featureCount' | 'classCount'>,
  loaded: StoredWeights | null = null,
): Promise<CreatedRun> {
  const configuration = runConfiguration(settings, algorithm, featureCount, classCount);
  const { shape, method, initialisation, stop, evaluateEvery } = configuration;
  const optimiser = await createOptimiser(backend, problem, {
    shape,
    method,
    output: initialisation.output,
    evaluateEvery,
    lastIteration: stop.iterations,
  });
  return {
    optimiser,
    configuration,
    get weights() {
      return settings.weights === 'loaded'
        ? loadedWeights(shape, loaded)
        : initialWeights(shape, initialisation);
    },
  };
}
