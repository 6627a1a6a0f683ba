import type { LabRun } from '../store/labState.ts';
import type { View } from '../store/viewStore.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';

/** What every chart of runs gets. */
export interface RunChartProps {
  /** The runs in the charts. */
  readonly runs: readonly LabRun[];
  readonly xAxis: XAxis;
  readonly view: View;
  /** Said by every chart without curves; null where each has its own words. */
  readonly reason: string | null;
}

export function withReason(spec: ChartSpec, reason: string | null): ChartSpec {
  return reason ? { ...spec, empty: reason } : spec;
}
