import type { Race } from '../store/labState.ts';
import type { View } from '../store/viewStore.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';

/** What every chart of a race gets. */
export interface RaceChartProps {
  readonly race: Race | null;
  /** The race without the runs that were taken out of the charts. */
  readonly shown: Race | null;
  readonly xAxis: XAxis;
  readonly view: View;
  readonly change: (part: Partial<View>) => void;
  /** Said by every chart without curves; null where each has its own words. */
  readonly reason: string | null;
}

export function withReason(spec: ChartSpec, reason: string | null): ChartSpec {
  return reason ? { ...spec, empty: reason } : spec;
}
