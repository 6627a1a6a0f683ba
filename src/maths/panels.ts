/** The inner loops of a product, with the memory that they work in. */
export interface Panels {
  readonly language: 'WebAssembly' | 'JavaScript';
  /** Rows and columns of the tiles that the product is computed in. */
  readonly tileRows: number;
  readonly tileColumns: number;
  /** Packed blocks of both operands, see packPanels.ts: panels of tileRows and of tileColumns. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** The result of the last call, row-major; its rows are {@link PanelSizes.columns} long. */
  readonly product: Float64Array;
  /**
   * product = PᵀQ for P `depth × rows` in `a` and Q `depth × columns` in `b`; every element is one plain sum in the order of
   * the depth, so that all implementations give the same bits. All three are at least 1. Rows and columns up to the next
   * tile's edge are written as well.
   */
  readonly multiply: (rows: number, columns: number, depth: number) => void;
}

/** The largest block, whose rows and columns are multiples of the tile's. */
export interface PanelSizes {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}
