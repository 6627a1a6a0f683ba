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
    return this.#named(`${role} ${rows}×${columns}`, rows, columns);
  }

  /** A matrix of the same size as another. */
  like(role: string, other: Matrix): Matrix {
    return this.matrix(role, other.rows, other.columns);
  }

  /** A matrix of the same size as another that is all ones at first; to be asked for outside of a recording. */
  ones(role: string, other: Matrix): Matrix {
    const { rows, columns } = other;
    const key = `${role} of ones ${rows}×${columns}`;
    const known = this.#matrices.get(key);
    if (known) return known;
    const matrix = this.#named(key, rows, columns);
    this.#backend.fill(matrix, 1);
    return matrix;
  }

  release(): void {
    this.#backend.release([...this.#matrices.values()]);
    this.#matrices.clear();
  }

  #named(key: string, rows: number, columns: number): Matrix {
    let matrix = this.#matrices.get(key);
    if (!matrix) {
      matrix = this.#backend.matrix(rows, columns, `scratch ${key}`);
      this.#matrices.set(key, matrix);
    }
    return matrix;
  }
}
