import { createStore } from 'zustand/vanilla';
import type { XAxis } from './chartSpec.ts';
import type { XAxisKind } from './columns.ts';
import { type Domain, fromDisplay, type Scale, toDisplay } from './scale.ts';

/** What is looked at more closely; values and not pixels, so that it stays while records come. */
export interface Zoom {
  /** Of which axis `from` and `to` are places; on another they mean nothing. */
  readonly kind: XAxisKind | null;
  /** null where the window reaches to the end, wherever that will be. */
  readonly from: number | null;
  readonly to: number | null;
  /** What single charts show of their vertical axis, by `verticalKey`. */
  readonly vertical: Readonly<Record<string, Domain>>;
}

const NO_ZOOM: Zoom = { kind: null, from: null, to: null, vertical: {} };

/** Of the page, like the place looked at: all charts over one axis show the same window of it. */
export const zoomStore = createStore<Zoom>(() => NO_ZOOM);

export function resetZoom(): void {
  zoomStore.setState(NO_ZOOM, true);
}

/** A chart that shows something else, or something else of it, has another vertical axis. */
export function verticalKey({ id, unit }: { readonly id: string; readonly unit: string }): string {
  return `${id} ${unit}`;
}

/** Shows the part of the axis between two places of display space; an end beyond the axis's stays open. */
export function zoomTo(whole: XAxis, [from, to]: Domain): void {
  const { kind, scale = 'linear', domain } = whole;
  const [left, right] = domain;
  const window = {
    from: from <= left ? null : fromDisplay(from, scale),
    to: to >= right ? null : fromDisplay(to, scale),
  };
  zoomStore.setState((zoom) => ({
    kind,
    ...window,
    vertical: zoom.kind === kind ? zoom.vertical : {},
  }));
}

/** Shows of one chart the part of its vertical axis between two values. */
export function zoomVertically(kind: XAxisKind, key: string, values: Domain): void {
  zoomStore.setState((zoom) => ({
    ...(zoom.kind === kind ? zoom : NO_ZOOM),
    kind,
    vertical: { ...(zoom.kind === kind ? zoom.vertical : {}), [key]: values },
  }));
}

/** The part of the axis that is shown; all of it where the window lies beyond its ends. */
export function zoomedAxis(whole: XAxis, { kind, from, to }: Zoom): XAxis {
  if (kind !== whole.kind || (from === null && to === null)) return whole;
  const { scale = 'linear', domain } = whole;
  const [left, right] = domain;
  const start = from === null ? left : toDisplay(from, scale);
  const end = to === null ? right : toDisplay(to, scale);
  // On a logarithmic axis an end at or before 0 has no place: NaN.
  const shown = [Number.isNaN(start) ? left : start, Number.isNaN(end) ? right : end] as const;
  return shown[0] < right && shown[1] > left && shown[0] < shown[1]
    ? { ...whole, domain: shown }
    : whole;
}

/** What is shown of a chart's vertical axis in display space; null for all of it. */
export function verticalWindow(
  zoom: Zoom,
  kind: XAxisKind,
  chart: { readonly id: string; readonly unit: string; readonly scale: Scale },
): Domain | null {
  const values = zoom.kind === kind ? zoom.vertical[verticalKey(chart)] : undefined;
  if (!values) return null;
  const [low, high] = values.map((value) => toDisplay(value, chart.scale)) as [number, number];
  return low < high ? [low, high] : null;
}
