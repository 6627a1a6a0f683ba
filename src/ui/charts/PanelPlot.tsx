import { type ReactElement, useMemo } from 'react';
import type { Size } from '../useElementSize.ts';
import { useInTurn } from '../useInTurn.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import { HoverLayer } from './HoverLayer.tsx';
import { Plot } from './Plot.tsx';
import { plotModel } from './plotModel.ts';
import { RaisedTicks } from './RaisedTicks.tsx';
import { ResetZoom } from './ResetZoom.tsx';
import type { Domain } from './scale.ts';

interface PanelPlotProps {
  readonly spec: ChartSpec;
  /** The part of the axis that is shown. */
  readonly xAxis: XAxis;
  readonly whole: XAxis;
  readonly yWindow: Domain | null;
  readonly size: Size;
}

/** What stands within a chart's frame; follows its newest figures when its turn comes. */
export function PanelPlot({ spec, xAxis, whole, yWindow, size }: PanelPlotProps): ReactElement {
  const newest = useMemo(
    () => ({ spec, xAxis, whole, yWindow, size }),
    [spec, xAxis, whole, yWindow, size],
  );
  const shown = useInTurn(newest);
  return <>{shown && <Drawn {...shown} />}</>;
}

function Drawn({ spec, xAxis, whole, yWindow, size }: PanelPlotProps): ReactElement {
  const model = useMemo(
    () => plotModel(spec, xAxis, size.width, size.height, { yWindow }),
    [spec, xAxis, yWindow, size],
  );
  return (
    <>
      <Plot model={model} />
      {spec.raised.length > 0 && <RaisedTicks marks={spec.raised} model={model} xAxis={xAxis} />}
      <HoverLayer spec={spec} model={model} xAxis={xAxis} whole={whole} />
      {(xAxis !== whole || yWindow) && <ResetZoom title={spec.title} />}
    </>
  );
}
