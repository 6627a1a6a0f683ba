import { type KeyboardEvent, type PointerEvent, type ReactElement, useState } from 'react';
import { useStore } from 'zustand';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { COST_AXES } from './costAxis.ts';
import { hoverStore } from './hoverStore.ts';
import { readings, snap, spoken } from './inspection.ts';
import { MARGIN, type PlotModel } from './plotModel.ts';
import { toDisplay } from './scale.ts';
import { Tooltip } from './Tooltip.tsx';

interface HoverLayerProps {
  readonly spec: ChartSpec;
  readonly model: PlotModel;
  readonly xAxis: XAxis;
}

/** Reads the chart by pointer, touch or arrow keys; shows the place looked at in every chart. */
export function HoverLayer({ spec, model, xAxis }: HoverLayerProps): ReactElement {
  const hover = useStore(hoverStore);
  const [focused, setFocused] = useState(false);
  const [left, right] = xAxis.domain;
  const width = model.width - MARGIN.left - MARGIN.right;
  const height = model.height - MARGIN.top - MARGIN.bottom;
  const x = hover.x === null || hover.x < left || hover.x > right ? null : hover.x;
  const at = (((x ?? left) - left) / (right - left)) * width;
  const lookAt = (place: number) => hoverStore.setState({ x: snap(place, xAxis), chart: spec.id });
  const leave = () => hoverStore.setState({ x: null, chart: null });

  function point(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    lookAt(left + ((event.clientX - box.left) / box.width) * (right - left));
  }
  function press(event: KeyboardEvent): void {
    const place = keyPlace(event, x ?? right, xAxis);
    if (place === null) return;
    event.preventDefault();
    lookAt(place);
  }

  return (
    <div
      className={styles.hoverLayer}
      style={{ left: MARGIN.left, top: MARGIN.top, width, height }}
      role="slider"
      tabIndex={0}
      aria-label={`${spec.title}: values at a place; arrow keys move it`}
      aria-valuemin={left}
      aria-valuemax={right}
      aria-valuenow={x ?? right}
      aria-valuetext={focused && x !== null ? spoken(spec, x, xAxis) : 'nothing chosen'}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={leave}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        setFocused(false);
        leave();
      }}
      onKeyDown={press}
    >
      {x !== null && (
        <>
          <div className={styles.cursor} style={{ transform: `translateX(${at}px)` }} />
          <Dots spec={spec} model={model} x={x} width={width} height={height} />
          {hover.chart === spec.id && (
            <Tooltip spec={spec} xAxis={xAxis} x={x} at={at} width={width} />
          )}
        </>
      )}
    </div>
  );
}

/** Where an arrow key leads; null for other keys. */
function keyPlace(event: KeyboardEvent, from: number, { kind, domain }: XAxis): number | null {
  const [left, right] = domain;
  const fine = COST_AXES[kind].whole ? 1 : (right - left) / 100;
  const step = event.shiftKey ? Math.max(fine, (right - left) / 10) : fine;
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return from - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return from + step;
    case 'Home':
      return left;
    case 'End':
      return right;
    default:
      return null;
  }
}

interface DotsProps {
  readonly spec: ChartSpec;
  readonly model: PlotModel;
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

function Dots({ spec, model, x, width, height }: DotsProps): ReactElement {
  const [left, right] = model.x.domain;
  const [low, high] = model.y.domain;
  return (
    <svg className={styles.dots} width={width} height={height} aria-hidden="true">
      {readings(spec, x).map((reading) => {
        const y = toDisplay(reading.value, spec.scale);
        if (!(y >= low && y <= high)) return null;
        return (
          <circle
            key={reading.series.id}
            cx={((reading.x - left) / (right - left)) * width}
            cy={((high - y) / (high - low)) * height}
            r={reading.series.appearance.width / 2 + 2}
            fill={reading.series.appearance.color}
            stroke="var(--lab-panel)"
          />
        );
      })}
    </svg>
  );
}
