/** The innermost loop of a product, with the memory that it works in. */
export interface Panels {
  readonly language: 'WebAssembly' | 'JavaScript';
  /** Rows and columns of the tile of the product that one call computes. */
  readonly tileRows: number;
  readonly tileColumns: number;
  /** Packed blocks of both operands, see packPanels.ts: panels of tileRows and of tileColumns. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** The result of the last call, row-major. */
  readonly tile: Float64Array;
  /**
   * tile = PᵀQ for P `depth × tileRows` at a[startA …] and Q `depth × tileColumns` at b[startB …]; every element is one plain
   * sum in the order of the depth, so that all implementations give the same bits. `depth` is at least 1.
   */
  readonly multiply: (startA: number, startB: number, depth: number) => void;
}

/** Elements that `a` and `b` hold. */
export interface PanelSizes {
  readonly a: number;
  readonly b: number;
}
