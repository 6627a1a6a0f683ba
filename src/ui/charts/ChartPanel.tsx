import { type ReactElement, type ReactNode, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import { ExportButton } from '../export/ExportButton.tsx';
import { Help } from '../Help.tsx';
import { useElementSize } from '../useElementSize.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { HoverLayer } from './HoverLayer.tsx';
import { hoverStore } from './hoverStore.ts';
import { Legend } from './Legend.tsx';
import { Plot } from './Plot.tsx';
import { plotModel } from './plotModel.ts';
import { RaisedTicks } from './RaisedTicks.tsx';

/** In less there is no room for axes. */
const LEAST_PX = 110;

interface ChartPanelProps {
  readonly spec: ChartSpec;
  readonly xAxis: XAxis;
  /** Switches of the chart, beside its title. */
  readonly children: ReactNode;
}

export function ChartPanel({ spec, xAxis, children }: ChartPanelProps): ReactElement {
  const titleId = useId();
  const [box, size] = useElementSize();
  const model = useMemo(
    () =>
      size && size.width > LEAST_PX && size.height > LEAST_PX
        ? plotModel(spec, xAxis, size.width, size.height)
        : null,
    [spec, xAxis, size],
  );
  const drawn = spec.series.some((series) => series.columns.length > 0);
  return (
    <figure className={styles.panel} aria-label={spec.title} data-testid={`chart-${spec.id}`}>
      <figcaption className={styles.head}>
        <h2 id={titleId}>{spec.title}</h2>
        {spec.help && <Help labelId={titleId} text={spec.help} />}
        <span className={styles.switches}>
          {children}
          <ExportButton spec={spec} xAxis={xAxis} />
        </span>
      </figcaption>
      <div className={styles.below}>
        {spec.unit && <span className={styles.unit}>{spec.unit}</span>}
        {drawn && <LiveLegend spec={spec} />}
      </div>
      <div ref={box} className={styles.plot}>
        {drawn && model && (
          <>
            <Plot model={model} />
            {spec.raised.length > 0 && <RaisedTicks marks={spec.raised} model={model} />}
            <HoverLayer spec={spec} model={model} xAxis={xAxis} />
          </>
        )}
        {!drawn && (
          <p className={styles.empty}>
            <span>{spec.empty}</span>
          </p>
        )}
      </div>
    </figure>
  );
}

function LiveLegend({ spec }: { spec: ChartSpec }): ReactElement {
  const x = useStore(hoverStore, (hover) => hover.x);
  return <Legend spec={spec} x={x} />;
}
