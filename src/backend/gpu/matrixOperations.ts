import type { Matrix, MatrixOperations } from '../../optimiser/backend.ts';
import * as check from '../shapeChecks.ts';
import * as activationSteps from './activationSteps.ts';
import * as elementwise from './elementwise.ts';
import * as gradients from './gradientOperations.ts';
import { holdCombination, holdDot, holdSquaredDistance } from './heldPass.ts';
import { ownMatrix as own, ownOperand } from './matrices.ts';
import { overParts } from './overParts.ts';
import { recordProductOverParts } from './productsOverParts.ts';
import type { Recording } from './recording.ts';
import type { ScalarStore } from './scalars.ts';
import * as sums from './sums.ts';

/** The memory behind a handle: matrices share all their parts or none. */
function storageOf(matrix: Matrix): GPUBuffer | undefined {
  return ownOperand(matrix).parts[0]?.buffer;
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
  'product' | 'combine' | 'dot' | 'squaredDistance' | 'absoluteSum' | 'absoluteSumChange'
> {
  return {
    product(out, a, b, options) {
      check.checkProduct(out, a, b, options);
      checkOutputs('product', [out], [a, b]);
      recordProductOverParts(recording('product'), {
        out: own(out),
        a: ownOperand(a),
        b: ownOperand(b),
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
  | 'extrapolate'
  | 'boxedGradientStep'
  | 'clampToRange'
  | 'activationGap'
  | 'minimiseActivationPenalty'
> {
  return {
    activate(out, z, h) {
      check.checkActivate(out, z);
      checkOutputs('activate', [out], [z]);
      overParts(out, (part) =>
        elementwise.recordActivate(recording('activate'), part(out), part(z), h),
      );
    },
    addSignPenalty(out, g, w, lambda) {
      check.checkAddSignPenalty(out, g, w);
      checkOutputs('addSignPenalty', [out], [g, w]);
      overParts(out, (part) => {
        const matrices = { out: part(out), g: part(g), w: part(w) };
        elementwise.recordAddSignPenalty(
          recording('addSignPenalty'),
          matrices,
          scalars.own(lambda),
        );
      });
    },
    softThresholdStep(step, w, e, g, theta, lambda) {
      check.checkSoftThresholdStep(step, w, e, g);
      checkOutputs('softThresholdStep', [step], [w, e, g]);
      const coefficients = { theta: scalars.own(theta), lambda: scalars.own(lambda) };
      overParts(step, (part) => {
        const matrices = { step: part(step), w: part(w), e: part(e), g: part(g) };
        elementwise.recordSoftThreshold(recording('softThresholdStep'), matrices, coefficients);
      });
    },
    clampToActivationBand(z, p, a, epsilon, h) {
      check.checkClampToActivationBand(z, p, a);
      checkOutputs('clampToActivationBand', [z], [p, a]);
      const matrices = { z: own(z), p: own(p), a: own(a) };
      const start = recording('clampToActivationBand');
      return activationSteps.recordClampProjection(start, matrices, scalars.own(epsilon), h);
    },
    extrapolate(point, previous, x, omega) {
      check.checkExtrapolate(point, previous, x);
      checkOutputs('extrapolate', [point, previous], [x]);
      overParts(point, (part) => {
        const matrices = { point: part(point), previous: part(previous), x: part(x) };
        elementwise.recordExtrapolate(recording('extrapolate'), matrices, scalars.own(omega));
      });
    },
    boxedGradientStep(candidate, step, operands, h) {
      check.checkBoxedGradientStep(candidate, step, operands);
      const { point, a, g, z, tau, epsilon } = operands;
      checkOutputs('boxedGradientStep', [candidate, step], [point, a, g, z]);
      return activationSteps.recordGradientStep(
        recording('boxedGradientStep'),
        {
          candidate: own(candidate),
          step: own(step),
          point: own(point),
          a: own(a),
          g: own(g),
          z: own(z),
        },
        { tau: scalars.own(tau), epsilon: scalars.own(epsilon) },
        h,
      );
    },
    clampToRange(a, epsilon, h) {
      overParts(a, (part) =>
        elementwise.recordClampToRange(recording('clampToRange'), part(a), scalars.own(epsilon), h),
      );
    },
    activationGap(a, z, h) {
      check.checkActivationGap(a, z);
      return activationSteps.recordActivationGap(recording('activationGap'), own(a), own(z), h);
    },
    minimiseActivationPenalty(z, p, a, h) {
      check.checkMinimiseActivationPenalty(z, p, a, h);
      checkOutputs('minimiseActivationPenalty', [z], [p, a]);
      overParts(z, (part) =>
        gradients.recordMinimiseActivationPenalty(
          recording('minimiseActivationPenalty'),
          { z: part(z), p: part(p), a: part(a) },
          h,
        ),
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
      overParts(z, (part) =>
        elementwise.recordProxCrossEntropy(
          recording('proxCrossEntropy'),
          { z: part(z), v: part(v), y: part(y) },
          scalars.own(rho),
          solver,
        ),
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
      overParts(out, (part) => {
        const matrices = { out: part(out), z: part(z), y: part(y) };
        gradients.recordCrossEntropyGradient(recording('crossEntropyGradient'), matrices);
      });
    },
    backpropagateActivation(g, z, h) {
      check.checkBackpropagateActivation(g, z);
      checkOutputs('backpropagateActivation', [g], [z]);
      overParts(g, (part) =>
        gradients.recordActivationSlope(recording('backpropagateActivation'), part(g), part(z), h),
      );
    },
    gatherRows(out, source, order) {
      check.checkGatherRows(out, source);
      checkOutputs('gatherRows', [out], [source]);
      const { key, start } = order;
      gradients.recordGatherRows(recording('gatherRows'), own(out), ownOperand(source), {
        key: scalars.own(key),
        start: scalars.own(start),
      });
    },
    adaptiveStep({ w, s, peak }, g, m, { decay, gain, size, correction, epsilon }) {
      check.checkAdaptiveStep({ w, s, peak }, g, m);
      checkOutputs('adaptiveStep', peak ? [w, s, peak] : [w, s], [g, m]);
      const coefficients = {
        decay: scalars.own(decay),
        gain: scalars.own(gain),
        size: scalars.own(size),
        correction: scalars.own(correction),
        epsilon: scalars.own(epsilon),
      };
      overParts(w, (part) => {
        const state = { w: part(w), s: part(s), peak: peak && part(peak) };
        const matrices = { ...state, g: part(g), m: part(m) };
        gradients.recordAdaptiveStep(recording('adaptiveStep'), matrices, coefficients);
      });
    },
    adadeltaStep({ w, s, u }, g, { rho, rate, epsilon }) {
      check.checkAdadeltaStep({ w, s, u }, g);
      checkOutputs('adadeltaStep', [w, s, u], [g]);
      const coefficients = {
        rho: scalars.own(rho),
        rate: scalars.own(rate),
        epsilon: scalars.own(epsilon),
      };
      overParts(w, (part) => {
        const matrices = { w: part(w), s: part(s), u: part(u), g: part(g) };
        gradients.recordAdadeltaStep(recording('adadeltaStep'), matrices, coefficients);
      });
    },
  };
}

/** The port's operations on matrices: each is checked and recorded as dispatches, once a part of its matrices. */
export function matrixOperations(scalars: ScalarStore, recording: Start): MatrixOperations {
  return {
    ...linearOperations(scalars, recording),
    ...stepOperations(scalars, recording),
    ...lossOperations(scalars, recording),
    ...gradientOperations(scalars, recording),
  };
}
