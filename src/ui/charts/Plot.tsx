import { memo, type ReactElement } from 'react';
import { CartesianGrid, LineChart, XAxis, YAxis } from 'recharts';
import { Curves } from './Curves.tsx';
import { MARGIN, type PlotModel } from './plotModel.ts';
import type { Tick } from './ticks.ts';

const TICK = { fill: 'var(--lab-quiet)', fontSize: 11 };

/** Axes and curves; knows nothing of the pointer, so that it is drawn once per batch of records. */
export const Plot = memo(function Plot({ model }: { model: PlotModel }): ReactElement {
  const { width, height, x, y } = model;
  return (
    <LineChart
      width={width}
      height={height}
      margin={{ top: MARGIN.top, right: MARGIN.right, bottom: 0, left: 0 }}
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
        height={MARGIN.bottom}
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
        width={MARGIN.left}
        allowDataOverflow
        tick={TICK}
        tickSize={4}
        stroke="var(--lab-axis)"
      />
      <Curves model={model} />
    </LineChart>
  );
});

function labelOf(ticks: readonly Tick[]): (at: number) => string {
  const labels = new Map(ticks.map((tick) => [tick.at, tick.label]));
  return (at) => labels.get(at) ?? '';
}
