import { type KeyboardEvent, type PointerEvent, type ReactElement, useState } from 'react';
import { useStore } from 'zustand';
import { SHORTCUTS } from '../keys/shortcuts.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import styles from './charts.module.css';
import { COST_AXES } from './costAxis.ts';
import { pixelX, pixelY } from './curvePath.ts';
import { type DragSelection, useDragSelection } from './dragSelection.ts';
import { hoverStore } from './hoverStore.ts';
import { readings, snap, spoken } from './inspection.ts';
import type { PlotModel } from './plotModel.ts';
import { fromDisplay, toDisplay } from './scale.ts';
import { Tooltip } from './Tooltip.tsx';
import { resetZoom } from './zoomStore.ts';

interface HoverLayerProps {
  readonly spec: ChartSpec;
  readonly model: PlotModel;
  /** As the chart shows it. */
  readonly xAxis: XAxis;
  /** All of the axis; without it the chart cannot be zoomed. */
  readonly whole?: XAxis;
}

/** Reads the chart by pointer, touch or arrow keys; shows the place looked at in every chart. */
export function HoverLayer({ spec, model, xAxis, whole }: HoverLayerProps): ReactElement {
  const hover = useStore(hoverStore);
  const [focused, setFocused] = useState(false);
  const drag = useDragSelection(spec, model, xAxis, whole ?? null);
  const { scale = 'linear', domain } = xAxis;
  const { area } = model;
  const [left, right] = domain;
  const at = hover.x === null ? Number.NaN : toDisplay(hover.x, scale);
  // A place beyond the window is not shown, nor 0 on a logarithmic axis.
  const x = at >= left - EDGE && at <= right + EDGE ? hover.x : null;
  const newest = fromDisplay(right, scale);
  const lookAt = (place: number) => hoverStore.setState({ x: snap(place, xAxis), chart: spec.id });
  const leave = () => hoverStore.setState({ x: null, chart: null });

  function point(event: PointerEvent<HTMLDivElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    lookAt(fromDisplay(left + share * (right - left), scale));
  }
  function press(event: KeyboardEvent): void {
    if (event.key === 'Escape') drag.cancel();
    if (whole && event.key.toLowerCase() === SHORTCUTS.unzoom.key) resetZoom();
    const place = keyPlace(event, x ?? newest, xAxis);
    if (place === null) return;
    event.preventDefault();
    lookAt(place);
  }

  return (
    <div
      className={styles.hoverLayer}
      style={{ left: area.left, top: area.top, width: area.width, height: area.height }}
      role="slider"
      tabIndex={0}
      aria-label={`${spec.title}: values at a place; arrow keys move it`}
      aria-valuemin={fromDisplay(left, scale)}
      aria-valuemax={newest}
      aria-valuenow={x ?? newest}
      aria-valuetext={focused && x !== null ? spoken(spec, x, xAxis) : 'nothing chosen'}
      onPointerMove={(event) => {
        point(event);
        drag.move(event);
      }}
      onPointerDown={(event) => {
        point(event);
        drag.begin(event);
      }}
      onPointerUp={drag.end}
      onPointerCancel={drag.cancel}
      onDoubleClick={whole && resetZoom}
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
          <div
            className={styles.cursor}
            style={{ transform: `translateX(${pixelX(area, at) - area.left}px)` }}
          />
          <Dots spec={spec} model={model} x={x} xAxis={xAxis} />
        </>
      )}
      <Selected drag={drag} />
      {x !== null && hover.chart === spec.id && !drag.selection && (
        <Tooltip spec={spec} xAxis={xAxis} x={x} at={pixelX(area, at)} model={model} />
      )}
    </div>
  );
}

/** Rounding of a logarithm at the ends of the window. */
const EDGE = 1e-9;

function Selected({ drag: { selection } }: { drag: DragSelection }): ReactElement | null {
  if (!selection) return null;
  return <div className={styles.selection} style={{ ...selection }} />;
}

/** Where an arrow key leads; null for other keys. */
function keyPlace(event: KeyboardEvent, from: number, axis: XAxis): number | null {
  const { kind, scale = 'linear', domain } = axis;
  const [left, right] = domain;
  const share = event.shiftKey ? 0.1 : 0.01;
  const moved = (direction: 1 | -1) => {
    const place = toDisplay(from, scale) + direction * share * (right - left);
    const to = fromDisplay(place, scale);
    if (!COST_AXES[kind].whole) return to;
    // Of whole numbers at least the next, and the very next unless Shift is held on a linear axis.
    if (scale === 'linear' && !event.shiftKey) return from + direction;
    return direction > 0 ? Math.max(from + 1, Math.round(to)) : Math.min(from - 1, Math.round(to));
  };
  switch (event.key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return moved(-1);
    case 'ArrowRight':
    case 'ArrowUp':
      return moved(1);
    case 'Home':
      return fromDisplay(left, scale);
    case 'End':
      return fromDisplay(right, scale);
    default:
      return null;
  }
}

interface DotsProps {
  readonly spec: ChartSpec;
  readonly model: PlotModel;
  readonly x: number;
  readonly xAxis: XAxis;
}

function Dots({ spec, model, x, xAxis }: DotsProps): ReactElement {
  const { area } = model;
  const [low, high] = area.y;
  return (
    <svg className={styles.dots} width={area.width} height={area.height} aria-hidden="true">
      {readings(spec, x).map((reading) => {
        const y = toDisplay(reading.value, spec.scale);
        const place = toDisplay(reading.x, xAxis.scale ?? 'linear');
        if (!(y >= low && y <= high && place >= area.x[0] && place <= area.x[1])) return null;
        return (
          <circle
            key={reading.series.id}
            cx={pixelX(area, place) - area.left}
            cy={pixelY(area, y) - area.top}
            r={reading.series.appearance.width / 2 + 2}
            fill={reading.series.appearance.color}
            stroke="var(--lab-panel)"
          />
        );
      })}
    </svg>
  );
}
