/** What TensorFlow.js computes, on whichever of its backends. */
import * as tf from '@tensorflow/tfjs-core';
// What the package @tensorflow/tfjs does for those who take all of it.
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { Contender, Prepared, ProductInputs, StepInputs } from '../contender.ts';
import { operandShapes } from '../contender.ts';
import { appWeights, denseLayers, oneHot } from '../denseLayers.ts';

type Backend = 'webgpu' | 'wasm';

/** Both backends live in one engine, which works for one at a time. */
async function choose(backend: Backend): Promise<void> {
  if (tf.getBackend() === backend) return;
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs has no backend "${backend}"`);
}

/** Waits for one number of a matrix: what was dispatched before has then run. */
async function wait(matrix: tf.Tensor): Promise<void> {
  const one = tf.slice(matrix, [0, 0], [1, 1]);
  await one.data();
  one.dispose();
}

async function prepareProduct(backend: Backend, { form, a, b }: ProductInputs): Promise<Prepared> {
  await choose(backend);
  const shapes = operandShapes(form);
  const left = tf.tensor2d(a, [...shapes.a]);
  const right = form.gram ? left : tf.tensor2d(b, [...shapes.b]);
  let product: tf.Tensor | null = null;
  return {
    ready: () => choose(backend),
    run: async () => {
      for (let turn = 0; turn < form.inARow; turn++) {
        product?.dispose();
        product = tf.matMul(left, right, form.transposeA, form.transposeB);
      }
      if (product) await wait(product);
    },
    result: async () => {
      await choose(backend);
      return product ? [await product.data<'float32'>()] : [];
    },
    dispose: () => tf.dispose([left, right, ...(product ? [product] : [])]),
  };
}

interface Layer {
  readonly kernel: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
}

/** x·K; its gradients come from tfjs itself, or from products without transpose flags. */
type Multiply = (x: tf.Tensor2D, kernel: tf.Tensor2D) => tf.Tensor2D;

const plainProduct: Multiply = (x, kernel) => tf.matMul(x, kernel);

export const transposingProduct: Multiply = tf.customGrad((x, kernel, save) => {
  const [input, weights] = [x as tf.Tensor2D, kernel as tf.Tensor2D];
  (save as tf.GradSaveFunc)([input, weights]);
  return {
    value: tf.matMul(input, weights),
    gradFunc: (dy, saved) => {
      const [a, k] = saved as [tf.Tensor2D, tf.Tensor2D];
      const delta = dy as tf.Tensor2D;
      return [tf.matMul(delta, tf.transpose(k)), tf.matMul(tf.transpose(a), delta)];
    },
  };
}) as Multiply;

/** Mean softmax cross-entropy. */
function meanLoss(
  multiply: Multiply,
  layers: readonly Layer[],
  x: tf.Tensor2D,
  y: tf.Tensor2D,
): tf.Scalar {
  const z = layers.reduce<tf.Tensor2D>((input, { kernel, bias }, index) => {
    const output = tf.add(multiply(input, kernel), bias);
    return (index < layers.length - 1 ? tf.relu(output) : output) as tf.Tensor2D;
  }, x);
  return tf.neg(tf.mean(tf.sum(tf.mul(y, tf.logSoftmax(z)), 1)));
}

async function prepareGradientStep(
  backend: Backend,
  multiply: Multiply,
  inputs: StepInputs,
): Promise<Prepared> {
  await choose(backend);
  const { widths, samples, features, labels, rate } = inputs;
  const classes = widths.at(-1) as number;
  const x = tf.tensor2d(features, [samples, widths[0] as number]);
  const y = tf.tensor2d(oneHot(labels, samples, classes), [samples, classes]);
  const layers: Layer[] = denseLayers(widths, inputs.weights).map((layer) => ({
    kernel: tf.variable(tf.tensor2d(layer.kernel, [layer.inputs, layer.outputs])),
    bias: tf.variable(tf.tensor1d(layer.bias)),
  }));
  const variables = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const step = (): void =>
    tf.tidy(() => {
      const { grads } = tf.variableGrads(() => meanLoss(multiply, layers, x, y), variables);
      for (const variable of variables) {
        const gradient = grads[variable.name] as tf.Tensor;
        variable.assign(tf.sub(variable, tf.mul(gradient, rate)));
      }
    });
  return {
    ready: () => choose(backend),
    run: async () => {
      step();
      await wait((layers.at(-1) as Layer).kernel);
    },
    result: async () => {
      await choose(backend);
      return Promise.all(
        layers.map(async ({ kernel, bias }, index) =>
          appWeights({
            inputs: widths[index] as number,
            outputs: widths[index + 1] as number,
            kernel: await kernel.data<'float32'>(),
            bias: await bias.data<'float32'>(),
          }),
        ),
      );
    },
    dispose: () => tf.dispose([x, y, ...variables]),
  };
}

/** TensorFlow.js on one of its backends, which has been registered. */
export async function tfjs(
  backend: Backend,
  facts: Contender['facts'],
  multiply = plainProduct,
): Promise<Contender> {
  await choose(backend);
  return {
    facts,
    product: (inputs) => prepareProduct(backend, inputs),
    gradientStep: (inputs) => prepareGradientStep(backend, multiply, inputs),
  };
}
