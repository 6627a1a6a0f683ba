import type { BrowserGpu } from '../../../src/backend/gpu/openBrowserGpu.ts';
import type { Backend, Matrix } from '../../../src/optimiser/backend.ts';
import { createOptimiser } from '../../../src/optimiser/createOptimiser.ts';
import { releaseProblem, uploadProblem } from '../../../src/optimiser/problem.ts';
import type { Contender, Prepared, ProductInputs, StepInputs } from '../contender.ts';
import { operandShapes } from '../contender.ts';

/** So large that no timed iteration is followed by a measurement of the network. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** An operand in the app's own layout: pixels as bytes, as it keeps the inputs of many samples. */
function placeOperand(backend: Backend, inputs: ProductInputs, operand: 'a' | 'b'): Matrix {
  const [rows, columns] = operandShapes(inputs.form)[operand];
  const values = inputs[operand];
  if (inputs.form.pixels !== operand) {
    const floats = backend.matrix(rows, columns, operand);
    backend.write(floats, values);
    return floats;
  }
  const bytes = backend.byteMatrix(rows, columns, operand, {
    offset: new Float64Array(columns),
    factor: new Float64Array(columns).fill(1 / 255),
  });
  backend.write(
    bytes,
    values.map((value) => Math.round(255 * value)),
  );
  return bytes;
}

/** A program of one product, or of some in a row. */
async function prepareProduct(backend: Backend, inputs: ProductInputs): Promise<Prepared> {
  const { rows, columns, transposeA, transposeB, gram, inARow } = inputs.form;
  const a = placeOperand(backend, inputs, 'a');
  const b = gram ? a : placeOperand(backend, inputs, 'b');
  const out = backend.matrix(rows, columns, 'C');
  const program = await backend.record('product', [], () => {
    for (let turn = 0; turn < inARow; turn++)
      backend.product(out, a, b, { transposeA, transposeB });
    return [];
  });
  return {
    run: async () => {
      await backend.submit(program, [[]]);
    },
    result: async () => [await backend.read(out)],
    dispose: () => {
      backend.releaseProgram(program);
      backend.release(gram ? [a, out] : [a, b, out]);
    },
  };
}

/** Plain gradient descent with all samples; the float64 engine takes the same steps as the reference. */
export async function prepareGradientStep(backend: Backend, inputs: StepInputs): Promise<Prepared> {
  const { widths, samples, features, labels, rate } = inputs;
  const part = { features, labels: Uint8Array.from(labels), count: samples };
  const [featureCount, classCount] = [widths[0] as number, widths.at(-1) as number];
  const test = {
    features: features.subarray(0, featureCount),
    labels: part.labels.subarray(0, 1),
    count: 1,
  };
  const problem = uploadProblem(backend, { featureCount, classCount, train: part, test }, true);
  const optimiser = await createOptimiser(backend, problem, {
    shape: { widths, activation: 'relu', bias: true },
    method: {
      kind: 'gradient',
      hyperparameters: {
        loss: 'cross-entropy',
        regulariser: 'none',
        lambda: inputs.weights.map(() => 0),
        rule: { kind: 'momentum', rate, momentum: 0, nesterov: false },
        batchSize: null,
        orderSeed: 1,
      },
    },
    output: 'forward',
    evaluateEvery: NEVER,
  });
  await optimiser.start(inputs.weights);
  return {
    run: async () => {
      await optimiser.advance(1);
    },
    result: () => optimiser.weights(),
    dispose: () => {
      optimiser.dispose();
      releaseProblem(backend, problem);
    },
  };
}

/** This app on the page's GPU. */
export function dlamLab({ backend }: BrowserGpu, version: string): Contender {
  return {
    facts: {
      id: 'dlam-lab',
      version,
      device: 'gpu',
      note: 'float32, pixels as bytes; a product, a step or an iteration is one program and one submission',
    },
    product: (inputs) => prepareProduct(backend, inputs),
    gradientStep: (inputs) => prepareGradientStep(backend, inputs),
  };
}
