import { type KeyboardEvent, type PointerEvent, type ReactElement, useState } from 'react';
import { SHORTCUTS } from '../keys/shortcuts.ts';
import styles from './brush.module.css';
import { ALL, dragged, type Grip, keyStep, type Share, shifted, withEnd } from './brushWindow.ts';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import { COST_AXES, placeText } from './costAxis.ts';
import { Overview } from './Overview.tsx';
import { fromDisplay } from './scale.ts';
import { useZoomedAxis } from './useZoom.ts';
import { resetZoom, zoomTo } from './zoomStore.ts';

interface BrushProps {
  /** Drawn small over all of the axis. */
  readonly overview: ChartSpec;
  readonly xAxis: XAxis;
}

interface Drag {
  readonly grip: Grip;
  readonly before: Share;
  readonly start: number;
}

/** Pixels around an end of the window that take hold of it. */
const GRIP_PX = 14;

/**
 * The window of the horizontal axis that all charts show, over a small drawing of the whole. By pointer and touch it
 * is drawn anew, moved or stretched; its sliders do the same by arrow keys.
 */
export function Brush({ overview, xAxis: whole }: BrushProps): ReactElement {
  const shown = useZoomedAxis(whole);
  const [drag, setDrag] = useState<Drag | null>(null);
  const [left, right] = whole.domain;
  const share = (place: number) => Math.min(1, Math.max(0, (place - left) / (right - left)));
  const window: Share = shown === whole ? ALL : [share(shown.domain[0]), share(shown.domain[1])];
  const change = ([from, to]: Share) =>
    from <= 0 && to >= 1
      ? resetZoom()
      : zoomTo(whole, [left + from * (right - left), left + to * (right - left)]);

  function place(event: PointerEvent<HTMLElement>): { at: number; width: number } {
    const box = event.currentTarget.getBoundingClientRect();
    return { at: (event.clientX - box.left) / box.width, width: box.width };
  }
  function take(event: PointerEvent<HTMLElement>): void {
    if (event.button !== 0) return;
    const { at, width } = place(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ grip: gripAt(at, window, GRIP_PX / width), before: window, start: at });
  }
  function move(event: PointerEvent<HTMLElement>): void {
    if (drag) change(dragged(drag.grip, drag.before, drag.start, place(event).at));
  }

  return (
    <fieldset className={styles.brush} aria-label="Part of the axis that the charts show">
      <div
        className={styles.track}
        onPointerDown={take}
        onPointerMove={move}
        onPointerUp={() => setDrag(null)}
        onPointerCancel={() => setDrag(null)}
      >
        <Overview spec={overview} xAxis={whole} />
        <Sliders window={window} xAxis={whole} onChange={change} />
      </div>
    </fieldset>
  );
}

function gripAt(at: number, [from, to]: Share, near: number): Grip {
  if (Math.abs(at - from) <= near) return 'from';
  if (Math.abs(at - to) <= near) return 'to';
  return at > from && at < to && to - from < 1 ? 'whole' : 'new';
}

interface SlidersProps {
  readonly window: Share;
  readonly xAxis: XAxis;
  readonly onChange: (window: Share) => void;
}

/** The two ends of the window and, once it is less than all, the window as a whole. */
function Sliders({ window, xAxis, onChange }: SlidersProps): ReactElement {
  const [from, to] = window;
  const percent = (share: number) => `${100 * share}%`;
  return (
    <>
      <div className={styles.shade} style={{ left: 0, right: percent(1 - from) }} />
      <div className={styles.shade} style={{ left: percent(to), right: 0 }} />
      {to - from < 1 && (
        <Slider
          className={styles.window}
          label="Window of the charts"
          xAxis={xAxis}
          at={from}
          bounds={[0, 1 - (to - from)]}
          style={{ left: percent(from), right: percent(1 - to) }}
          onMove={(by) => onChange(shifted(window, by))}
        />
      )}
      <Slider
        className={styles.end}
        label="Start of the window"
        xAxis={xAxis}
        at={from}
        bounds={[0, to]}
        style={{ left: percent(from) }}
        onMove={(by) => onChange(withEnd(window, 'from', from + by))}
      />
      <Slider
        className={styles.end}
        label="End of the window"
        xAxis={xAxis}
        at={to}
        bounds={[from, 1]}
        style={{ left: percent(to) }}
        onMove={(by) => onChange(withEnd(window, 'to', to + by))}
      />
    </>
  );
}

/** A step of the arrow keys, as a share of the axis. */
const STEP = 0.01;

interface SliderProps {
  readonly className: string | undefined;
  readonly label: string;
  readonly xAxis: XAxis;
  readonly at: number;
  readonly bounds: Share;
  readonly style: { readonly left: string; readonly right?: string };
  readonly onMove: (by: number) => void;
}

function Slider({ className, label, xAxis, at, bounds, style, onMove }: SliderProps) {
  const { kind, scale = 'linear', domain } = xAxis;
  const [left, right] = domain;
  const { whole } = COST_AXES[kind];
  const valueAt = (share: number) => {
    const value = fromDisplay(left + share * (right - left), scale);
    return whole ? Math.round(value) : value;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() === SHORTCUTS.unzoom.key) resetZoom();
    const least = whole && scale === 'linear' ? 1 / (right - left) : 0;
    const by = keyStep(event.key, event.shiftKey, Math.max(STEP, least));
    if (by === null) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <div
      className={className}
      style={style}
      role="slider"
      tabIndex={0}
      aria-label={`${label}; arrow keys move it`}
      aria-valuemin={valueAt(bounds[0])}
      aria-valuemax={valueAt(bounds[1])}
      aria-valuenow={valueAt(at)}
      aria-valuetext={placeText(valueAt(at), kind)}
      onKeyDown={press}
    />
  );
}
