/** Sizes in CSS pixels. */
export const NODE = { weights: 54, radius: 24, rowHeight: 132, lead: 72 } as const;

/** A layer's cell has W_l, z_l and a_l (or R) side by side. */
const NARROWEST_CELL = 204;
const WIDEST_CELL = 290;
/** Room at the right end for the arrow that turns to the next row. */
const TURN = 14;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where one layer is drawn: the centres of its nodes. */
export interface LayerPlace {
  readonly layer: number;
  readonly weights: Point;
  readonly z: Point;
  /** a_l; R for the last layer. */
  readonly out: Point;
  /** The first of its row: the arrow into it comes from X or from the row above. */
  readonly first: boolean;
}

export interface ChainLayout {
  readonly width: number;
  readonly height: number;
  /** a_0 = X, at the beginning of the first row. */
  readonly input: Point;
  readonly layers: readonly LayerPlace[];
  /** SVG paths of the arrows from the end of a row to the beginning of the next. */
  readonly turns: readonly string[];
}

/** Lays the chain X → W_1 → z_1 → a_1 → … → z_L → R out in as many rows as the width asks for, of like length. */
export function chainLayout(layers: number, width: number): ChainLayout {
  const room = width - NODE.lead - TURN;
  const most = Math.max(1, Math.floor(room / NARROWEST_CELL));
  const rows = Math.ceil(layers / most);
  const perRow = Math.ceil(layers / rows);
  const cell = Math.min(WIDEST_CELL, room / perRow);
  // The arrows to z, to a and to the next layer are of one length.
  const gap = (cell - NODE.weights - 4 * NODE.radius) / 3;
  const centre = (row: number) => NODE.rowHeight * (row + 0.5);
  const places = Array.from({ length: layers }, (_, index): LayerPlace => {
    const row = Math.floor(index / perRow);
    const left = NODE.lead + (index % perRow) * cell;
    const zLeft = left + NODE.weights + gap;
    return {
      layer: index + 1,
      weights: { x: left + NODE.weights / 2, y: centre(row) },
      z: { x: zLeft + NODE.radius, y: centre(row) },
      out: { x: zLeft + gap + 3 * NODE.radius, y: centre(row) },
      first: index % perRow === 0,
    };
  });
  const ends = places.filter((_, index) => places[index + 1]?.first);
  return {
    width,
    height: rows * NODE.rowHeight,
    input: { x: NODE.radius + 2, y: centre(0) },
    layers: places,
    turns: ends.map(({ out }) => turn(out)),
  };
}

/** From the right of a_l down between the rows, back to the left and into the next row. */
function turn({ x, y }: Point): string {
  const right = x + NODE.radius;
  const far = right + TURN - 4;
  const between = y + NODE.rowHeight / 2;
  const left = NODE.radius;
  const below = y + NODE.rowHeight;
  return `M${right} ${y}H${far}V${between}H${left}V${below}H${NODE.lead - 4}`;
}
