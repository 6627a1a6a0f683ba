import { type ReactElement, useMemo } from 'react';
import type { LabRun } from '../store/labState.ts';
import type { View } from '../store/viewStore.ts';
import { ChartBar } from './ChartBar.tsx';
import type { XAxis } from './chartSpec.ts';
import { lossSpec } from './specs.ts';

interface OverviewBarProps {
  /** The runs in the charts. */
  readonly runs: readonly LabRun[];
  readonly xAxis: XAxis;
  readonly view: View;
}

/** What bears on all charts, over the loss in miniature: every method has it. */
export function OverviewBar({ runs, xAxis, view }: OverviewBarProps): ReactElement {
  const overview = useMemo(
    () => lossSpec(runs, 'test', { ...view, smoothing: 'none', lossScale: 'log' }),
    [runs, view],
  );
  return <ChartBar runs={runs} overview={overview} xAxis={xAxis} />;
}
