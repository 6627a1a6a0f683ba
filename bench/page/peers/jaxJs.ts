import {
  defaultDevice,
  getWebGPUDevice,
  init,
  jit,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import type { Contender, Prepared, ProductInputs, StepInputs } from '../contender.ts';
import { operandShapes } from '../contender.ts';
import { appWeights, denseLayers, oneHot } from '../denseLayers.ts';
import { waitForOneFloat } from '../readback.ts';

// A type, since jax-js takes no interfaces for its trees.
type Layers = { kernel: np.Array; bias: np.Array }[];

function upload(values: Float32Array, shape: readonly number[]): np.Array {
  return np.array(values, { shape: [...shape], dtype: np.float32 });
}

/**
 * Has submitted whatever the array waits for, and waits for one of its numbers. blockUntilReady() would copy and map
 * zero bytes, for which a browser need not wait at all.
 */
async function wait(array: np.Array): Promise<void> {
  await waitForOneFloat(getWebGPUDevice(), await array.ref.gpuBuffer());
}

async function prepareProduct({ form, a, b }: ProductInputs): Promise<Prepared> {
  const shapes = operandShapes(form);
  const left = upload(a, shapes.a);
  const right = form.gram ? left.ref : upload(b, shapes.b);
  const multiply = jit((x: np.Array, y: np.Array) =>
    np.matmul(form.transposeA ? np.transpose(x) : x, form.transposeB ? np.transpose(y) : y),
  );
  let product: np.Array | null = null;
  return {
    run: async () => {
      for (let turn = 0; turn < form.inARow; turn++) {
        product?.dispose();
        product = multiply(left.ref, right.ref);
        // What is given away before its buffer was asked for need never be computed.
        await product.ref.gpuBuffer();
      }
      if (product) await wait(product);
    },
    result: async () => (product ? [(await product.ref.data()) as Float32Array] : []),
    dispose: () => {
      product?.dispose();
      left.dispose();
      right.dispose();
      multiply.dispose();
    },
  };
}

/** Mean softmax cross-entropy. Each use of an array takes it over; `.ref` keeps it. */
function meanLoss(layers: Layers, x: np.Array, y: np.Array): np.Array {
  const samples = x.shape[0] as number;
  const z = layers.reduce((input, { kernel, bias }, index) => {
    const output = np.matmul(input, kernel).add(bias);
    return index < layers.length - 1 ? nn.relu(output) : output;
  }, x);
  return nn
    .logSoftmax(z)
    .mul(y)
    .sum()
    .mul(-1 / samples);
}

async function prepareGradientStep(inputs: StepInputs): Promise<Prepared> {
  const { widths, samples, features, labels, rate } = inputs;
  const classes = widths.at(-1) as number;
  const x = upload(features, [samples, widths[0] as number]);
  const y = upload(oneHot(labels, samples, classes), [samples, classes]);
  const sizes = denseLayers(widths, inputs.weights);
  let layers: Layers = sizes.map(({ kernel, bias, inputs: from, outputs }) => ({
    kernel: upload(kernel, [from, outputs]),
    bias: upload(bias, [outputs]),
  }));
  const step = jit((from: Layers, features: np.Array, targets: np.Array): [np.Array, Layers] => {
    const [loss, gradient] = valueAndGrad(meanLoss)(tree.ref(from), features, targets);
    const moved = from.map(({ kernel, bias }, index) => {
      const by = gradient[index] as Layers[number];
      return { kernel: kernel.sub(by.kernel.mul(rate)), bias: bias.sub(by.bias.mul(rate)) };
    });
    return [loss, moved];
  });
  return {
    run: async () => {
      const [loss, moved] = step(layers, x.ref, y.ref);
      layers = moved;
      await Promise.all(
        layers.flatMap(({ kernel, bias }) => [kernel.ref.gpuBuffer(), bias.ref.gpuBuffer()]),
      );
      await wait(loss);
      loss.dispose();
    },
    result: () =>
      Promise.all(
        layers.map(async ({ kernel, bias }, index) =>
          appWeights({
            inputs: widths[index] as number,
            outputs: widths[index + 1] as number,
            kernel: (await kernel.ref.data()) as Float32Array,
            bias: (await bias.ref.data()) as Float32Array,
          }),
        ),
      ),
    dispose: () => {
      tree.dispose([layers, x, y]);
      step.dispose();
    },
  };
}

export async function jaxJs(version: string): Promise<Contender> {
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU');
  defaultDevice('webgpu');
  return {
    facts: {
      id: 'jax-js',
      version,
      device: 'gpu',
      note: 'all inside jit(); transposes are views that jit() fuses; waits for four bytes of gpuBuffer()',
    },
    product: prepareProduct,
    gradientStep: prepareGradientStep,
  };
}
