import type { Matrix, MatrixOperations } from '../../optimiser/backend.ts';
import * as check from '../shapeChecks.ts';
import * as elementwise from './elementwise.ts';
import * as gradients from './gradientOperations.ts';
import { holdCombination, holdDot, holdSquaredDistance } from './heldPass.ts';
import { ownMatrix as own } from './matrices.ts';
import { recordProduct } from './products.ts';
import type { Recording } from './recording.ts';
import type { ScalarStore } from './scalars.ts';
import * as sums from './sums.ts';

/** The memory behind a handle. */
function storageOf(matrix: Matrix): GPUBuffer {
  return own(matrix).buffer;
}

function checkOutputs(
  operation: string,
  outputs: readonly Matrix[],
  inputs: readonly Matrix[],
): void {
  check.checkNoAlias(operation, outputs, inputs, storageOf);
}

type Start = (operation: string) => Recording;

/** Products, sums of matrices and reductions. */
function linearOperations(
  scalars: ScalarStore,
  recording: Start,
): Pick<
  MatrixOperations,
  | 'product'
  | 'combine'
  | 'dot'
  | 'squaredDistance'
  | 'absoluteSum'
  | 'absoluteSumChange'
  | 'largestMagnitude'
> {
  return {
    product(out, a, b, options) {
      check.checkProduct(out, a, b, options);
      checkOutputs('product', [out], [a, b]);
      recordProduct(recording('product'), {
        out: own(out),
        a: own(a),
        b: own(b),
        transposeA: options?.transposeA ?? false,
        transposeB: options?.transposeB ?? false,
        scale: options?.scale ? scalars.own(options.scale) : null,
      });
    },
    combine(out, terms) {
      check.checkCombine(out, terms);
      const ownTerms = terms.map(
        ([coefficient, matrix]) => [coefficient && scalars.own(coefficient), own(matrix)] as const,
      );
      holdCombination(recording('combine'), own(out), ownTerms);
    },
    dot(x, y) {
      check.checkDot(x, y);
      return holdDot(recording('dot'), own(x), own(y));
    },
    squaredDistance(x, y) {
      check.checkSquaredDistance(x, y);
      return holdSquaredDistance(recording('squaredDistance'), own(x), own(y));
    },
    absoluteSum: (x) =>
      sums.recordReduction(recording('absoluteSum'), 'absoluteSum', own(x), own(x)),
    absoluteSumChange(x, d) {
      check.checkAbsoluteSumChange(x, d);
      return sums.recordReduction(
        recording('absoluteSumChange'),
        'absoluteSumChange',
        own(x),
        own(d),
      );
    },
    largestMagnitude: (x) =>
      sums.recordReduction(recording('largestMagnitude'), 'largestMagnitude', own(x), own(x)),
  };
}

/** The steps of the weights and of the hidden layers. */
function stepOperations(
  scalars: ScalarStore,
  recording: Start,
): Pick<
  MatrixOperations,
  | 'activate'
  | 'addSignPenalty'
  | 'softThresholdStep'
  | 'clampToActivationBand'
  | 'boxedGradientStep'
  | 'clampToRange'
  | 'minimiseActivationPenalty'
> {
  return {
    activate(out, z, h) {
      check.checkActivate(out, z);
      checkOutputs('activate', [out], [z]);
      elementwise.recordActivate(recording('activate'), own(out), own(z), h);
    },
    addSignPenalty(out, g, w, lambda) {
      check.checkAddSignPenalty(out, g, w);
      checkOutputs('addSignPenalty', [out], [g, w]);
      const matrices = { out: own(out), g: own(g), w: own(w) };
      elementwise.recordAddSignPenalty(recording('addSignPenalty'), matrices, scalars.own(lambda));
    },
    softThresholdStep(step, w, e, g, theta, lambda) {
      check.checkSoftThresholdStep(step, w, e, g);
      checkOutputs('softThresholdStep', [step], [w, e, g]);
      const matrices = { step: own(step), w: own(w), e: own(e), g: own(g) };
      const coefficients = { theta: scalars.own(theta), lambda: scalars.own(lambda) };
      elementwise.recordSoftThreshold(recording('softThresholdStep'), matrices, coefficients);
    },
    clampToActivationBand(z, p, a, epsilon, h) {
      check.checkClampToActivationBand(z, p, a);
      checkOutputs('clampToActivationBand', [z], [p, a]);
      const matrices = { z: own(z), p: own(p), a: own(a) };
      elementwise.recordClampProjection(
        recording('clampToActivationBand'),
        matrices,
        scalars.own(epsilon),
        h,
      );
    },
    boxedGradientStep(candidate, step, operands, h) {
      check.checkBoxedGradientStep(candidate, step, operands);
      const { a, v, g, z, omega, tau, epsilon } = operands;
      checkOutputs('boxedGradientStep', [candidate, step], [a, v, g, z]);
      elementwise.recordGradientStep(
        recording('boxedGradientStep'),
        { candidate: own(candidate), step: own(step), a: own(a), v: own(v), g: own(g), z: own(z) },
        { omega: scalars.own(omega), tau: scalars.own(tau), epsilon: scalars.own(epsilon) },
        h,
      );
    },
    clampToRange: (a, epsilon, h) =>
      sums.recordClampToRange(recording('clampToRange'), own(a), scalars.own(epsilon), h),
    minimiseActivationPenalty(z, p, a, h) {
      check.checkMinimiseActivationPenalty(z, p, a, h);
      checkOutputs('minimiseActivationPenalty', [z], [p, a]);
      const matrices = { z: own(z), p: own(p), a: own(a) };
      gradients.recordMinimiseActivationPenalty(
        recording('minimiseActivationPenalty'),
        matrices,
        h,
      );
    },
  };
}

