import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';
import { gemmModel } from '../../onnxModel.ts';
import type { Contender, Prepared, ProductInputs } from '../contender.ts';
import { operandShapes } from '../contender.ts';
import { waitForOneFloat } from '../readback.ts';

type Shape = readonly [rows: number, columns: number];

interface Operand {
  readonly buffer: GPUBuffer;
  readonly tensor: ort.Tensor;
}

/** A tensor on the library's own device. */
function upload(device: GPUDevice, values: Float32Array, dims: Shape): Operand {
  const buffer = device.createBuffer({
    size: values.byteLength,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });
  device.queue.writeBuffer(buffer, 0, values as Float32Array<ArrayBuffer>);
  return {
    buffer,
    tensor: ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims: [...dims] }),
  };
}

async function prepareProduct({ form, a, b }: ProductInputs): Promise<Prepared> {
  const shapes = operandShapes(form);
  const session = await ort.InferenceSession.create(gemmModel(shapes, form), {
    executionProviders: ['webgpu'],
    preferredOutputLocation: 'gpu-buffer',
  });
  const device = await ort.env.webgpu.device;
  const left = upload(device, a, shapes.a);
  const right = form.gram ? left : upload(device, b, shapes.b);
  const feeds = { A: left.tensor, B: right.tensor };
  let product: ort.Tensor | null = null;
  return {
    run: async () => {
      for (let turn = 0; turn < form.inARow; turn++) {
        product?.dispose();
        product = (await session.run(feeds)).C as ort.Tensor;
      }
      if (product?.location !== 'gpu-buffer') throw new Error('onnxruntime-web computed elsewhere');
      await waitForOneFloat(device, product.gpuBuffer as GPUBuffer);
    },
    result: async () => (product ? [(await product.getData()) as Float32Array] : []),
    dispose: () => {
      product?.dispose();
      for (const { buffer } of new Set([left, right])) buffer.destroy();
      void session.release();
    },
  };
}

export async function onnxRuntime(version: string): Promise<Contender> {
  ort.env.wasm.wasmPaths = { wasm };
  // Everything timed runs on the GPU: threads would only wait beside it.
  ort.env.wasm.numThreads = 1;
  return {
    facts: {
      id: 'onnxruntime-web',
      version,
      device: 'gpu',
      note: 'Gemm with transA and transB; inputs and output stay gpu-buffers; waits for four bytes of the output; cannot train',
    },
    product: prepareProduct,
    gradientStep: null,
  };
}
