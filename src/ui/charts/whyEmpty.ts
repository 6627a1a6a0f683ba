import { type LabRun, lastRecord } from '../store/labState.ts';
import { placeOf, type XAxisKind } from './columns.ts';
import { NO_DEVICE_TIME } from './costAxis.ts';

/** Whether some run says how long the engine computed; true while no run has said anything. */
export function tellsDeviceTime(runs: readonly LabRun[]): boolean {
  const last = runs.flatMap((run) => lastRecord(run) ?? []);
  return last.length === 0 || last.some((record) => placeOf(record, 'device') !== null);
}

/** Why there are runs and no curve at all; null where each chart has its own reason. */
export function whyEmpty(
  all: readonly LabRun[],
  shown: readonly LabRun[],
  axis: XAxisKind,
): string | null {
  if (all.length === 0) return null;
  if (shown.length === 0)
    return 'All runs are hidden. The legend above or the list of runs brings them back.';
  if (axis === 'device' && !tellsDeviceTime(shown)) {
    return `No curves: ${NO_DEVICE_TIME}. The other axes can be chosen above.`;
  }
  return null;
}
