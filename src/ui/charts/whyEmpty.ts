import { lastRecord, type Race } from '../store/labState.ts';
import { placeOf, type XAxisKind } from './columns.ts';
import { NO_DEVICE_TIME } from './costAxis.ts';

/** Whether some run says how long the engine computed; true while no run has said anything. */
export function tellsDeviceTime(race: Race | null): boolean {
  const last = (race?.runs ?? []).flatMap((run) => lastRecord(run) ?? []);
  return last.length === 0 || last.some((record) => placeOf(record, 'device') !== null);
}

/** Why a race that has runs shows no curve at all; null where each chart has its own reason. */
export function whyEmpty(race: Race | null, shown: Race | null, axis: XAxisKind): string | null {
  if (!race) return null;
  if (shown?.runs.length === 0) return 'All runs are hidden. The legend above brings them back.';
  if (axis === 'device' && !tellsDeviceTime(shown)) {
    return `No curves: ${NO_DEVICE_TIME}. The other axes can be chosen above.`;
  }
  return null;
}
