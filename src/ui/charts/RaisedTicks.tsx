import { memo, type ReactElement } from 'react';
import type { RaisedMarks } from './chartSpec.ts';
import styles from './charts.module.css';
import { MARGIN, type PlotModel, RAISED_ROW } from './plotModel.ts';
import { raisedBars } from './raisedBars.ts';

interface RaisedTicksProps {
  readonly marks: readonly RaisedMarks[];
  readonly model: PlotModel;
}

/** One row of ticks per run along the lower edge; as high as the share of raised iterations. */
export const RaisedTicks = memo(function RaisedTicks({
  marks,
  model,
}: RaisedTicksProps): ReactElement {
  const width = model.width - MARGIN.left - MARGIN.right;
  const top = model.height - MARGIN.bottom - marks.length * RAISED_ROW;
  return (
    <svg
      className={styles.raised}
      style={{ left: MARGIN.left, top }}
      width={width}
      height={marks.length * RAISED_ROW}
      aria-hidden="true"
    >
      {marks.map((mark, row) => (
        <path
          key={mark.group}
          d={ticksPath(mark, model.x.domain, width, (row + 1) * RAISED_ROW - 1)}
          stroke={mark.color}
          strokeWidth="1"
        />
      ))}
    </svg>
  );
});

function ticksPath(
  { columns, all }: RaisedMarks,
  domain: PlotModel['x']['domain'],
  width: number,
  bottom: number,
): string {
  return raisedBars(columns, all, domain, width)
    .map(({ pixel, share }) => `M${pixel} ${bottom}v${-Math.max(1, share * (RAISED_ROW - 2))}`)
    .join('');
}
