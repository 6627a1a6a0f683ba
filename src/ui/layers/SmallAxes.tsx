import { memo, type ReactElement } from 'react';
import { pixelX, pixelY } from '../charts/curvePath.ts';
import type { PlotModel } from '../charts/plotModel.ts';
import styles from './layers.module.css';

/**
 * The axes of a chart among many. Recharts takes some milliseconds for each chart, and a tab may have two dozen: by
 * themselves they would take the tenth of a second that a task may last.
 */
export const SmallAxes = memo(
  function SmallAxes({ model }: { model: PlotModel }): ReactElement {
    const { area, width, height, x, y } = model;
    const bottom = area.top + area.height;
    const right = area.left + area.width;
    return (
      <svg className={styles.axes} width={width} height={height} aria-hidden="true">
        {y.ticks.map(({ at, label }) => (
          <g key={at}>
            <path className={styles.grid} d={`M${area.left} ${pixelY(area, at)}H${right}`} />
            <text x={area.left - 4} y={pixelY(area, at) + 3.5} textAnchor="end">
              {label}
            </text>
          </g>
        ))}
        <path className={styles.axis} d={`M${area.left} ${area.top}V${bottom}H${right}`} />
        {x.ticks.map(({ at, label }) => (
          <g key={at}>
            <path className={styles.axis} d={`M${pixelX(area, at)} ${bottom}v3`} />
            <text x={pixelX(area, at)} y={bottom + 13} textAnchor={anchor(pixelX(area, at), width)}>
              {label}
            </text>
          </g>
        ))}
      </svg>
    );
  },
  (before, after) => axesKey(before.model) === axesKey(after.model),
);

/** A label that would leave the chart ends where the chart does. */
function anchor(at: number, width: number): 'middle' | 'end' {
  return width - at < 20 ? 'end' : 'middle';
}

function axesKey({ area, width, height, x, y }: PlotModel): string {
  return JSON.stringify([area, width, height, x, y]);
}
