import type { ReactElement } from 'react';
import { formatNumber } from '../format.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { indexAtOrBefore } from './decimate.ts';
import { byGroup } from './grouping.ts';
import { placeText, type Reading, readings } from './inspection.ts';
import { Swatch } from './Swatch.tsx';

interface TooltipProps {
  readonly spec: ChartSpec;
  readonly xAxis: XAxis;
  readonly x: number;
  /** Where x lies on the axis, 0 … 1: the tooltip stands on the wider side. */
  readonly share: number;
}

/** All curves at the place pointed at, with how far the runs are apart. */
export function Tooltip({ spec, xAxis, x, share }: TooltipProps): ReactElement {
  const found = readings(spec, x);
  const side =
    share < 0.5
      ? { left: `calc(${share * 100}% + 12px)` }
      : { right: `calc(${(1 - share) * 100}% + 12px)` };
  return (
    <div className={styles.tooltip} style={side}>
      <strong>{placeText(x, xAxis)}</strong>
      <table>
        <tbody>
          {[...byGroup(found, (reading) => reading.series)].flatMap(([group, members]) =>
            members.map((reading) => (
              <tr key={reading.series.id}>
                <td>
                  <Swatch appearance={reading.series.appearance} />
                </td>
                <th scope="row">{[group, reading.series.part].filter(Boolean).join(' ')}</th>
                <td>{spec.format(reading.value)}</td>
              </tr>
            )),
          )}
          <Difference found={found} />
        </tbody>
      </table>
      {found.length === 0 && <span>No run has come this far.</span>}
      <Raised spec={spec} x={x} />
    </div>
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