/** What touches the labels. */
function lossOperations(
  scalars: ScalarStore,
  recording: Start,
): Pick<MatrixOperations, 'proxCrossEntropy' | 'crossEntropy' | 'countCorrect'> {
  return {
    proxCrossEntropy(z, v, y, rho, solver) {
      check.checkProxCrossEntropy(z, v, y);
      checkOutputs('proxCrossEntropy', [z], [v, y]);
      const matrices = { z: own(z), v: own(v), y: own(y) };
      elementwise.recordProxCrossEntropy(
        recording('proxCrossEntropy'),
        matrices,
        scalars.own(rho),
        solver,
      );
    },
    crossEntropy(z, y) {
      check.checkCrossEntropy(z, y);
      return sums.recordCrossEntropy(recording('crossEntropy'), own(z), own(y));
    },
    countCorrect(z, y) {
      check.checkCountCorrect(z, y);
      return sums.recordCountCorrect(recording('countCorrect'), own(z), own(y));
    },
  };
}

/** What gradient methods need: backpropagation, mini-batches and their steps. */
function gradientOperations(
  scalars: ScalarStore,
  recording: Start,
): Pick<
  MatrixOperations,
  | 'crossEntropyGradient'
  | 'backpropagateActivation'
  | 'gatherRows'
  | 'adaptiveStep'
  | 'adadeltaStep'
> {
  return {
    crossEntropyGradient(out, z, y) {
      check.checkCrossEntropyGradient(out, z, y);
      checkOutputs('crossEntropyGradient', [out], [z, y]);
      const matrices = { out: own(out), z: own(z), y: own(y) };
      gradients.recordCrossEntropyGradient(recording('crossEntropyGradient'), matrices);
    },
    backpropagateActivation(g, z, h) {
      check.checkBackpropagateActivation(g, z);
      checkOutputs('backpropagateActivation', [g], [z]);
      gradients.recordActivationSlope(recording('backpropagateActivation'), own(g), own(z), h);
    },
    gatherRows(out, source, order) {
      check.checkGatherRows(out, source);
      checkOutputs('gatherRows', [out], [source]);
      const { key, start } = order;
      gradients.recordGatherRows(recording('gatherRows'), own(out), own(source), {
        key: scalars.own(key),
        start: scalars.own(start),
      });
    },
    adaptiveStep({ w, s, peak }, g, m, { decay, gain, size, correction, epsilon }) {
      check.checkAdaptiveStep({ w, s, peak }, g, m);
      checkOutputs('adaptiveStep', peak ? [w, s, peak] : [w, s], [g, m]);
      gradients.recordAdaptiveStep(
        recording('adaptiveStep'),
        { w: own(w), s: own(s), peak: peak && own(peak), g: own(g), m: own(m) },
        {
          decay: scalars.own(decay),
          gain: scalars.own(gain),
          size: scalars.own(size),
          correction: scalars.own(correction),
          epsilon: scalars.own(epsilon),
        },
      );
    },
    adadeltaStep({ w, s, u }, g, { rho, rate, epsilon }) {
      check.checkAdadeltaStep({ w, s, u }, g);
      checkOutputs('adadeltaStep', [w, s, u], [g]);
      gradients.recordAdadeltaStep(
        recording('adadeltaStep'),
        { w: own(w), s: own(s), u: own(u), g: own(g) },
        { rho: scalars.own(rho), rate: scalars.own(rate), epsilon: scalars.own(epsilon) },
      );
    },
  };
}

/** The port's operations on matrices: each is checked and recorded as dispatches. */
export function matrixOperations(scalars: ScalarStore, recording: Start): MatrixOperations {
  return {
    ...linearOperations(scalars, recording),
    ...stepOperations(scalars, recording),
    ...lossOperations(scalars, recording),
    ...gradientOperations(scalars, recording),
  };
}
