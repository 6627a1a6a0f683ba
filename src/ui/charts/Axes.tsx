import { memo, type ReactElement } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import type { PlotModel } from './plotModel.ts';
import type { Tick } from './ticks.ts';

const TICK = { fill: 'var(--lab-quiet)', fontSize: 11 };

/**
 * Axes and grid. Drawn anew only when they change: Recharts builds its whole chart for it, and most batches of
 * records leave the axes where they are.
 */
export const Axes = memo(
  function Axes({ model }: { model: PlotModel }): ReactElement {
    const { width, height, area, x, y } = model;
    return (
      <LineChart
        width={width}
        height={height}
        margin={{ top: area.top, right: width - area.left - area.width, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        style={{ position: 'absolute', inset: 0, pointerEvents: 'none' }}
      >
        <CartesianGrid stroke="var(--lab-grid)" vertical={false} syncWithTicks />
        <XAxis
          dataKey="x"
          type="number"
          domain={[...x.domain]}
          ticks={x.ticks.map((tick) => tick.at)}
          tickFormatter={labelOf(x.ticks)}
          interval={0}
          height={height - area.top - area.height}
          allowDataOverflow
          tick={TICK}
          tickSize={4}
          stroke="var(--lab-axis)"
          label={{ value: x.label, position: 'insideBottomRight', offset: 3, style: TICK }}
        />
        <YAxis
          type="number"
          domain={[...y.domain]}
          ticks={y.ticks.map((tick) => tick.at)}
          tickFormatter={labelOf(y.ticks)}
          interval={0}
          width={area.left}
          allowDataOverflow
          tick={TICK}
          tickSize={4}
          stroke="var(--lab-axis)"
        />
      </LineChart>
    );
  },
  (before, after) => axesKey(before.model) === axesKey(after.model),
);

function axesKey({ area, width, height, x, y }: PlotModel): string {
  return JSON.stringify([area, width, height, x, y]);
}

function labelOf(ticks: readonly Tick[]): (at: number) => string {
  const labels = new Map(ticks.map((tick) => [tick.at, tick.label]));
  return (at) => labels.get(at) ?? '';
}
