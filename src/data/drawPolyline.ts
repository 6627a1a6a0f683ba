/** A square grey picture with values 0–1, row-major. */
export interface Canvas {
  readonly side: number;
  readonly ink: Float32Array;
}

/** How a pen draws: both in pixels. */
export interface Pen {
  /** Half the width of the line at each point of the polyline. */
  readonly radius: (point: number) => number;
  /** Width over which the edge fades from full to none. */
  readonly softness: number;
}

/**
 * Draws a polyline (x₀, y₀, x₁, y₁, … in pixels, pixel centres at .5) with round ends: a pixel at
 * distance d from the line gets clamp((r − d)/softness + ½, 0, 1), and keeps the darkest ink so far.
 * Each piece visits only the pixels that it can reach.
 */
export function drawPolyline(canvas: Canvas, line: Float64Array, pen: Pen): void {
  for (let point = 0; 2 * point + 3 < line.length; point++) {
    drawPiece(canvas, line.subarray(2 * point, 2 * point + 4), pen.radius(point), pen.softness);
  }
}

function drawPiece(canvas: Canvas, piece: Float64Array, radius: number, softness: number): void {
  const { side, ink } = canvas;
  const [x0, y0, x1, y1] = piece as unknown as readonly [number, number, number, number];
  const dx = x1 - x0;
  const dy = y1 - y0;
  const squaredLength = dx * dx + dy * dy || 1;
  const reach = radius + softness / 2;
  const left = Math.max(0, Math.floor(Math.min(x0, x1) - reach));
  const right = Math.min(side - 1, Math.floor(Math.max(x0, x1) + reach));
  const top = Math.max(0, Math.floor(Math.min(y0, y1) - reach));
  const bottom = Math.min(side - 1, Math.floor(Math.max(y0, y1) + reach));
  for (let row = top; row <= bottom; row++) {
    const py = row + 0.5 - y0;
    for (let column = left; column <= right; column++) {
      const px = column + 0.5 - x0;
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / squaredLength));
      const awayX = px - along * dx;
      const awayY = py - along * dy;
      const distance = Math.sqrt(awayX * awayX + awayY * awayY);
      const coverage = Math.min(1, (radius - distance) / softness + 0.5);
      const at = row * side + column;
      if (coverage > (ink[at] as number)) ink[at] = coverage;
    }
  }
}
