import { type ReactElement, useMemo } from 'react';
import { Curves } from '../charts/Curves.tsx';
import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import chartStyles from '../charts/charts.module.css';
import { HoverLayer } from '../charts/HoverLayer.tsx';
import { PlotInTurn, type PlotProps } from '../charts/PlotInTurn.tsx';
import { type PlotModel, plotModel } from '../charts/plotModel.ts';
import { RaisedTicks } from '../charts/RaisedTicks.tsx';
import { useVerticalWindow, useZoomedAxis } from '../charts/useZoom.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import { useFigure } from '../export/useFigure.ts';
import { useElementSize } from '../useElementSize.ts';
import styles from './layers.module.css';
import { SmallAxes } from './SmallAxes.tsx';

const MARGIN = { left: 46, right: 8, top: 6, bottom: 18 } as const;
/** In less there is no room for axes. */
const LEAST_PX = 70;

interface SmallChartProps {
  readonly layer: number;
  readonly spec: ChartSpec;
  /** All of it; what is shown follows the zoom. */
  readonly xAxis: XAxis;
}

/** One quantity of one layer; reads and zooms like the large charts. */
export function SmallChart({ layer, spec, xAxis: whole }: SmallChartProps): ReactElement {
  const xAxis = useZoomedAxis(whole);
  const yWindow = useVerticalWindow(spec, whole);
  const figure = useFigure(spec, xAxis, yWindow);
  const [box, size] = useElementSize();
  const fits = size && size.width > LEAST_PX && size.height > LEAST_PX;
  const drawn = spec.series.length > 0;
  return (
    <figure className={styles.chart} aria-label={spec.title} data-testid={`chart-${spec.id}`}>
      <figcaption>
        layer {layer}
        <ExportButton title={spec.title} drawn={drawn} figure={figure} />
      </figcaption>
      <div ref={box} className={chartStyles.plot}>
        {drawn && fits && (
          <PlotInTurn
            Drawn={SmallPlot}
            spec={spec}
            xAxis={xAxis}
            whole={whole}
            yWindow={yWindow}
            size={size}
          />
        )}
        {!drawn && <p className={styles.nothing}>{spec.empty}</p>}
      </div>
    </figure>
  );
}

/** What stands within the frame. */
function SmallPlot({ spec, xAxis, whole, yWindow, size }: PlotProps): ReactElement {
  const model = useMemo(
    () => plotModel(spec, xAxis, size.width, size.height, { margin: MARGIN, yWindow }),
    [spec, xAxis, yWindow, size],
  );
  return (
    <>
      <SmallAxes model={model} />
      <Curves model={model} />
      {spec.raised.length > 0 && <RaisedTicks marks={spec.raised} model={model} xAxis={xAxis} />}
      <HoverLayer spec={spec} model={model} xAxis={xAxis} whole={whole} />
      {!isSeen(model) && <p className={styles.nothing}>{NO_PLACE[spec.scale]}</p>}
    </>
  );
}

const NO_PLACE = {
  log: 'no value above 0 here',
  linear: 'no value here',
} as const;

function isSeen({ lines }: PlotModel): boolean {
  return lines.some(({ points }) => points.some(({ y }) => y !== null));
}
