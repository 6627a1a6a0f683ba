import { type KeyboardEvent, type PointerEvent, type ReactElement, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Rise } from '../../theory/lemma1.ts';
import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import chartStyles from '../charts/charts.module.css';
import { columnsOf } from '../charts/columns.ts';
import { type Columns, indexAtOrBefore } from '../charts/decimate.ts';
import { objective } from '../charts/figures.ts';
import { hoverStore } from '../charts/hoverStore.ts';
import { MARGIN } from '../charts/plotModel.ts';
import { raisedBars } from '../charts/raisedBars.ts';
import { linearTicks, plainLabel } from '../charts/ticks.ts';
import { useZoomedAxis } from '../charts/useZoom.ts';
import { ExportButton } from '../export/ExportButton.tsx';
import { useFigure } from '../export/useFigure.ts';
import { formatCount } from '../format.ts';
import { Help } from '../Help.tsx';
import type { LabRun } from '../store/labState.ts';
import { useElementSize } from '../useElementSize.ts';
import { keySteps } from './fitWindow.ts';
import { layerAppearance } from './layerAppearance.ts';
import { blockNames, raisedPick } from './layerFigures.ts';
import type { RunTheory } from './runTheory.ts';
import styles from './theory.module.css';
import { HELP } from './words.ts';

const TITLE = 'Steps that raised F';
const ERROR_COLOUR = 'var(--mantine-color-error)';
const LOWEST_ROW = 9;
const HIGHEST_ROW = 48;

interface BlockTicksProps {
  readonly run: LabRun;
  readonly layers: number;
  readonly theory: RunTheory;
  readonly xAxis: XAxis;
}

/**
 * Accepted and rejected first steps: a row for each block, on the axis of the other charts; above them where F itself rose
 * over a whole iteration, at fixed ε and ρ and as one of them changed.
 */
export function BlockTicks({ run, layers, theory, xAxis: whole }: BlockTicksProps): ReactElement {
  const xAxis = useZoomedAxis(whole);
  const titleId = useId();
  const [box, size] = useElementSize();
  const rows = useMemo(
    () => [
      ...riseRows(theory.lemma1.rises),
      ...blockNames(layers).map((block) => ({
        name: block,
        color: layerAppearance(Number(block.slice(1))).color,
        count: theory.raised.count(block),
        columns: columnsOf(run, 'iteration', raisedPick(block)),
      })),
    ],
    [run, layers, theory],
  );
  const spec = useMemo(() => ticksSpec(run, rows), [run, rows]);
  const figure = useFigure(spec, xAxis);
  return (
    <figure
      className={chartStyles.panel}
      aria-labelledby={titleId}
      data-testid="chart-theory-blocks"
    >
      <figcaption className={chartStyles.head}>
        <h2 id={titleId}>{TITLE}</h2>
        <Help labelId={titleId} {...HELP.blocks} />
        <span className={chartStyles.switches}>
          <ExportButton title={TITLE} drawn={run.count > 0} figure={figure} />
        </span>
      </figcaption>
      <div className={chartStyles.below}>
        <RaisedAt run={run} />
      </div>
      <div ref={box} className={chartStyles.plot}>
        {size && size.width > MARGIN.left + MARGIN.right + 20 && (
          <Rows run={run} rows={rows} xAxis={xAxis} width={size.width} height={size.height} />
        )}
      </div>
    </figure>
  );
}

/** The rows as a figure for files: ticks without curves. Paper has the light scheme's colours of global.css alone. */
function ticksSpec(run: LabRun, rows: readonly Row[]): ChartSpec {
  const all = columnsOf(run, 'iteration', objective);
  return {
    id: 'theory-blocks',
    title: TITLE,
    unit: `blocks of ${run.marks.name}, with the number of iterations`,
    scale: 'linear',
    series: [],
    raised: rows.map(({ name, color, columns }) => ({
      group: name,
      color: color === ERROR_COLOUR ? 'var(--part-5)' : color,
      columns,
      all,
    })),
    yDomain: null,
    format: formatCount,
    tickLabel: null,
    empty: '',
  };
}

/** The blocks that raised F at the place looked at, else what the numbers beside the rows are. */
function RaisedAt({ run }: { run: LabRun }): ReactElement {
  const x = useStore(hoverStore, (hover) => hover.x);
  const text = x === null ? null : raisedText(run, x);
  return (
    <span className={chartStyles.unit}>
      {text ?? 'F itself, then a row per block; the number counts the iterations'}
    </span>
  );
}

function raisedText(run: LabRun, x: number): string | null {
  const record = run.records[indexAtOrBefore(columnsOf(run, 'iteration', objective), x)];
  if (!record?.dlam || x !== record.iteration) return null;
  const { raised } = record.dlam;
  return `k = ${formatCount(x)}: ${raised.length > 0 ? `${raised.join(', ')} raised F` : 'no block raised F'}`;
}

interface Row {
  readonly name: string;
  readonly color: string;
  /** Iterations, of which a thinned history has some left. */
  readonly count: number;
  readonly columns: Columns;
}

