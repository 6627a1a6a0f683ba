import { memo, type ReactElement, type ReactNode, useId } from 'react';
import { useStore } from 'zustand';
import { ExportButton } from '../export/ExportButton.tsx';
import { useFigure } from '../export/useFigure.ts';
import { Help } from '../Help.tsx';
import type { HelpText } from '../helpText.ts';
import { useElementSize } from '../useElementSize.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { hoverStore } from './hoverStore.ts';
import { Legend } from './Legend.tsx';
import { PanelPlot } from './PanelPlot.tsx';
import { PlotInTurn } from './PlotInTurn.tsx';
import { useVerticalWindow, useZoomedAxis } from './useZoom.ts';

/** In less there is no room for axes. */
const LEAST_PX = 110;

interface ChartPanelProps {
  readonly spec: ChartSpec;
  /** All of it; what is shown follows the zoom. */
  readonly xAxis: XAxis;
  /** Switches of the chart, beside its title. */
  readonly children: ReactNode;
}

export function ChartPanel({ spec, xAxis: whole, children }: ChartPanelProps): ReactElement {
  const titleId = useId();
  const xAxis = useZoomedAxis(whole);
  const yWindow = useVerticalWindow(spec, whole);
  const figure = useFigure(spec, xAxis, yWindow);
  const [box, size] = useElementSize();
  const fits = size && size.width > LEAST_PX && size.height > LEAST_PX;
  const drawn = spec.series.some((series) => series.columns.length > 0);
  return (
    <figure className={styles.panel} aria-label={spec.title} data-testid={`chart-${spec.id}`}>
      <figcaption className={styles.head}>
        <Title id={titleId} title={spec.title} help={spec.help ?? null} />
        <span className={styles.switches}>
          {children}
          <ExportButton title={spec.title} drawn={drawn} figure={figure} />
        </span>
      </figcaption>
      <div className={styles.below}>
        {spec.unit && <span className={styles.unit}>{spec.unit}</span>}
        {drawn && <LiveLegend spec={spec} />}
      </div>
      <div ref={box} className={styles.plot}>
        {drawn && fits && (
          <PlotInTurn
            Drawn={PanelPlot}
            spec={spec}
            xAxis={xAxis}
            whole={whole}
            yWindow={yWindow}
            size={size}
          />
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

interface TitleProps {
  readonly id: string;
  readonly title: string;
  readonly help: HelpText | null;
}

const Title = memo(
  function Title({ id, title, help }: TitleProps): ReactElement {
    return (
      <>
        <h2 id={id}>{title}</h2>
        {help && <Help labelId={id} {...help} />}
      </>
    );
  },
  (before, after) => before.title === after.title && before.help?.text === after.help?.text,
);

function LiveLegend({ spec }: { spec: ChartSpec }): ReactElement {
  const x = useStore(hoverStore, (hover) => hover.x);
  return <Legend spec={spec} x={x} />;
}
