import { type ReactElement, useId, useMemo } from 'react';
import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import { axisLabel } from '../charts/costAxis.ts';
import { useZoomedAxis } from '../charts/useZoom.ts';
import { Help } from '../Help.tsx';
import type { LabRun } from '../store/labState.ts';
import type { LayerRow, View } from '../store/viewStore.ts';
import { LAYER_ROW_WORDS } from './layerRows.ts';
import { commonDomain, layerSpec } from './layerSpec.ts';
import styles from './layers.module.css';
import { SmallChart } from './SmallChart.tsx';

interface LayerRowViewProps {
  readonly row: LayerRow;
  /** The runs in the charts. */
  readonly runs: readonly LabRun[];
  readonly layers: number;
  readonly xAxis: XAxis;
  readonly view: View;
}

/** One quantity, a small chart for each layer. */
export function LayerRowView({ row, runs, layers, xAxis, view }: LayerRowViewProps): ReactElement {
  const titleId = useId();
  const shown = useZoomedAxis(xAxis);
  const { name, unit, help, last, block } = LAYER_ROW_WORDS[row];
  const specs = useMemo(
    () => rowSpecs({ row, runs, layers, view }, shown),
    [runs, row, layers, view, shown],
  );
  const drawn = specs.some(({ series }) => series.length > 0);
  const ticks = specs.some(({ raised }) => raised.length > 0);
  return (
    <section className={styles.row} aria-labelledby={titleId} data-testid={`layers-${row}`}>
      <div className={styles.head}>
        <h2 id={titleId}>{name}</h2>
        <Help labelId={titleId} {...help} />
        <span className={styles.unit}>{unit}</span>
        {ticks && <span className={styles.unit}>ticks: {block}_l raised F</span>}
        <span className={styles.over}>over {axisLabel(shown)}</span>
      </div>
      {drawn ? (
        <div className={styles.charts}>
          {specs.map((spec, index) => (
            <SmallChart key={spec.id} layer={index + 1} spec={spec} xAxis={xAxis} />
          ))}
          {!last && <p className={styles.absent}>{`Layer ${layers} is the last: it has no a.`}</p>}
        </div>
      ) : (
        <p className={styles.missing}>{whyMissing(runs, layers, last)}</p>
      )}
    </section>
  );
}

/** The charts of the row: with ticks in all or none of them, and over a common axis where that is chosen. */
function rowSpecs(
  { row, runs, layers, view }: Omit<LayerRowViewProps, 'xAxis'>,
  shown: XAxis,
): readonly ChartSpec[] {
  const count = LAYER_ROW_WORDS[row].last ? layers : layers - 1;
  const all = Array.from({ length: count }, (_, index) => layerSpec(runs, row, index + 1, view));
  const ticks = all.some(({ raised }) => raised.some(({ columns }) => columns.length > 0));
  const charts = ticks ? all : all.map((chart) => ({ ...chart, raised: [] }));
  if (view.layerScale === 'own') return charts;
  const yDomain = commonDomain(charts, shown);
  return charts.map((chart) => ({ ...chart, yDomain }));
}

function whyMissing(runs: readonly LabRun[], layers: number, last: boolean): string {
  if (!last && layers < 2) return 'A network of one layer has no a.';
  return runs.some(({ count }) => count > 1)
    ? 'No run shown has this: gradient methods have no z and a, dlADMM has no tolerance ε.'
    : 'Nothing to show before the first iteration.';
}
