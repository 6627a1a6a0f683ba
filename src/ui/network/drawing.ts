import type { PictureSize } from '../../model/dataset.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the pen drew between going down and coming up, in any unit. */
export type Stroke = readonly Point[];

/** MNIST's digits fill a box of 20 pixels within 28, and their pens are about this wide. */
const BOX_SHARE = 20 / 28;
const PEN_SHARE = 2.6 / 28;

/**
 * Strokes as MNIST would have them (LeCun et al. 1998, §III.A): scaled to a box of 20 of 28 pixels with their proportions
 * kept, anti-aliased, the centre of mass in the middle. The pen is as wide however large the drawing was. Shares of full
 * ink, `width·height`.
 */
export function rasterise(strokes: readonly Stroke[], size: PictureSize): Float32Array {
  const points = strokes.flat();
  if (points.length === 0) return new Float32Array(size.width * size.height);
  const side = Math.min(size.width, size.height);
  const pen = Math.max(1, PEN_SHARE * side);
  const fitted = scaleToBox(strokes, points, size, BOX_SHARE * side - pen);
  const mass = centreOfMass(coverage(fitted, size, pen), size);
  const centred = fitted.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: x + (size.width - 1) / 2 - mass.x,
      y: y + (size.height - 1) / 2 - mass.y,
    })),
  );
  return coverage(centred, size, pen);
}

/** Scales so that the longer side is `extent`, the box of the points in the middle. */
function scaleToBox(
  strokes: readonly Stroke[],
  points: readonly Point[],
  { width, height }: PictureSize,
  extent: number,
): readonly Stroke[] {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [left, right] = [least(xs), greatest(xs)];
  const [top, bottom] = [least(ys), greatest(ys)];
  const longer = Math.max(right - left, bottom - top);
  // A dot has no size: it stays a dot.
  const scale = longer > 0 ? extent / longer : 0;
  return strokes.map((stroke) =>
    stroke.map(({ x, y }) => ({
      x: (width - 1) / 2 + scale * (x - (left + right) / 2),
      y: (height - 1) / 2 + scale * (y - (top + bottom) / 2),
    })),
  );
}

/** The share of each pixel that a round pen covers: 1 within its edge, falling to 0 over one pixel. */
function coverage(
  strokes: readonly Stroke[],
  { width, height }: PictureSize,
  pen: number,
): Float32Array {
  const ink = new Float32Array(width * height);
  const reach = pen / 2 + 0.5;
  for (const stroke of strokes)
    stroke.forEach((to, index) => {
      const from = stroke[Math.max(0, index - 1)] as Point;
      const [left, right] = range(from.x, to.x, reach, width);
      const [top, bottom] = range(from.y, to.y, reach, height);
      for (let y = top; y <= bottom; y++)
        for (let x = left; x <= right; x++) {
          const share = Math.min(1, Math.max(0, reach - distance({ x, y }, from, to)));
          ink[y * width + x] = Math.max(ink[y * width + x] as number, share);
        }
    });
  return ink;
}

/** Pixels within reach of a segment along one axis. */
function range(from: number, to: number, reach: number, size: number): readonly [number, number] {
  return [
    Math.max(0, Math.floor(Math.min(from, to) - reach)),
    Math.min(size - 1, Math.ceil(Math.max(from, to) + reach)),
  ];
}

/** From a point to a segment. */
function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const square = dx * dx + dy * dy;
  const along = square > 0 ? ((point.x - from.x) * dx + (point.y - from.y) * dy) / square : 0;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}

function centreOfMass(ink: Float32Array, { width }: PictureSize): Point {
  let [mass, x, y] = [0, 0, 0];
  ink.forEach((share, index) => {
    mass += share;
    x += share * (index % width);
    y += share * Math.floor(index / width);
  });
  return { x: x / mass, y: y / mass };
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
