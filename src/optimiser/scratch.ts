import type { Backend, Matrix } from './backend.ts';

/**
 * Working matrices that hold nothing between two blocks: the same role and size is the same matrix,
 * whichever layer asks.
 */
export class Scratch {
  readonly #backend: Backend;
  readonly #matrices = new Map<string, Matrix>();

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  matrix(role: string, rows: number, columns: number): Matrix {
    const key = `${role} ${rows}×${columns}`;
    let matrix = this.#matrices.get(key);
    if (!matrix) {
      matrix = this.#backend.matrix(rows, columns, `scratch ${key}`);
      this.#matrices.set(key, matrix);
    }
    return matrix;
  }

  /** A matrix of the same size as another. */
  like(role: string, other: Matrix): Matrix {
    return this.matrix(role, other.rows, other.columns);
  }

  release(): void {
    this.#backend.release([...this.#matrices.values()]);
    this.#matrices.clear();
  }
}
