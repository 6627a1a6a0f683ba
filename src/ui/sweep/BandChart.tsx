import { type ReactElement, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ChartSpec } from '../charts/chartSpec.ts';
import { HoverLayer } from '../charts/HoverLayer.tsx';
import { hoverStore } from '../charts/hoverStore.ts';
import { Legend } from '../charts/Legend.tsx';
import { Plot } from '../charts/Plot.tsx';
import { plotModel } from '../charts/plotModel.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import { useFigure } from '../export/useFigure.ts';
import { useElementSize } from '../useElementSize.ts';
import { useInTurn } from '../useInTurn.ts';
import type { BandChartSpec } from './bandSpec.ts';
import styles from './sweep.module.css';

/** A chart of the lab with a band behind its curve. */
export function BandChart({ chart }: { chart: BandChartSpec }): ReactElement {
  const { xAxis } = chart;
  const spec = useMemo(() => withBand(chart), [chart]);
  const figure = useFigure(spec, xAxis);
  const [box, size] = useElementSize();
  const x = useStore(hoverStore, (hover) => hover.x);
  const shown = useInTurn(useMemo(() => ({ spec, xAxis, size }), [spec, xAxis, size]));
  const model = useMemo(
    () =>
      shown?.size ? plotModel(shown.spec, shown.xAxis, shown.size.width, shown.size.height) : null,
    [shown],
  );
  const drawn = spec.series.some((series) => series.columns.length > 0);
  return (
    <figure className={styles.chart} aria-label={spec.title} data-testid={`chart-${spec.id}`}>
      <figcaption>
        <h3>{spec.title}</h3>
        {drawn && <Legend spec={spec} x={x} />}
        <ExportButton title={spec.title} drawn={drawn} figure={figure} />
      </figcaption>
      <div ref={box} className={styles.plot}>
        {drawn && model && (
          <>
            <Plot model={model} />
            <HoverLayer spec={spec} model={model} xAxis={xAxis} />
          </>
        )}
        {!drawn && <p className={styles.empty}>{spec.empty}</p>}
      </div>
    </figure>
  );
}

/** The median with the middle half as its band. */
function withBand({ spec, band }: BandChartSpec): ChartSpec {
  const [median, ...edges] = spec.series;
  if (!band || !median) return spec;
  const { low, high } = band;
  const shade = { words: 'shade: the middle half of the seeds', low, high, quartiles: null };
  return { ...spec, series: [{ ...median, band: shade }, ...edges] };
}
