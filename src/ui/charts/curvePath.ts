import type { PlotPoint } from './decimate.ts';
import type { BandPoint } from './drawing.ts';
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

/** The outline of a band: along its upper edge and back along the lower one, apart where an edge has no place. */
export function bandPath(points: readonly BandPoint[], area: PlotArea): string {
  let path = '';
  let part: BandPoint[] = [];
  const close = () => {
    if (part.length > 0) path += outline(part, area);
    part = [];
  };
  for (const point of points) {
    if (Number.isNaN(point.low) || Number.isNaN(point.high)) close();
    else part.push(point);
  }
  close();
  return path;
}

function outline(points: readonly BandPoint[], area: PlotArea): string {
  const place = (x: number, y: number) => `${round(pixelX(area, x))} ${round(pixelY(area, y))}`;
  const above = points.map(({ x, high }) => place(x, high));
  const below = points.toReversed().map(({ x, low }) => place(x, low));
  return `M${[...above, ...below].join('L')}Z`;
}

/** Hundredths of a pixel are finer than any screen. */
function round(pixels: number): number {
  return Math.round(pixels * 100) / 100;
}

/** A curve of so few points shows each of them. */
export const POINTS_WITH_DOTS = 24;
/** Strokes along the upper and outer edges keep their full width. */
export const OVERHANG = 3;