/** Where F rose over an iteration: at fixed ε and ρ, and as ε or ρ changed. */
function riseRows(rises: readonly Rise[]): readonly Row[] {
  const row = (name: string, color: string, changed: boolean): Row => {
    const own = rises.filter(({ kind }) => (kind === 'shrinking-epsilon') === changed);
    const xs = own.map(({ iteration }) => iteration);
    const count = own.reduce((sum, rise) => sum + rise.count, 0);
    return { name, color, count, columns: { xs, ys: xs, length: xs.length } };
  };
  return [row('F', ERROR_COLOUR, false), row('F, ε', 'var(--lab-quiet)', true)];
}

interface RowsProps {
  readonly run: LabRun;
  readonly rows: readonly Row[];
  readonly xAxis: XAxis;
  readonly width: number;
  readonly height: number;
}

function Rows({ run, rows, xAxis, width, height }: RowsProps): ReactElement {
  const plotWidth = width - MARGIN.left - MARGIN.right;
  const room = (height - MARGIN.top - MARGIN.bottom) / rows.length;
  const rowHeight = Math.min(HIGHEST_ROW, Math.max(LOWEST_ROW, Math.floor(room)));
  const all = columnsOf(run, 'iteration', objective);
  const bottom = MARGIN.top + rows.length * rowHeight;
  return (
    <>
      <svg width={width} height={bottom + MARGIN.bottom} className={styles.rows} aria-hidden="true">
        {rows.map(({ name, color, count, columns }, index) => {
          const foot = MARGIN.top + (index + 1) * rowHeight;
          return (
            <g key={name}>
              <line
                className={styles.rowLine}
                x1={MARGIN.left}
                x2={width - MARGIN.right}
                y1={foot}
                y2={foot}
              />
              <text x={2} y={foot - 1}>
                {name}
              </text>
              <text x={MARGIN.left - 5} y={foot - 1} textAnchor="end" className={styles.rowCount}>
                {formatCount(count)}
              </text>
              <path d={ticks(columns, all, xAxis, plotWidth, foot, rowHeight - 3)} stroke={color} />
            </g>
          );
        })}
        <Axis xAxis={xAxis} width={plotWidth} top={bottom} />
      </svg>
      <Cursor run={run} xAxis={xAxis} width={plotWidth} height={bottom - MARGIN.top} />
    </>
  );
}

/** As high as the share of raised iterations in its pixel column. */
function ticks(
  columns: Columns,
  all: Columns,
  xAxis: XAxis,
  width: number,
  foot: number,
  tallest: number,
): string {
  return raisedBars(columns, all, xAxis, width)
    .map(({ pixel, share }) => `M${MARGIN.left + pixel} ${foot}v${-Math.max(2, share * tallest)}`)
    .join('');
}

function Axis({ xAxis, width, top }: { xAxis: XAxis; width: number; top: number }): ReactElement {
  const [left, right] = xAxis.domain;
  const marks = linearTicks(xAxis.domain, Math.max(2, Math.floor(width / 80)), plainLabel);
  return (
    <g className={styles.axis}>
      {marks.map(({ at, label }) => (
        <text
          key={at}
          x={MARGIN.left + ((at - left) / (right - left)) * width}
          y={top + 14}
          textAnchor="middle"
        >
          {Number.isInteger(at) ? label : ''}
        </text>
      ))}
      <text x={MARGIN.left + width - 4} y={top + 30} textAnchor="end">
        iteration k
      </text>
    </g>
  );
}

interface CursorProps {
  readonly run: LabRun;
  readonly xAxis: XAxis;
  readonly width: number;
  readonly height: number;
}

/** The place looked at, common to all charts; moved by pointer or arrow keys. */
function Cursor({ run, xAxis, width, height }: CursorProps): ReactElement {
  const x = useStore(hoverStore, (hover) => hover.x);
  const [left, right] = xAxis.domain;
  const last = indexAtOrBefore(columnsOf(run, 'iteration', objective), right);
  const lookAt = (k: number) =>
    hoverStore.setState({
      x: Math.min(last, Math.max(left, Math.round(k))),
      chart: 'theory-blocks',
    });
  const leave = () => hoverStore.setState({ x: null, chart: null });
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    lookAt(left + ((event.clientX - box.left) / box.width) * (right - left));
  };
  const press = (event: KeyboardEvent) => {
    const at = x ?? last;
    const steps = keySteps(event.key, event.shiftKey, at, left, last);
    if (steps === null) return;
    event.preventDefault();
    lookAt(at + steps);
  };
  return (
    <div
      className={chartStyles.hoverLayer}
      style={{ left: MARGIN.left, top: MARGIN.top, width, height }}
      role="slider"
      tabIndex={0}
      aria-label="Steps that raised F: blocks at an iteration; arrow keys move it"
      aria-valuemin={left}
      aria-valuemax={last}
      aria-valuenow={x ?? last}
      aria-valuetext={raisedText(run, x ?? last) ?? 'nothing chosen'}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={leave}
      onBlur={leave}
      onKeyDown={press}
    >
      {x !== null && x >= left && x <= right && (
        <div
          className={chartStyles.cursor}
          style={{ transform: `translateX(${((x - left) / (right - left)) * width}px)` }}
        />
      )}
    </div>
  );
}
