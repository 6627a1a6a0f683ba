import type { Stroke } from './glyphs.ts';

/** Straight pieces to each span between two given points of a curved stroke. */
const PIECES = 6;

/** Catmull–Rom: the cubic through p₁ at t = 0 and p₂ at t = 1 with tangents (p₂−p₀)/2 and (p₃−p₁)/2. */
function catmullRom(p0: number, p1: number, p2: number, p3: number, t: number): number {
  const linear = (p2 - p0) / 2;
  const quadratic = p0 - 2.5 * p1 + 2 * p2 - p3 / 2;
  const cubic = (p3 - p0) / 2 + (3 * (p1 - p2)) / 2;
  return p1 + t * (linear + t * (quadratic + t * cubic));
}

/**
 * The stroke as a polyline x₀, y₀, x₁, y₁, …: an interpolating Catmull–Rom spline, its ends
 * continued by reflection. Straight strokes are cut into pieces too, so that they can be bent.
 */
export function strokeToPolyline(stroke: Stroke): Float64Array {
  const spans = stroke.length / 2 - 1;
  const line = new Float64Array(2 * (spans * PIECES + 1));
  const at = (point: number, axis: number): number => stroke[2 * point + axis] as number;
  const extended = (point: number, axis: number): number => {
    if (point < 0) return 2 * at(0, axis) - at(1, axis);
    if (point > spans) return 2 * at(spans, axis) - at(spans - 1, axis);
    return at(point, axis);
  };
  for (let axis = 0; axis < 2; axis++) {
    for (let span = 0; span < spans; span++) {
      const p0 = extended(span - 1, axis);
      const p1 = at(span, axis);
      const p2 = at(span + 1, axis);
      const p3 = extended(span + 2, axis);
      for (let piece = 0; piece < PIECES; piece++) {
        line[2 * (span * PIECES + piece) + axis] = catmullRom(p0, p1, p2, p3, piece / PIECES);
      }
    }
    line[2 * spans * PIECES + axis] = at(spans, axis);
  }
  return line;
}
