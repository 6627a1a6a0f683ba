import { type KeyboardEvent, type ReactElement, useMemo, useRef, useState } from 'react';
import { SETTINGS } from '../../settings/settings.ts';
import type { SweepFigure } from '../../sweep/cellResult.ts';
import { cellCount, mapShape, runAt, runsOfCell, sweptAlgorithm } from '../../sweep/plan.ts';
import {
  type CellSummary,
  cellContent,
  type SweepStatistic,
  summarise,
} from '../../sweep/summary.ts';
import { SideScroll } from '../SideScroll.tsx';
import { numberText } from '../settings/numberText.ts';
import { cellLines, type FigureWords, figureWords } from './cellWords.ts';
import { HeatCell } from './HeatCell.tsx';
import { HeatLegend } from './HeatLegend.tsx';
import styles from './heatMap.module.css';
import { heatScale } from './heatScale.ts';
import type { Sweep } from './sweepState.ts';

/** Narrower cells have no room for a number; the map scrolls sideways then. */
const LEAST_CELL_PX = 43;
/** Room for the names of the second axis' values, and for its own. */
const HEAD_PX = 66;

interface HeatMapProps {
  readonly sweep: Sweep;
  readonly figure: SweepFigure;
  readonly statistic: SweepStatistic;
  readonly activeRun: number | null;
  /** The cell whose curves are shown. */
  readonly selected: number | null;
  readonly onSelect: (cell: number) => void;
}

/** All cells of a sweep by their values on the axes; arrow keys move between them, Enter shows a cell's curves. */
export function HeatMap(props: HeatMapProps): ReactElement {
  const { sweep, figure, statistic, activeRun, selected, onSelect } = props;
  const { plan, results } = sweep;
  const { columns, rows } = mapShape(plan);
  const table = useRef<HTMLTableElement>(null);
  const [entered, setEntered] = useState(0);
  const summaries = useMemo(
    () =>
      Array.from({ length: cellCount(plan) }, (_, cell) =>
        summarise(
          runsOfCell(plan, cell).map((run) => results[run] ?? null),
          figure,
        ),
      ),
    [plan, results, figure],
  );
  const contents = summaries.map((summary) => cellContent(summary, statistic));
  const scale = heatScale(
    contents.flatMap((content) => (content.kind === 'value' ? [content.value] : [])),
    figure,
  );
  const words = figureWords(figure, sweptAlgorithm(plan));
  const activeCell = activeRun === null ? null : runAt(plan, activeRun).cell;

  function press(event: KeyboardEvent, cell: number): void {
    const next = keyTarget(event, cell, columns, rows);
    if (next === null) return;
    event.preventDefault();
    setEntered(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next}"]`)?.focus();
  }

  return (
    <div className={styles.map}>
      <SideScroll className={styles.scroll}>
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys move through it.
          role="grid"
          aria-label={mapName(sweep, words)}
          className={styles.table}
          style={{ minWidth: HEAD_PX + columns * LEAST_CELL_PX }}
        >
          <colgroup>
            <col style={{ width: HEAD_PX }} />
          </colgroup>
          <ColumnHeads sweep={sweep} />
          <tbody>
            {Array.from({ length: rows }, (_, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place on the axis.
              <tr key={row}>
                <RowHead sweep={sweep} row={row} />
                {Array.from({ length: columns }, (_, column) => {
                  const cell = row * columns + column;
                  return (
                    <HeatCell
                      key={cell}
                      cell={cell}
                      content={contents[cell] ?? { kind: 'empty' }}
                      lines={cellLines(plan, cell, summaries[cell] as CellSummary, words)}
                      scale={scale}
                      brief={words.brief}
                      active={cell === activeCell}
                      selected={cell === selected}
                      reachable={cell === entered}
                      onSelect={onSelect}
                      onKeyDown={press}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </SideScroll>
      <HeatLegend scale={scale} words={words} />
    </div>
  );
}

function mapName({ plan }: Sweep, { title }: FigureWords): string {
  const names = plan.axes.map(({ setting }) => SETTINGS[setting].description.label);
  return `${title} by ${names.join(' and ')}`;
}

/** Both axes' names, and the values of the first. */
function ColumnHeads({ sweep }: { sweep: Sweep }): ReactElement {
  const [first, second] = sweep.plan.axes.map(({ setting, values }) => ({
    label: SETTINGS[setting].description.label,
    values,
  }));
  return (
    <thead>
      <tr>
        <td />
        <th scope="colgroup" colSpan={first?.values.length} className={styles.axisName}>
          {first?.label} →
        </th>
      </tr>
      <tr>
        <th scope="col" className={styles.axisName}>
          {second && `${second.label} ↓`}
        </th>
        {first?.values.map((value) => (
          <th key={value} scope="col" className={styles.axisValue}>
            {numberText(value)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function RowHead({ sweep, row }: { sweep: Sweep; row: number }): ReactElement {
  const value = sweep.plan.axes[1]?.values[row];
  return value === undefined ? (
    <td />
  ) : (
    <th scope="row" className={styles.axisValue}>
      {numberText(value)}
    </th>
  );
}

/** The cell that a key leads to; null for other keys. Movement ends at the edges. */
function keyTarget(
  { key }: KeyboardEvent,
  cell: number,
  columns: number,
  rows: number,
): number | null {
  const column = cell % columns;
  const row = Math.floor(cell / columns);
  switch (key) {
    case 'ArrowLeft':
      return row * columns + Math.max(0, column - 1);
    case 'ArrowRight':
      return row * columns + Math.min(columns - 1, column + 1);
    case 'ArrowUp':
      return Math.max(0, row - 1) * columns + column;
    case 'ArrowDown':
      return Math.min(rows - 1, row + 1) * columns + column;
    case 'Home':
      return row * columns;
    case 'End':
      return row * columns + columns - 1;
    default:
      return null;
  }
}
