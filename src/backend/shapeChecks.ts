/**
 * What every engine checks before it records an operation, so that a mistake of an algorithm stops
 * with a RangeError that names the operation and the matrices instead of giving wrong numbers.
 * Pure functions over the port's handles, one per operation of {@link ../optimiser/backend.ts}.
 */
import type { ColumnScale } from '../model/scaleColumns.ts';
import type { ActivationName, Matrix, ProductOptions, Term } from '../optimiser/backend.ts';

type Shape = readonly [rows: number, columns: number];

/** The handle as error messages name it: "W1" (500×784). */
function describe(matrix: Matrix): string {
  return `"${matrix.label}" (${matrix.rows}×${matrix.columns})`;
}

function fail(operation: string, message: string): never {
  throw new RangeError(`${operation}: ${message}`);
}

function effectiveShape(matrix: Matrix, transpose: boolean | undefined): Shape {
  return transpose === true ? [matrix.columns, matrix.rows] : [matrix.rows, matrix.columns];
}

/** Rows and columns of a new matrix: positive integers. */
export function checkMatrixSize(rows: number, columns: number, label: string): void {
  if (!Number.isSafeInteger(rows) || !Number.isSafeInteger(columns) || rows < 1 || columns < 1) {
    fail('matrix', `"${label}" cannot have ${rows}×${columns} elements`);
  }
}

/** A byte matrix has an offset and a factor for every column. */
export function checkByteScale(scale: ColumnScale, columns: number, label: string): void {
  const { offset, factor } = scale;
  if (offset.length !== columns || factor.length !== columns)
    fail(
      'byteMatrix',
      `"${label}" needs ${columns} offsets and factors, not ${offset.length} and ${factor.length}`,
    );
}

/** A view has 1 … parent.columns columns. */
export function checkView(parent: Matrix, columns: number): void {
  if (!Number.isSafeInteger(columns) || columns < 1 || columns > parent.columns) {
    fail('view', `${describe(parent)} has no ${columns} leading columns`);
  }
}

/** All matrices have the shape of the first. */
export function checkSameShape(operation: string, first: Matrix, ...others: Matrix[]): void {
  for (const other of others) {
    if (other.rows !== first.rows || other.columns !== first.columns) {
      fail(operation, `${describe(first)} and ${describe(other)} differ in shape`);
    }
  }
}

/**
 * No output shares storage with an input or with another output ("`out` never aliases an input
 * unless said so"). `storageOf` gives the identity of the memory behind a handle: the same for a
 * matrix and its views.
 */
export function checkNoAlias(
  operation: string,
  outputs: readonly Matrix[],
  inputs: readonly Matrix[],
  storageOf: (matrix: Matrix) => unknown,
): void {
  for (const [index, output] of outputs.entries()) {
    for (const other of [...outputs.slice(index + 1), ...inputs]) {
      if (storageOf(output) === storageOf(other)) {
        fail(operation, `the output ${describe(output)} shares storage with ${describe(other)}`);
      }
    }
  }
}

/** op(A) is m×k, op(B) is k×n, out is m×n. */
export function checkProduct(
  out: Matrix,
  a: Matrix,
  b: Matrix,
  options: ProductOptions | undefined,
): void {
  const [m, innerA] = effectiveShape(a, options?.transposeA);
  const [innerB, n] = effectiveShape(b, options?.transposeB);
  const factors =
    `${describe(a)}${options?.transposeA === true ? 'ᵀ' : ''} · ` +
    `${describe(b)}${options?.transposeB === true ? 'ᵀ' : ''}`;
  if (innerA !== innerB) {
    fail('product', `${factors}: the inner dimensions ${innerA} and ${innerB} differ`);
  }
  if (out.rows !== m || out.columns !== n) {
    fail('product', `${factors} is ${m}×${n} and does not fit ${describe(out)}`);
  }
}

/** One to three terms, all of the shape of `out`. */
export function checkCombine(out: Matrix, terms: readonly Term[]): void {
  if (terms.length < 1 || terms.length > 3) {
    fail('combine', `${describe(out)} needs one to three terms, not ${terms.length}`);
  }
  for (const [, matrix] of terms) checkSameShape('combine', out, matrix);
}

/** x and y of one shape. */
export function checkDot(x: Matrix, y: Matrix): void {
  checkSameShape('dot', x, y);
}

/** x and y of one shape. */
export function checkSquaredDistance(x: Matrix, y: Matrix): void {
  checkSameShape('squaredDistance', x, y);
}

/** x and d of one shape. */
export function checkAbsoluteSumChange(x: Matrix, d: Matrix): void {
  checkSameShape('absoluteSumChange', x, d);
}

