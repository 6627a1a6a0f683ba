import { memo, type ReactElement } from 'react';
import type { RaisedMarks, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { type PlotModel, RAISED_ROW } from './plotModel.ts';
import { raisedBars } from './raisedBars.ts';

interface RaisedTicksProps {
  readonly marks: readonly RaisedMarks[];
  readonly model: PlotModel;
  readonly xAxis: XAxis;
}

/** One row of ticks per run along the lower edge; as high as the share of raised iterations. */
export function RaisedTicks({ marks, model, xAxis }: RaisedTicksProps): ReactElement {
  const { left, top, width, height } = model.area;
  return (
    <svg
      className={styles.raised}
      style={{ left, top: top + height - marks.length * RAISED_ROW }}
      width={width}
      height={marks.length * RAISED_ROW}
      aria-hidden="true"
    >
      {marks.map((mark, row) => (
        <Row
          // biome-ignore lint/suspicious/noArrayIndexKey: runs may share a name, rows have nothing else.
          key={row}
          d={ticksPath(mark, xAxis, width, (row + 1) * RAISED_ROW - 1)}
          color={mark.color}
        />
      ))}
    </svg>
  );
}

const Row = memo(function Row({ d, color }: { d: string; color: string }): ReactElement {
  return <path d={d} stroke={color} strokeWidth="1" />;
});

function ticksPath(
  { columns, all }: RaisedMarks,
  xAxis: XAxis,
  width: number,
  bottom: number,
): string {
  return raisedBars(columns, all, xAxis, width)
    .map(({ pixel, share }) => `M${pixel} ${bottom}v${-Math.max(1, share * (RAISED_ROW - 2))}`)
    .join('');
}
