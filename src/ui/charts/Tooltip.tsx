import type { ReactElement } from 'react';
import { formatNumber } from '../format.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { placeText } from './costAxis.ts';
import { indexAtOrBefore } from './decimate.ts';
import { byGroup } from './grouping.ts';
import { type Reading, readings } from './inspection.ts';
import type { PlotModel } from './plotModel.ts';
import { Swatch } from './Swatch.tsx';

/** Between the place looked at and the tooltip, in pixels. */
const AWAY = 12;

interface TooltipProps {
  readonly spec: ChartSpec;
  readonly xAxis: XAxis;
  readonly x: number;
  /** Where x lies from the left edge of the chart, in pixels. */
  readonly at: number;
  readonly model: PlotModel;
}

/** All curves at the place pointed at, with how far the runs are apart. */
export function Tooltip({ spec, xAxis, x, at, model }: TooltipProps): ReactElement {
  const found = readings(spec, x);
  const { left, width } = model.area;
  return (
    <div
      className={styles.tooltipRow}
      style={{
        left: -left,
        right: -(model.width - left - width),
        gridTemplateColumns: columnsBeside(at, model.width),
      }}
    >
      <div className={styles.tooltip} style={{ gridColumn: 2 }}>
        <strong>{placeText(x, xAxis.kind)}</strong>
        {found.length > 0 ? (
          <Values found={found} format={spec.format} />
        ) : (
          <span>No run has come this far.</span>
        )}
        <Raised spec={spec} x={x} />
      </div>
    </div>
  );
}

/** The tooltip stands on the wider side of the place, and over it where it would leave the chart. */
function columnsBeside(at: number, width: number): string {
  return at < width / 2
    ? `minmax(0, ${at + AWAY}px) max-content`
    : `1fr max-content minmax(0, ${width - at + AWAY}px)`;
}

interface ValuesProps {
  readonly found: readonly Reading[];
  readonly format: (value: number) => string;
}

/** A row per run; a column per part where runs have parts. */
function Values({ found, format }: ValuesProps): ReactElement {
  const parts = [...new Set(found.map(({ series }) => series.part))];
  const groups = byGroup(found, (reading) => reading.series);
  return (
    <table>
      {parts.some((part) => part !== null) && (
        <thead>
          <tr>
            <td colSpan={2} />
            {parts.map((part) => (
              <th key={part} scope="col">
                {part}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {groups.map(({ key, name, members }) => (
          <tr key={key}>
            <td>
              <Swatch appearance={(members[0] as Reading).series.appearance} />
            </td>
            <th scope="row">{name}</th>
            {parts.map((part) => {
              const reading = members.find(({ series }) => series.part === part);
              return (
                <td key={part}>{reading ? <Value reading={reading} format={format} /> : '–'}</td>
              );
            })}
          </tr>
        ))}
        <Difference found={found} />
      </tbody>
    </table>
  );
}

interface ValueProps {
  readonly reading: Reading;
  readonly format: (value: number) => string;
}

/** A value; beside it what was measured, where it is smoothed, and how far the seeds lie apart. */
function Value({ reading: { value, raw, range }, format }: ValueProps): ReactElement {
  return (
    <>
      {format(value)}
      {raw !== null && <span className={styles.beside}>measured {format(raw)}</span>}
      {range && (
        <span className={styles.beside}>
          {format(range[0])} … {format(range[1])}
        </span>
      )}
    </>
  );
}

/** Two curves of two runs: how far the first of the legend is above the other. */
function Difference({ found }: { found: readonly Reading[] }): ReactElement | null {
  const [above, below] = found;
  if (found.length !== 2 || !above || !below || above.series.part || above.x !== below.x) {
    return null;
  }
  return (
    <tr className={styles.difference}>
      <td />
      <th scope="row">difference</th>
      <td>{formatNumber(above.value - below.value, 3)}</td>
    </tr>
  );
}

function Raised({ spec, x }: { spec: ChartSpec; x: number }): ReactElement | null {
  const named = spec.raised.filter(({ columns }) => {
    const index = indexAtOrBefore(columns, x);
    return index >= 0 && columns.xs[index] === x;
  });
  if (named.length === 0) return null;
  return <span>{named.map((mark) => mark.group).join(' and ')}: a step raised F</span>;
}
