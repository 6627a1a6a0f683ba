import { UnstyledButton } from '@mantine/core';
import { type ReactElement, useMemo } from 'react';
import { OverviewBar } from '../charts/OverviewBar.tsx';
import { RaceLegend } from '../charts/RaceLegend.tsx';
import { usePacedRuns } from '../charts/usePacedRuns.ts';
import { ViewChoice } from '../charts/ViewChoice.tsx';
import { whyEmpty } from '../charts/whyEmpty.ts';
import { runsXAxis } from '../charts/xAxis.ts';
import { LAYER_ROWS } from '../store/viewStore.ts';
import { useView } from '../stores.ts';
import { useAfterPaint } from '../useAfterPaint.ts';
import { LayerRowView } from './LayerRowView.tsx';
import { LAYER_ROW_WORDS } from './layerRows.ts';
import { layersOf } from './layerSpec.ts';
import styles from './layers.module.css';

/** What every layer of every run does: a row for each quantity, a small chart for each layer. */
export function LayersView(): ReactElement {
  const all = usePacedRuns();
  const view = useAfterPaint(useView()[0]);
  const runs = useMemo(() => all.filter(({ marks }) => marks.shown), [all]);
  const xAxis = useMemo(
    () => runsXAxis(runs, view.xAxis, view.xScale),
    [runs, view.xAxis, view.xScale],
  );
  const layers = Math.max(0, ...runs.map(layersOf));
  const reason =
    whyEmpty(all, runs, view.xAxis) ??
    (all.length === 0 ? 'No run yet. Once a race has begun, this shows what its layers do.' : null);
  return (
    <section className={styles.view} aria-label="Layers">
      <RaceLegend />
      <RowChoice />
      {reason ? (
        <p className={styles.missing}>{reason}</p>
      ) : (
        <>
          {LAYER_ROWS.filter((row) => view.layerRows.includes(row)).map((row) => (
            <LayerRowView
              key={row}
              row={row}
              runs={runs}
              layers={layers}
              xAxis={xAxis}
              view={view}
            />
          ))}
          <OverviewBar runs={runs} xAxis={xAxis} view={view} />
        </>
      )}
    </section>
  );
}

const SCALES = { common: 'common', own: 'own' } as const;

/** Which quantities are shown, and whether the layers share a vertical axis. */
function RowChoice(): ReactElement {
  const [view, change] = useView();
  const { layerRows } = view;
  return (
    <div className={styles.choices}>
      <fieldset className={styles.rows} aria-label="Quantities shown">
        {LAYER_ROWS.map((row) => {
          const shown = layerRows.includes(row);
          return (
            <UnstyledButton
              key={row}
              className={styles.chip}
              aria-pressed={shown}
              onClick={() =>
                change({
                  layerRows: shown
                    ? layerRows.filter((other) => other !== row)
                    : [...layerRows, row],
                })
              }
            >
              {LAYER_ROW_WORDS[row].name}
            </UnstyledButton>
          );
        })}
      </fieldset>
      <div className={styles.axesChoice}>
        <span className={styles.unit}>y axes</span>
        <ViewChoice
          of="layerScale"
          label="Vertical axes of the layers"
          options={SCALES}
          value={view.layerScale}
        />
      </div>
    </div>
  );
}
