import { type PointerEvent, useState } from 'react';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import type { PlotModel } from './plotModel.ts';
import { type Domain, fromDisplay } from './scale.ts';
import { verticalKey, zoomTo, zoomVertically } from './zoomStore.ts';

/** In fewer pixels a drag is a click with an unsteady hand. */
const LEAST_PX = 5;

/** A rectangle in pixels of the plotting area. */
export interface Selection {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Drag {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  /** With Shift the drag is a rectangle; without, it takes the chart's whole height. */
  readonly vertical: boolean;
}

export interface DragSelection {
  /** What would be shown if the button were released now; null while nothing is dragged. */
  readonly selection: Selection | null;
  begin(event: PointerEvent<HTMLElement>): void;
  move(event: PointerEvent<HTMLElement>): void;
  end(): void;
  cancel(): void;
}

/**
 * Dragging with mouse or pen chooses a part of the horizontal axis for all charts over it, and with Shift a part of
 * this chart's vertical axis too. On a touch screen dragging reads values; there the window below the charts zooms.
 */
export function useDragSelection(
  spec: ChartSpec,
  model: PlotModel,
  xAxis: XAxis,
  whole: XAxis | null,
): DragSelection {
  const [drag, setDrag] = useState<Drag | null>(null);
  const { width, height, x, y } = model.area;
  const place = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return [
      Math.min(width, Math.max(0, event.clientX - box.left)),
      Math.min(height, Math.max(0, event.clientY - box.top)),
    ] as const;
  };
  const selection = drag && selectionOf(drag, height);
  return {
    selection,
    begin(event) {
      if (!whole || event.button !== 0 || event.pointerType === 'touch') return;
      const [fromX, fromY] = place(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ fromX, fromY, toX: fromX, toY: fromY, vertical: event.shiftKey });
    },
    move(event) {
      if (!drag) return;
      const [toX, toY] = place(event);
      setDrag({ ...drag, toX, toY, vertical: event.shiftKey });
    },
    end() {
      setDrag(null);
      if (!selection || !whole || !drag) return;
      const at = ([low, high]: Domain, share: number) => low + share * (high - low);
      zoomTo(whole, [
        at(x, selection.left / width),
        at(x, (selection.left + selection.width) / width),
      ]);
      if (!drag.vertical) return;
      const [low, high] = [
        at(y, 1 - (selection.top + selection.height) / height),
        at(y, 1 - selection.top / height),
      ].map((end) => fromDisplay(end, spec.scale)) as [number, number];
      zoomVertically(xAxis.kind, verticalKey(spec), [low, high]);
    },
    cancel: () => setDrag(null),
  };
}

function selectionOf({ fromX, fromY, toX, toY, vertical }: Drag, height: number): Selection | null {
  const width = Math.abs(toX - fromX);
  const tall = Math.abs(toY - fromY);
  if (width < LEAST_PX || (vertical && tall < LEAST_PX)) return null;
  return {
    left: Math.min(fromX, toX),
    width,
    top: vertical ? Math.min(fromY, toY) : 0,
    height: vertical ? tall : height,
  };
}
