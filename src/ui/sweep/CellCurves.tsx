import { Button } from '@mantine/core';
import { type ReactElement, useMemo } from 'react';
import { SWEEP_FIGURES } from '../../sweep/cellResult.ts';
import { cellText, runSettings, runsOfCell, sweptAlgorithm } from '../../sweep/plan.ts';
import { summarise } from '../../sweep/summary.ts';
import { useStores } from '../stores.ts';
import { BandChart } from './BandChart.tsx';
import { bandSpec } from './bandSpec.ts';
import { cellLines, figureWords } from './cellWords.ts';
import styles from './sweep.module.css';
import { useSweepChoice } from './sweepContext.ts';
import type { Sweep } from './sweepState.ts';

/** The curves of one cell: the median over its seeds, and between which values the middle half lies. */
export function CellCurves({ sweep, cell }: { sweep: Sweep; cell: number }): ReactElement {
  const { settings } = useStores();
  const [{ figure }] = useSweepChoice();
  const { plan, results } = sweep;
  const charts = useMemo(
    () => SWEEP_FIGURES.map((one) => bandSpec(sweep, cell, one)),
    [sweep, cell],
  );
  const summary = summarise(
    runsOfCell(plan, cell).map((run) => results[run] ?? null),
    figure,
  );
  const [, ...lines] = cellLines(plan, cell, summary, figureWords(figure, sweptAlgorithm(plan)));
  return (
    <section className={styles.panel} aria-labelledby="sweep-cell-title">
      <div className={styles.panelHead}>
        <h2 id="sweep-cell-title">{cellText(plan, cell)}</h2>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => settings.getState().replace(runSettings(plan, cell))}
        >
          Put this cell into the form
        </Button>
      </div>
      <p className={styles.quiet}>{lines.join('; ')}</p>
      <div className={styles.charts}>
        {charts.map((chart) => (
          <BandChart key={chart.spec.id} chart={chart} />
        ))}
      </div>
    </section>
  );
}
