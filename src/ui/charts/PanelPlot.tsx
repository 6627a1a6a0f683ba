import { type ReactElement, useMemo } from 'react';
import { HoverLayer } from './HoverLayer.tsx';
import { Plot } from './Plot.tsx';
import type { PlotProps } from './PlotInTurn.tsx';
import { plotModel } from './plotModel.ts';
import { RaisedTicks } from './RaisedTicks.tsx';
import { ResetZoom } from './ResetZoom.tsx';

/** What stands within the frame of a chart. */
export function PanelPlot({ spec, xAxis, whole, yWindow, size }: PlotProps): ReactElement {
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
