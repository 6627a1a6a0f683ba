import { Button } from '@mantine/core';
import { lazy, type ReactElement, Suspense } from 'react';
import { SWEEP_FIGURES, type SweepFigure } from '../../sweep/cellResult.ts';
import { sweepCsv, sweepJson } from '../../sweep/exportTable.ts';
import { cellCount, sweptAlgorithm } from '../../sweep/plan.ts';
import { SWEEP_STATISTICS, type SweepStatistic } from '../../sweep/summary.ts';
import { Choice } from '../charts/Choice.tsx';
import { download } from '../export/download.ts';
import { figureName, figureWords, objectiveWarning } from './cellWords.ts';
import { HeatMap } from './HeatMap.tsx';
import styles from './sweep.module.css';
import { useSweep, useSweepChoice } from './sweepContext.ts';
import type { Sweep } from './sweepState.ts';

/** Recharts comes with the first curve. */
const CellCurves = lazy(async () => ({ default: (await import('./CellCurves.tsx')).CellCurves }));

/** The map of all cells, and the curves of one. */
export function SweepResults({ sweep }: { sweep: Sweep }): ReactElement {
  const [{ cell }] = useSweepChoice();
  const shown = cell !== null && cell < cellCount(sweep.plan) ? cell : null;
  return (
    <div className={styles.results} data-alone={shown === null || undefined}>
      <MapPanel sweep={sweep} selected={shown} />
      {shown === null ? (
        <p className={`${styles.panel} ${styles.quiet}`}>Choose a cell to see its curves.</p>
      ) : (
        <Suspense fallback={<div className={styles.panel} />}>
          <CellCurves sweep={sweep} cell={shown} />
        </Suspense>
      )}
    </div>
  );
}

function MapPanel({ sweep, selected }: { sweep: Sweep; selected: number | null }): ReactElement {
  const [{ figure, statistic }, change] = useSweepChoice();
  const activeRun = useSweep((state) => state.activeRun);
  const algorithm = sweptAlgorithm(sweep.plan);
  const warning = objectiveWarning(sweep.plan, figure);
  return (
    <section className={styles.panel} aria-labelledby="sweep-map-title">
      <div className={styles.panelHead}>
        <h2 id="sweep-map-title">{figureWords(figure, algorithm).title}</h2>
        <Choice
          label="Figure of the map"
          options={named(SWEEP_FIGURES, (one) => figureName(one, algorithm))}
          value={figure}
          onChange={(next) => change({ figure: next })}
        />
        {sweep.plan.seeds > 1 && (
          <Choice
            label="Value over the seeds"
            options={named(SWEEP_STATISTICS, (one) => one)}
            value={statistic}
            onChange={(next) => change({ statistic: next })}
          />
        )}
      </div>
      {warning && <p className={styles.quiet}>{warning}</p>}
      <HeatMap
        sweep={sweep}
        figure={figure}
        statistic={statistic}
        activeRun={activeRun}
        selected={selected}
        onSelect={(cell) => change({ cell })}
      />
      <Exports sweep={sweep} />
    </section>
  );
}

function named<T extends SweepFigure | SweepStatistic>(
  options: readonly T[],
  name: (option: T) => string,
): Readonly<Partial<Record<T, string>>> {
  return Object.fromEntries(options.map((option) => [option, name(option)])) as Partial<
    Record<T, string>
  >;
}

function Exports({ sweep }: { sweep: Sweep }): ReactElement {
  const { plan, data, results } = sweep;
  return (
    <div className={styles.exports}>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => download('sweep.csv', file('text/csv', sweepCsv(plan, results)))}
      >
        Download CSV
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() =>
          download('sweep.json', file('application/json', sweepJson(plan, data, results)))
        }
      >
        Download JSON
      </Button>
    </div>
  );
}

function file(type: string, text: string): Blob {
  return new Blob([text], { type });
}
