import { absoluteSum } from '../../maths/absoluteSum.ts';
import { absoluteSumChange } from '../../maths/absoluteSumChange.ts';
import { activate } from '../../maths/activate.ts';
import { activationGap } from '../../maths/activationGap.ts';
import { adadeltaStep } from '../../maths/adadeltaStep.ts';
import { adaptiveStep } from '../../maths/adaptiveStep.ts';
import { addSignPenalty } from '../../maths/addSignPenalty.ts';
import { backpropagateActivation } from '../../maths/backpropagateActivation.ts';
import { boxedGradientStep } from '../../maths/boxedGradientStep.ts';
import { clampToActivationBand } from '../../maths/clampToActivationBand.ts';
import { clampToRange } from '../../maths/clampToRange.ts';
import { combine } from '../../maths/combine.ts';
import { countCorrect } from '../../maths/countCorrect.ts';
import { crossEntropy } from '../../maths/crossEntropy.ts';
import { crossEntropyGradient } from '../../maths/crossEntropyGradient.ts';
import { dot } from '../../maths/dot.ts';
import { dotDifference } from '../../maths/dotDifference.ts';
import { extrapolate } from '../../maths/extrapolate.ts';
import { gatherRows } from '../../maths/gatherRows.ts';
import { minimiseActivationPenalty } from '../../maths/minimiseActivationPenalty.ts';
import { product } from '../../maths/product.ts';
import { proxCrossEntropyFista } from '../../maths/proxCrossEntropyFista.ts';
import { proxCrossEntropyNewton } from '../../maths/proxCrossEntropyNewton.ts';
import { softThresholdStep } from '../../maths/softThresholdStep.ts';
import { squaredDistance } from '../../maths/squaredDistance.ts';
import type {
  ActivationGap,
  ActivationName,
  AdaptiveCoefficients,
  BandSquares,
  BoxedStepSums,
  Matrix,
  MatrixOperations,
  ProductOptions,
  SampleOrder,
  Scalar,
  Term,
} from '../../optimiser/backend.ts';
import * as check from '../shapeChecks.ts';
import { type CpuMatrix, ownMatrix, ownScalar } from './cpuHandles.ts';
import { CpuScalarArithmetic } from './cpuScalarArithmetic.ts';

function storageOf(matrix: Matrix): unknown {
  return ownMatrix(matrix).storage;
}

/** The port's matrix operations over maths, shapes and aliases checked when they are recorded. */
export class CpuMatrixOperations extends CpuScalarArithmetic implements MatrixOperations {
  product(out: Matrix, a: Matrix, b: Matrix, options: ProductOptions = {}): void {
    check.checkProduct(out, a, b, options);
    check.checkNoAlias('product', [out], [a, b], storageOf);
    const [target, left, right] = own(out, a, b);
    const { transposeA = false, transposeB = false } = options;
    const scale = options.scale === undefined ? null : ownScalar(options.scale);
    this.issue(() =>
      product(target, left, right, { transposeA, transposeB, scale: scale?.value ?? 1 }),
    );
  }

  combine(out: Matrix, terms: readonly Term[]): void {
    check.checkCombine(out, terms);
    const target = ownMatrix(out);
    const operands = terms.map(
      ([coefficient, matrix]) =>
        [coefficient === null ? null : ownScalar(coefficient), ownMatrix(matrix)] as const,
    );
    this.issue(() =>
      combine(
        target,
        operands.map(([coefficient, matrix]) => [coefficient?.value ?? 1, matrix] as const),
      ),
    );
  }

  dot(x: Matrix, y: Matrix): Scalar {
    check.checkDot(x, y);
    const [first, second] = own(x, y);
    return this.result(`dot(${x.label}, ${y.label})`, () => dot(first, second));
  }

  squaredDistance(x: Matrix, y: Matrix): Scalar {
    check.checkSquaredDistance(x, y);
    const [first, second] = own(x, y);
    return this.result(`squaredDistance(${x.label}, ${y.label})`, () =>
      squaredDistance(first, second),
    );
  }

  absoluteSum(x: Matrix): Scalar {
    const operand = ownMatrix(x);
    return this.result(`absoluteSum(${x.label})`, () => absoluteSum(operand));
  }

  absoluteSumChange(x: Matrix, d: Matrix): Scalar {
    check.checkAbsoluteSumChange(x, d);
    const [from, change] = own(x, d);
    return this.result(`absoluteSumChange(${x.label})`, () => absoluteSumChange(from, change));
  }

