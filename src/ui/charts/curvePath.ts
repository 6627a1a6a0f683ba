import type { PlotPoint } from './decimate.ts';
import type { Domain } from './scale.ts';

/** Where the plotting area lies on the chart, in pixels, and what it shows. */
export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Domain;
  readonly y: Domain;
}

export function pixelX(area: PlotArea, x: number): number {
  return area.left + ((x - area.x[0]) / (area.x[1] - area.x[0])) * area.width;
}

export function pixelY(area: PlotArea, y: number): number {
  return area.top + ((area.y[1] - y) / (area.y[1] - area.y[0])) * area.height;
}

/** The SVG path of a curve, broken where it has no value; a point between two breaks is a short dash. */
export function curvePath(points: readonly PlotPoint[], area: PlotArea): string {
  let path = '';
  let open = false;
  points.forEach(({ x, y }, index) => {
    if (y === null) {
      open = false;
      return;
    }
    const place = `${round(pixelX(area, x))} ${round(pixelY(area, y))}`;
    const alone = !open && (points[index + 1]?.y ?? null) === null;
    path += open ? `L${place}` : `M${place}`;
    if (alone) path += 'h1';
    open = true;
  });
  return path;
}

/** Hundredths of a pixel are finer than any screen. */
function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

/** A curve of so few points shows each of them. */
export const POINTS_WITH_DOTS = 24;
/** Strokes along the upper and outer edges keep their full width. */
export const OVERHANG = 3;
