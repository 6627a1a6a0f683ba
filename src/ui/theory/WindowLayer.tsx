import { type KeyboardEvent, type PointerEvent, type ReactElement, useState } from 'react';
import { useStore } from 'zustand';
import chartStyles from '../charts/charts.module.css';
import type { PlotArea } from '../charts/curvePath.ts';
import { hoverStore } from '../charts/hoverStore.ts';
import { formatCount } from '../format.ts';
import { dragged, type FitWindow, type Grip, keySteps, shifted, withEnd } from './fitWindow.ts';
import { type GapAxis, iterationAt, placeOfIteration } from './gapSpec.ts';
import styles from './theory.module.css';

interface WindowLayerProps {
  readonly area: PlotArea;
  readonly axis: GapAxis;
  readonly window: FitWindow;
  /** Newest iteration of the run whose rate is fitted. */
  readonly last: number;
  readonly onChange: (window: FitWindow) => void;
}

interface Drag {
  readonly grip: Grip;
  readonly before: FitWindow;
  readonly start: number;
}

/** Pixels around an end of the window that take hold of it. */
const GRIP_PX = 9;

/**
 * The window over which the rate is fitted: drawn anew, moved or stretched by dragging. The sliders
 * within do the same by arrow keys.
 */
export function WindowLayer({
  area,
  axis,
  window,
  last,
  onChange,
}: WindowLayerProps): ReactElement {
  const [drag, setDrag] = useState<Drag | null>(null);
  const [left, right] = area.x;
  const pixelOf = (k: number) =>
    Math.min(
      area.width,
      Math.max(0, ((placeOfIteration(k, axis) - left) / (right - left)) * area.width),
    );
  const [from, to] = [pixelOf(window[0]), pixelOf(window[1])];

  function place(event: PointerEvent<HTMLElement>): { pixel: number; k: number } {
    const pixel = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return { pixel, k: iterationAt(left + (pixel / area.width) * (right - left), axis) };
  }
  function take(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    const { pixel, k } = place(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ grip: gripAt(pixel, from, to), before: window, start: k });
  }
  function move(event: PointerEvent<HTMLElement>): void {
    const { k } = place(event);
    hoverStore.setState({ x: Math.max(0, k), chart: 'theory-gap' });
    if (drag) onChange(dragged(drag.grip, drag.before, drag.start, k, last));
  }

  return (
    <div
      className={styles.windowLayer}
      style={{ left: area.left, top: area.top, width: area.width, height: area.height }}
      onPointerDown={take}
      onPointerMove={move}
      onPointerUp={() => setDrag(null)}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => hoverStore.setState({ x: null, chart: null })}
    >
      <WindowSliders window={window} last={last} from={from} to={to} onChange={onChange} />
      <Cursor pixelOf={pixelOf} last={iterationAt(right, axis)} />
    </div>
  );
}

function gripAt(pixel: number, from: number, to: number): Grip {
  if (Math.abs(pixel - from) <= GRIP_PX) return 'from';
  if (Math.abs(pixel - to) <= GRIP_PX) return 'to';
  return pixel > from && pixel < to ? 'whole' : 'new';
}

interface SlidersProps {
  readonly window: FitWindow;
  readonly last: number;
  /** Its ends in pixels. */
  readonly from: number;
  readonly to: number;
  readonly onChange: (window: FitWindow) => void;
}

/** The window as a whole and its two ends, for the keyboard. */
function WindowSliders({ window, last, from, to, onChange }: SlidersProps): ReactElement {
  const said = `k = ${formatCount(window[0])} to ${formatCount(window[1])}`;
  return (
    <>
      <Slider
        className={styles.window}
        label="Window of the fit"
        said={said}
        value={window[0]}
        bounds={[1, Math.max(1, last - (window[1] - window[0]))]}
        style={{ left: from, width: Math.max(1, to - from) }}
        onMove={(by) => onChange(shifted(window, by, last))}
      />
      <Slider
        className={styles.end}
        label="First iteration of the window"
        said={said}
        value={window[0]}
        bounds={[1, window[1] - 1]}
        style={{ left: from }}
        onMove={(by) => onChange(withEnd(window, 'from', window[0] + by, last))}
      />
      <Slider
        className={styles.end}
        label="Last iteration of the window"
        said={said}
        value={window[1]}
        bounds={[window[0] + 1, Math.max(window[0] + 1, last)]}
        style={{ left: to }}
        onMove={(by) => onChange(withEnd(window, 'to', window[1] + by, last))}
      />
    </>
  );
}

interface SliderProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly said: string;
  readonly value: number;
  readonly bounds: readonly [least: number, most: number];
  readonly style: { readonly left: number; readonly width?: number };
  readonly onMove: (by: number) => void;
}

function Slider({ className, label, said, value, bounds, style, onMove }: SliderProps) {
  const [least, most] = bounds;
  const press = (event: KeyboardEvent) => {
    const steps = keySteps(event.key, event.shiftKey, value, least, most);
    if (steps === null) return;
    event.preventDefault();
    onMove(steps);
  };
  return (
    <div
      className={className}
      style={style}
      role="slider"
      tabIndex={0}
      aria-label={`${label}; arrow keys move it`}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={said}
      onKeyDown={press}
    />
  );
}

interface CursorProps {
  readonly pixelOf: (k: number) => number;
  readonly last: number;
}

/** The place looked at, common to all charts. */
function Cursor({ pixelOf, last }: CursorProps): ReactElement | null {
  const k = useStore(hoverStore, (hover) => hover.x);
  if (k === null || k > last) return null;
  return (
    <div className={chartStyles.cursor} style={{ transform: `translateX(${pixelOf(k)}px)` }} />
  );
}
