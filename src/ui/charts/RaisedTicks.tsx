import { memo, type ReactElement } from 'react';
import type { RaisedMarks, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { type PlotModel, RAISED_ROW } from './plotModel.ts';
import { type RaisedRow, raisedRows, rowBars } from './raisedBars.ts';

interface RaisedTicksProps {
  readonly marks: readonly RaisedMarks[];
  readonly model: PlotModel;
  readonly xAxis: XAxis;
}

/** Rows of ticks along the lower edge; as high as the share of raised iterations. */
export function RaisedTicks({ marks, model, xAxis }: RaisedTicksProps): ReactElement {
  const { left, top, width, height } = model.area;
  const rows = raisedRows(marks);
  return (
    <svg
      className={styles.raised}
      style={{ left, top: top + height - rows.length * RAISED_ROW }}
      width={width}
      height={rows.length * RAISED_ROW}
      aria-hidden="true"
    >
      {rows.map((row, index) => (
        <Row
          key={row.key}
          d={ticksPath(row, xAxis, width, (index + 1) * RAISED_ROW - 1)}
          color={row.color}
        />
      ))}
    </svg>
  );
}

const Row = memo(function Row({ d, color }: { d: string; color: string }): ReactElement {
  return <path d={d} stroke={color} strokeWidth="1" />;
});

function ticksPath(row: RaisedRow, xAxis: XAxis, width: number, bottom: number): string {
  return rowBars(row, xAxis, width)
    .map(({ pixel, share }) => `M${pixel} ${bottom}v${-Math.max(1, share * (RAISED_ROW - 2))}`)
    .join('');
}
