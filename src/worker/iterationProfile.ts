import { ConfigurationError } from '../model/errors.ts';
import type { IterationProfile, MeasuredPeak } from '../model/iterationProfile.ts';
import type { Backend } from '../optimiser/backend.ts';
import { aggregateTimes } from './aggregateTimes.ts';
import { measurePeak } from './measurePeak.ts';
import type { Race } from './race.ts';

/** Measured with the first profile on an engine. */
const peaks = new WeakMap<Backend, MeasuredPeak>();

async function peakOf(backend: Backend): Promise<MeasuredPeak> {
  const { times } = await backend.profile(async () => undefined);
  const peak = times && (peaks.get(backend) ?? (await measurePeak(backend)));
  if (!peak)
    throw new ConfigurationError(
      'profile',
      'This device does not tell how long its kernels take, so that nothing can be profiled here.',
    );
  peaks.set(backend, peak);
  return peak;
}

/**
 * Trains one run of a race that rests for one iteration, and times it kernel by kernel. Whatever else is submitted
 * meanwhile is timed too.
 * @throws ConfigurationError where that cannot be done, before anything was trained, or where the iteration failed
 */
export async function profileIteration(
  backend: Backend,
  race: Pick<Race, 'resting' | 'stepAlone'>,
  run: string,
): Promise<IterationProfile> {
  const { summary } = race.resting(run);
  const peak = await peakOf(backend);
  const startedAt = performance.now();
  const { result: iteration, times } = await backend.profile(() => race.stepAlone(run));
  const wallMs = performance.now() - startedAt;
  if (!times || times.length === 0)
    throw new ConfigurationError(
      'profile',
      `${summary.name} failed in iteration ${iteration}, so that there are no times of it.`,
    );
  return { run, iteration, wallMs, kernels: aggregateTimes(times, peak.gflops), peak };
}
