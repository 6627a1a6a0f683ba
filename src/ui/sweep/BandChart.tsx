import { type ReactElement, useMemo } from 'react';
import { useStore } from 'zustand';
import type { CurveBand } from '../../sweep/curveBand.ts';
import { type PlotArea, pixelX, pixelY } from '../charts/curvePath.ts';
import { HoverLayer } from '../charts/HoverLayer.tsx';
import { hoverStore } from '../charts/hoverStore.ts';
import { Legend } from '../charts/Legend.tsx';
import { Plot } from '../charts/Plot.tsx';
import { plotModel } from '../charts/plotModel.ts';
import { type Scale, toDisplay } from '../charts/scale.ts';
import { useElementSize } from '../useElementSize.ts';
import type { BandChartSpec } from './bandSpec.ts';
import styles from './sweep.module.css';

/** A chart of the lab with a band behind its curve. */
export function BandChart({ chart }: { chart: BandChartSpec }): ReactElement {
  const { spec, xAxis, band, colour } = chart;
  const [box, size] = useElementSize();
  const x = useStore(hoverStore, (hover) => hover.x);
  const model = useMemo(
    () => (size ? plotModel(spec, xAxis, size.width, size.height) : null),
    [spec, xAxis, size],
  );
  const drawn = spec.series.some((series) => series.columns.length > 0);
  return (
    <figure className={styles.chart} aria-label={spec.title} data-testid={`chart-${spec.id}`}>
      <figcaption>
        <h3>{spec.title}</h3>
        {drawn && <Legend spec={spec} x={x} />}
      </figcaption>
      <div ref={box} className={styles.plot}>
        {drawn && model && (
          <>
            {band && (
              <svg className={styles.band} aria-hidden="true">
                <path d={bandPath(band, spec.scale, model.area)} fill={colour} opacity="0.2" />
              </svg>
            )}
            <Plot model={model} />
            <HoverLayer spec={spec} model={model} xAxis={xAxis} />
          </>
        )}
        {!drawn && <p className={styles.empty}>{spec.empty}</p>}
      </div>
    </figure>
  );
}

/** Along the upper edge and back along the lower one; places without a value on the axis are left out. */
function bandPath(band: CurveBand, scale: Scale, area: PlotArea): string {
  const edge = (values: readonly number[]) =>
    values.flatMap((value, index) => {
      const y = toDisplay(value, scale);
      if (Number.isNaN(y)) return [];
      return [`${pixelX(area, band.iterations[index] as number)} ${pixelY(area, y)}`];
    });
  return `M${[...edge(band.high), ...edge(band.low).reverse()].join('L')}Z`;
}