  activate(out: Matrix, z: Matrix, h: ActivationName): void {
    check.checkActivate(out, z);
    check.checkNoAlias('activate', [out], [z], storageOf);
    const [target, operand] = own(out, z);
    this.issue(() => activate(target, operand, h));
  }

  addSignPenalty(out: Matrix, g: Matrix, w: Matrix, lambda: Scalar): void {
    check.checkAddSignPenalty(out, g, w);
    check.checkNoAlias('addSignPenalty', [out], [g, w], storageOf);
    const [target, gradient, weights] = own(out, g, w);
    const weight = ownScalar(lambda);
    this.issue(() => addSignPenalty(target, gradient, weights, weight.value));
  }

  softThresholdStep(
    step: Matrix,
    w: Matrix,
    e: Matrix,
    g: Matrix,
    theta: Scalar,
    lambda: Scalar,
  ): void {
    check.checkSoftThresholdStep(step, w, e, g);
    check.checkNoAlias('softThresholdStep', [step], [w, e, g], storageOf);
    const [target, weights, offset, gradient] = own(step, w, e, g);
    const [size, weight] = [ownScalar(theta), ownScalar(lambda)];
    this.issue(() =>
      softThresholdStep(target, weights, offset, gradient, size.value, weight.value),
    );
  }

  clampToActivationBand(
    z: Matrix,
    p: Matrix,
    a: Matrix,
    epsilon: Scalar,
    h: ActivationName,
  ): BandSquares {
    check.checkClampToActivationBand(z, p, a);
    check.checkNoAlias('clampToActivationBand', [z], [p, a], storageOf);
    const [target, free, centre] = own(z, p, a);
    const radius = ownScalar(epsilon);
    const moved = this.result(`clampToActivationBand(${z.label})`, () =>
      clampToActivationBand(target, free, centre, radius.value, h),
    );
    return { moved, residual: this.squaredDistance(p, z) };
  }

  extrapolate(point: Matrix, previous: Matrix, x: Matrix, omega: Scalar): void {
    check.checkExtrapolate(point, previous, x);
    check.checkNoAlias('extrapolate', [point, previous], [x], storageOf);
    const [target, before, here] = own(point, previous, x);
    const factor = ownScalar(omega);
    this.issue(() => extrapolate(target, before, here, factor.value));
  }

  boxedGradientStep(
    candidate: Matrix,
    step: Matrix,
    operands: Parameters<MatrixOperations['boxedGradientStep']>[2],
    h: ActivationName,
  ): BoxedStepSums {
    check.checkBoxedGradientStep(candidate, step, operands);
    const { a, g: slopes, z: centres } = operands;
    const inputs = [operands.point, a, slopes, centres];
    check.checkNoAlias('boxedGradientStep', [candidate, step], inputs, storageOf);
    const [target, change, point, g, z] = own(candidate, step, operands.point, slopes, centres);
    const origin = ownMatrix(a);
    const [tau, epsilon] = [ownScalar(operands.tau), ownScalar(operands.epsilon)];
    this.issue(() =>
      boxedGradientStep(target, change, { point, g, z, tau: tau.value, epsilon: epsilon.value }, h),
    );
    return {
      step: this.dot(step, step),
      moved: this.squaredDistance(candidate, a),
      gradient: this.dot(slopes, slopes),
      origin: this.dot(a, a),
      slope: this.result(`slope to ${candidate.label}`, () => dotDifference(g, target, origin)),
      gap: this.activationGap(candidate, centres, h),
    };
  }

  activationGap(a: Matrix, z: Matrix, h: ActivationName): ActivationGap {
    check.checkActivationGap(a, z);
    const [value, pre] = own(a, z);
    let largest = 0;
    return {
      squared: this.result(`gap of ${a.label}`, () => {
        const gap = activationGap(value, pre, h);
        largest = gap.largest;
        return gap.squared;
      }),
      largest: this.result(`largest gap of ${a.label}`, () => largest),
    };
  }

  clampToRange(a: Matrix, epsilon: Scalar, h: ActivationName): void {
    const target = ownMatrix(a);
    const radius = ownScalar(epsilon);
    this.issue(() => clampToRange(target, radius.value, h));
  }

