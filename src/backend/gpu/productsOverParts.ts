import { type GpuBlock, type GpuMatrix, ownOperand } from './matrices.ts';
import { overParts } from './overParts.ts';
import { type ProductMode, recordProduct } from './products.ts';
import type { Recording } from './recording.ts';

interface Operands extends ProductMode {
  readonly out: GpuMatrix;
  readonly a: GpuMatrix;
  readonly b: GpuMatrix;
}

/** The block of a matrix that must not be split. */
function whole(matrix: GpuMatrix, { a, b, transposeA, transposeB }: Operands): GpuBlock {
  const [block, ...others] = matrix.parts;
  if (block && others.length === 0) return block;
  const factors = `"${a.label}"${transposeA ? 'ᵀ' : ''} · "${b.label}"${transposeB ? 'ᵀ' : ''}`;
  throw new RangeError(
    `product: ${factors} cannot be formed from parts, and "${matrix.label}" has ${matrix.parts.length}`,
  );
}

/**
 * out = scale·op(A)·op(B) where the rows of A, the samples, may be in parts: A·op(B) with a whole B part by part into out,
 * AᵀB as the sum over parts of both. Nothing else may be split.
 */
export function recordProductOverParts(recording: Recording, operands: Operands): void {
  const { out, a, b, transposeA, transposeB, scale } = operands;
  const mode = { transposeA, transposeB, scale };
  if (!transposeA) {
    const factor = whole(b, operands);
    overParts(
      a,
      (part) =>
        recordProduct(recording, {
          ...mode,
          out: part(out),
          a: part(a),
          b: factor,
          accumulate: false,
        }),
      ownOperand,
    );
    return;
  }
  const sum = whole(out, operands);
  if (transposeB) whole(a, operands);
  let accumulate = false;
  overParts(
    a,
    (part) => {
      const factor = transposeB ? whole(b, operands) : part(b);
      recordProduct(recording, { ...mode, out: sum, a: part(a), b: factor, accumulate });
      accumulate = true;
    },
    ownOperand,
  );
}
