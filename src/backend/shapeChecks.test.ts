import { describe, expect, it } from 'vitest';
import type { Matrix } from '../optimiser/backend.ts';
import * as check from './shapeChecks.ts';

function matrix(label: string, rows: number, columns: number): Matrix {
  return { label, rows, columns };
}

const [w, a, z] = [matrix('W1', 500, 784), matrix('a0', 1000, 784), matrix('z1', 1000, 500)];

describe('checkProduct', () => {
  it('accepts the four forms', () => {
    check.checkProduct(z, a, w, { transposeB: true });
    check.checkProduct(w, z, a, { transposeA: true });
    check.checkProduct(a, z, w, undefined);
    check.checkProduct(matrix('t', 784, 1000), w, z, { transposeA: true, transposeB: true });
  });

  it('names the factors whose inner dimensions differ', () => {
    expect(() => check.checkProduct(z, a, w, {})).toThrow(
      new RangeError(
        'product: "a0" (1000×784) · "W1" (500×784): the inner dimensions 784 and 500 differ',
      ),
    );
  });

  it('names the output that does not fit', () => {
    expect(() => check.checkProduct(a, a, w, { transposeB: true })).toThrow(
      new RangeError(
        'product: "a0" (1000×784) · "W1" (500×784)ᵀ is 1000×500 and does not fit "a0" (1000×784)',
      ),
    );
  });
});

describe('the other checks', () => {
  const other = matrix('other', 1000, 501);

  it.each<[string, () => void]>([
    [
      'combine',
      () =>
        check.checkCombine(z, [
          [null, z],
          [null, other],
        ]),
    ],
    ['combine', () => check.checkCombine(z, [])],
    [
      'combine',
      () =>
        check.checkCombine(z, [
          [null, z],
          [null, z],
          [null, z],
          [null, z],
        ]),
    ],
    ['dot', () => check.checkDot(z, other)],
    ['absoluteSumChange', () => check.checkAbsoluteSumChange(z, other)],
    ['activate', () => check.checkActivate(z, other)],
    ['addSignPenalty', () => check.checkAddSignPenalty(z, z, other)],
    ['softThresholdStep', () => check.checkSoftThresholdStep(z, z, z, other)],
    ['clampToActivationBand', () => check.checkClampToActivationBand(z, z, other)],
    ['extrapolate', () => check.checkExtrapolate(z, z, other)],
    [
      'boxedGradientStep',
      () => check.checkBoxedGradientStep(z, z, { point: z, a: z, g: z, z: other }),
    ],
    ['proxCrossEntropy', () => check.checkProxCrossEntropy(z, z, other)],
    ['crossEntropy', () => check.checkCrossEntropy(z, other)],
    ['crossEntropyGradient', () => check.checkCrossEntropyGradient(z, z, other)],
    ['backpropagateActivation', () => check.checkBackpropagateActivation(z, other)],
    ['gatherRows', () => check.checkGatherRows(z, other)],
    ['gatherRows', () => check.checkGatherRows(z, matrix('few', 999, 500))],
    ['adaptiveStep', () => check.checkAdaptiveStep({ w: z, s: z, peak: null }, z, other)],
    ['adaptiveStep', () => check.checkAdaptiveStep({ w: z, s: z, peak: other }, z, z)],
    ['adadeltaStep', () => check.checkAdadeltaStep({ w: z, s: z, u: other }, z)],
    ['minimiseActivationPenalty', () => check.checkMinimiseActivationPenalty(z, z, other, 'relu')],
    ['minimiseActivationPenalty', () => check.checkMinimiseActivationPenalty(z, z, z, 'sigmoid')],
    ['minimiseActivationPenalty', () => check.checkMinimiseActivationPenalty(z, z, z, 'tanh')],
    ['countCorrect', () => check.checkCountCorrect(z, other)],
    ['view', () => check.checkView(z, 501)],
    ['view', () => check.checkView(z, 0)],
    ['matrix', () => check.checkMatrixSize(0, 3, 'empty')],
    ['matrix', () => check.checkMatrixSize(2.5, 3, 'broken')],
    ['write', () => check.checkWrite(z, 499_999)],
    ['submit', () => check.checkParameterRows('step', 2, [[1, 2], [1]])],
  ])('%s refuses what does not fit and says who complains', (operation, run) => {
    expect(run).toThrow(RangeError);
    expect(run).toThrow(new RegExp(`^${operation}: `));
  });

  it('lets what fits pass', () => {
    check.checkGatherRows(z, z);
    check.checkGatherRows(matrix('batch', 1, 500), z);
    check.checkAdaptiveStep({ w: z, s: z, peak: z }, z, z);
    check.checkMinimiseActivationPenalty(z, z, z, 'leaky-relu');
  });

  it('finds an output that shares storage with an input or another output', () => {
    const storages = new Map<Matrix, string>([
      [w, 'one'],
      [z, 'two'],
      [other, 'two'],
    ]);
    const storageOf = (handle: Matrix) => storages.get(handle);
    check.checkNoAlias('activate', [w], [z, other], storageOf);
    expect(() => check.checkNoAlias('activate', [z], [w, other], storageOf)).toThrow(
      /"z1".*"other"/,
    );
    expect(() => check.checkNoAlias('activate', [z, other], [w], storageOf)).toThrow(RangeError);
  });
});