  proxCrossEntropy(z: Matrix, v: Matrix, y: Matrix, rho: Scalar, solver: 'newton' | 'fista'): void {
    check.checkProxCrossEntropy(z, v, y);
    check.checkNoAlias('proxCrossEntropy', [z], [v, y], storageOf);
    const [target, centre, labels] = own(z, v, y);
    const weight = ownScalar(rho);
    const solve = solver === 'newton' ? proxCrossEntropyNewton : proxCrossEntropyFista;
    this.issue(() => {
      solve(target, centre, labels, weight.value);
    });
  }

  crossEntropy(z: Matrix, y: Matrix): Scalar {
    check.checkCrossEntropy(z, y);
    const [scores, labels] = own(z, y);
    return this.result(`crossEntropy(${z.label})`, () => crossEntropy(scores, labels));
  }

  crossEntropyGradient(out: Matrix, z: Matrix, y: Matrix): void {
    check.checkCrossEntropyGradient(out, z, y);
    check.checkNoAlias('crossEntropyGradient', [out], [z, y], storageOf);
    const [target, scores, labels] = own(out, z, y);
    this.issue(() => crossEntropyGradient(target, scores, labels));
  }

  backpropagateActivation(g: Matrix, z: Matrix, h: ActivationName): void {
    check.checkBackpropagateActivation(g, z);
    check.checkNoAlias('backpropagateActivation', [g], [z], storageOf);
    const [gradient, preActivation] = own(g, z);
    this.issue(() => backpropagateActivation(gradient, preActivation, h));
  }

  gatherRows(out: Matrix, source: Matrix, order: SampleOrder): void {
    check.checkGatherRows(out, source);
    check.checkNoAlias('gatherRows', [out], [source], storageOf);
    const [target, from] = own(out, source);
    const [key, start] = [ownScalar(order.key), ownScalar(order.start)];
    this.issue(() => gatherRows(target, from, { key: key.value, start: start.value }));
  }

  adaptiveStep(
    state: Parameters<MatrixOperations['adaptiveStep']>[0],
    g: Matrix,
    m: Matrix,
    coefficients: AdaptiveCoefficients,
  ): void {
    check.checkAdaptiveStep(state, g, m);
    const outputs = [state.w, state.s, ...(state.peak ? [state.peak] : [])];
    check.checkNoAlias('adaptiveStep', outputs, [g, m], storageOf);
    const [w, s, gradient, direction] = own(state.w, state.s, g, m);
    const peak = state.peak && ownMatrix(state.peak);
    const decay = ownScalar(coefficients.decay);
    const gain = ownScalar(coefficients.gain);
    const size = ownScalar(coefficients.size);
    const correction = ownScalar(coefficients.correction);
    const epsilon = ownScalar(coefficients.epsilon);
    this.issue(() =>
      adaptiveStep({ w, s, peak }, gradient, direction, {
        decay: decay.value,
        gain: gain.value,
        size: size.value,
        correction: correction.value,
        epsilon: epsilon.value,
      }),
    );
  }

  adadeltaStep(
    state: Parameters<MatrixOperations['adadeltaStep']>[0],
    g: Matrix,
    coefficients: Parameters<MatrixOperations['adadeltaStep']>[2],
  ): void {
    check.checkAdadeltaStep(state, g);
    check.checkNoAlias('adadeltaStep', [state.w, state.s, state.u], [g], storageOf);
    const [w, s, u, gradient] = own(state.w, state.s, state.u, g);
    const [rho, rate, epsilon] = [
      ownScalar(coefficients.rho),
      ownScalar(coefficients.rate),
      ownScalar(coefficients.epsilon),
    ];
    this.issue(() =>
      adadeltaStep({ w, s, u }, gradient, {
        rho: rho.value,
        rate: rate.value,
        epsilon: epsilon.value,
      }),
    );
  }

  minimiseActivationPenalty(z: Matrix, p: Matrix, a: Matrix, h: ActivationName): void {
    check.checkMinimiseActivationPenalty(z, p, a, h);
    check.checkNoAlias('minimiseActivationPenalty', [z], [p, a], storageOf);
    const [target, centre, activations] = own(z, p, a);
    this.issue(() => minimiseActivationPenalty(target, centre, activations, h));
  }

  countCorrect(z: Matrix, y: Matrix): Scalar {
    check.checkCountCorrect(z, y);
    const [scores, labels] = own(z, y);
    return this.result(`countCorrect(${z.label})`, () => countCorrect(scores, labels));
  }
}

/** The handles as this engine's own, one for one. */
function own<T extends Matrix[]>(...matrices: T): { [K in keyof T]: CpuMatrix } {
  return matrices.map(ownMatrix) as { [K in keyof T]: CpuMatrix };
}
