import { SETTINGS, type SettingName, type Settings } from '../../settings/settings.ts';
import { runCount, type SweepPlan, sweptAlgorithm } from '../../sweep/plan.ts';
import type { Race } from '../store/labState.ts';
import { recentRate } from '../store/progress.ts';
import { changedSettings } from '../store/settingsStore.ts';

/** Settings beside data and network that an iteration's time hangs on. */
const ALSO_COSTLY: readonly SettingName[] = ['engine', 'batchSize', 'innerSteps'];

function costsTheSame(one: Settings, other: Settings): boolean {
  return changedSettings(one, other).every(
    (name) =>
      !['data', 'network'].includes(SETTINGS[name].description.group) &&
      !ALSO_COSTLY.includes(name),
  );
}

/**
 * How long a plan takes at the pace of the race shown, in milliseconds; null where that race trained another
 * algorithm, or with other data, on another network or engine.
 */
export function estimatedMs(plan: SweepPlan, race: Race | null): number | null {
  const run = race?.runs.find(({ summary }) => summary.algorithm === sweptAlgorithm(plan));
  if (!race || !run || !costsTheSame(race.settings, plan.base)) return null;
  const rate = recentRate(run);
  return rate === null ? null : (1000 * runCount(plan) * plan.base.iterations) / rate;
}
