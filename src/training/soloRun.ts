import type { Algorithm } from '../model/algorithms.ts';
import type { Dataset } from '../model/dataset.ts';
import type { StoredWeights } from '../model/storedWeights.ts';
import type { Backend } from '../optimiser/backend.ts';
import { uploadProblem } from '../optimiser/problem.ts';
import type { Settings } from '../settings/settings.ts';
import { type CreatedRun, createRun } from './createRun.ts';

/** A run that shares its data with no other: brings them to the engine and makes it; see {@link createRun}. */
export function soloRun(
  backend: Backend,
  dataset: Dataset,
  settings: Settings,
  algorithm: Algorithm,
  loaded: StoredWeights | null = null,
): Promise<CreatedRun> {
  const problem = uploadProblem(backend, dataset, settings.bias);
  return createRun(backend, problem, settings, algorithm, dataset, loaded);
}
