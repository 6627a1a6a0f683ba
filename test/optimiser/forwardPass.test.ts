import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { ACTIVATIONS, type Activation } from '../../src/model/activation.ts';
import { AlternatingMinimisation } from '../../src/optimiser/dlam.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import { activationValue } from '../support/activationValue.ts';
import { problemFromRows } from '../support/problemFromRows.ts';
import { toyRows } from '../support/toyProblem.ts';

const WIDTHS = [6, 9, 7, 4];
const COUNT = 37;

/** The network written out for one sample: W holds b as its last column. */
function output(weights: readonly Float64Array[], x: readonly number[], activation: Activation) {
  return weights.reduce<readonly number[]>((input, w, index) => {
    const rows = WIDTHS[index + 1] as number;
    const columns = input.length + 1;
    return Array.from({ length: rows }, (_, row) => {
      const z = input
        .concat(1)
        .reduce((sum, value, column) => sum + value * (w[row * columns + column] as number), 0);
      return index === weights.length - 1 ? z : activationValue(activation, z);
    });
  }, x);
}

describe('the forward pass', () => {
  it.each(ACTIVATIONS)(
    'reports the loss and accuracy of the network itself, %s',
    async (activation) => {
      const rows = toyRows(COUNT, WIDTHS[0] as number, 4, 8);
      const backend = new CpuBackend();
      const shape = { widths: WIDTHS, activation, bias: true };
      const problem = problemFromRows(backend, rows, WIDTHS, true);
      const run = await AlternatingMinimisation.create(backend, problem, {
        shape,
        hyperparameters: {
          algorithm: 'mdlam',
          loss: 'cross-entropy',
          regulariser: 'l2',
          lambda: [0.1, 0.1, 0.1],
          rho: { kind: 'constant', initial: 0.5 },
          epsilon: { kind: 'geometric', initial: 1, ratio: 0.8, limit: 0.01 },
          innerSteps: [1, 1, 1],
          proxSolver: 'newton',
        },
        output: 'forward',
        evaluateEvery: 1,
      });
      await run.start(
        initialWeights(shape, { seed: 2, weights: { kind: 'he' }, output: 'forward' }),
      );
      const [, , last] = await run.advance(3);
      const { weights } = await run.state();
      let [loss, correct] = [0, 0];
      rows.labels.forEach((label, sample) => {
        const z = output(weights, [...rows.x.slice(sample * 6, sample * 6 + 6)], activation);
        loss += Math.log(z.reduce((sum, v) => sum + Math.exp(v), 0)) - (z[label] as number);
        if (z.indexOf(Math.max(...z)) === label) correct++;
      });
      expect(last?.forward?.trainLoss).toBeCloseTo(loss / COUNT, 10);
      expect(last?.forward?.trainAccuracy).toBe(correct / COUNT);
      // Test and training samples are the same here, but only training reuses P_1.
      expect(last?.forward?.testLoss).toBeCloseTo(last?.forward?.trainLoss as number, 12);
      expect(last?.forward?.testAccuracy).toBe(last?.forward?.trainAccuracy);
    },
  );
});
