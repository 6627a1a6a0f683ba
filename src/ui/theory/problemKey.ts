import { runConfiguration } from '../../settings/runConfiguration.ts';
import type { Settings } from '../../settings/settings.ts';
import type { LabRun } from '../store/labState.ts';

/**
 * Identifies the function F and its feasible set: equal keys, equal F*. In it are the data (by hash, with their scaling),
 * the network, loss, regulariser and the schedules of ρ and ε; not in it are where training starts and how far it
 * goes. The widths of input and output are those of the data, for which the hash stands.
 */
export function problemKey(dataHash: string, settings: Settings): string {
  const { shape, method } = runConfiguration(settings, 'mdlam', 0, 0);
  if (method.kind !== 'alternating') throw new Error('mDLAM is an alternating method.');
  const { loss, regulariser, lambda, rho, epsilon } = method.hyperparameters;
  const weights = regulariser === 'none' ? [] : lambda;
  return JSON.stringify([
    dataHash,
    settings.scaling,
    shape,
    loss,
    regulariser,
    weights,
    rho,
    epsilon,
  ]);
}

/** The key of a run's problem. */
export function problemOf({ origin }: Pick<LabRun, 'origin'>): string {
  return problemKey(origin.data.hash, origin.settings);
}