/** out and z of one shape. */
export function checkActivate(out: Matrix, z: Matrix): void {
  checkSameShape('activate', out, z);
}

/** out, g and w of one shape. */
export function checkAddSignPenalty(out: Matrix, g: Matrix, w: Matrix): void {
  checkSameShape('addSignPenalty', out, g, w);
}

/** step, w, e and g of one shape. */
export function checkSoftThresholdStep(step: Matrix, w: Matrix, e: Matrix, g: Matrix): void {
  checkSameShape('softThresholdStep', step, w, e, g);
}

/** z, p and a of one shape. */
export function checkClampToActivationBand(z: Matrix, p: Matrix, a: Matrix): void {
  checkSameShape('clampToActivationBand', z, p, a);
}

/** point, previous and x of one shape. */
export function checkExtrapolate(point: Matrix, previous: Matrix, x: Matrix): void {
  checkSameShape('extrapolate', point, previous, x);
}

/** candidate, step and all matrices among the operands of one shape. */
export function checkBoxedGradientStep(
  candidate: Matrix,
  step: Matrix,
  operands: {
    readonly point: Matrix;
    readonly a: Matrix;
    readonly g: Matrix;
    readonly z: Matrix;
  },
): void {
  const { point, a, g, z } = operands;
  checkSameShape('boxedGradientStep', candidate, step, point, a, g, z);
}

/** z, v and y of one shape, samples × classes. */
export function checkProxCrossEntropy(z: Matrix, v: Matrix, y: Matrix): void {
  checkSameShape('proxCrossEntropy', z, v, y);
}

/** z and y of one shape, samples × classes. */
export function checkCrossEntropy(z: Matrix, y: Matrix): void {
  checkSameShape('crossEntropy', z, y);
}

/** z and y of one shape, samples × classes. */
export function checkCountCorrect(z: Matrix, y: Matrix): void {
  checkSameShape('countCorrect', z, y);
}

/** out, z and y of one shape, samples × classes. */
export function checkCrossEntropyGradient(out: Matrix, z: Matrix, y: Matrix): void {
  checkSameShape('crossEntropyGradient', out, z, y);
}

/** g and z of one shape. */
export function checkBackpropagateActivation(g: Matrix, z: Matrix): void {
  checkSameShape('backpropagateActivation', g, z);
}

/** out has the columns of source and no more rows. */
export function checkGatherRows(out: Matrix, source: Matrix): void {
  if (out.columns !== source.columns || out.rows > source.rows) {
    fail('gatherRows', `${describe(out)} cannot hold rows of ${describe(source)}`);
  }
}

/** w, s, the peak if there is one, g and m of one shape. */
export function checkAdaptiveStep(
  state: { readonly w: Matrix; readonly s: Matrix; readonly peak: Matrix | null },
  g: Matrix,
  m: Matrix,
): void {
  checkSameShape('adaptiveStep', state.w, state.s, ...(state.peak ? [state.peak] : []), g, m);
}

/** w, s, u and g of one shape. */
export function checkAdadeltaStep(
  state: { readonly w: Matrix; readonly s: Matrix; readonly u: Matrix },
  g: Matrix,
): void {
  checkSameShape('adadeltaStep', state.w, state.s, state.u, g);
}

/** z, p and a of one shape, and an h that is linear on both sides of zero. */
export function checkMinimiseActivationPenalty(
  z: Matrix,
  p: Matrix,
  a: Matrix,
  h: ActivationName,
): asserts h is 'relu' | 'leaky-relu' {
  checkSameShape('minimiseActivationPenalty', z, p, a);
  if (h !== 'relu' && h !== 'leaky-relu') {
    fail('minimiseActivationPenalty', `there is no closed form for ${h}`);
  }
}

/** a and z of one shape. */
export function checkActivationGap(a: Matrix, z: Matrix): void {
  checkSameShape('activationGap', a, z);
}

/** As many values as the matrix has elements. */
export function checkWrite(matrix: Matrix, valueCount: number): void {
  if (valueCount !== matrix.rows * matrix.columns) {
    fail('write', `${valueCount} values do not fit ${describe(matrix)}`);
  }
}

/** Each row has one value for each parameter of the program. */
export function checkParameterRows(
  programLabel: string,
  parameterCount: number,
  rows: readonly (readonly number[])[],
): void {
  for (const [index, row] of rows.entries()) {
    if (row.length !== parameterCount) {
      fail(
        'submit',
        `row ${index} of "${programLabel}" has ${row.length} values for ${parameterCount} parameters`,
      );
    }
  }
}
