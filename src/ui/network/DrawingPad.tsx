import { Button } from '@mantine/core';
import { type PointerEvent, type ReactElement, useEffect, useRef } from 'react';
import type { PictureSize } from '../../model/dataset.ts';
import { type Point, rasterise } from './drawing.ts';
import { useNetwork, useNetworkControl } from './networkContext.ts';
import predictStyles from './predict.module.css';

/** Of the picture that is drawn on; CSS fits it to its room. */
const SIDE = 280;
const PEN = 22;

/** Draws a digit with mouse, pen or finger; the networks answer while it is drawn. */
export function DrawingPad({ size }: { size: PictureSize }): ReactElement {
  const control = useNetworkControl();
  const drawn = useNetwork((state) => state.question?.kind === 'drawing');
  const canvas = useRef<HTMLCanvasElement>(null);
  const strokes = useRef<Point[][]>([]);
  const frame = useRef<number | null>(null);

  function wipe(): void {
    strokes.current = [];
    canvas.current?.getContext('2d')?.clearRect(0, 0, SIDE, SIDE);
  }
  // Another question took the drawing's place.
  useEffect(() => {
    if (!drawn && strokes.current.length > 0 && frame.current === null) wipe();
  });
  useEffect(() => {
    return () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      frame.current = null;
    };
  }, []);

  /** The networks are asked once a frame. */
  function ask(): void {
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      control.askDrawing(rasterise(strokes.current, size));
    });
  }
  function begin(event: PointerEvent<HTMLCanvasElement>): void {
    if (!event.isPrimary || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!drawn) wipe();
    strokes.current.push([]);
    extend(event);
  }
  function extend(event: PointerEvent<HTMLCanvasElement>): void {
    const stroke = strokes.current.at(-1);
    if (!stroke || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top, width } = event.currentTarget.getBoundingClientRect();
    const scale = SIDE / width;
    const moves = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const { clientX, clientY } of moves.length > 0 ? moves : [event.nativeEvent]) {
      const point = { x: (clientX - left) * scale, y: (clientY - top) * scale };
      drawLine(event.currentTarget, stroke.at(-1) ?? point, point);
      stroke.push(point);
    }
    ask();
  }

  return (
    <div className={predictStyles.padBox}>
      <canvas
        ref={canvas}
        width={SIDE}
        height={SIDE}
        className={predictStyles.pad}
        data-testid="drawing-pad"
        role="img"
        aria-label="Draw a digit here; with the keyboard choose a sample below"
        onPointerDown={begin}
        onPointerMove={extend}
      />
      {!drawn && <span className={predictStyles.padHint}>Draw a digit</span>}
      <Button
        size="compact-xs"
        variant="default"
        className={predictStyles.clear}
        disabled={!drawn}
        onClick={() => {
          wipe();
          control.askDrawing(null);
        }}
      >
        Clear
      </Button>
    </div>
  );
}

function drawLine(canvas: HTMLCanvasElement, from: Point, to: Point): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.strokeStyle = getComputedStyle(canvas).color;
  context.lineWidth = PEN;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}
