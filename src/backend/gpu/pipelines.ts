import { ShaderCompilationError } from '../../model/errors.ts';
import type { Kernel } from './kernel.ts';

export type Constants = Readonly<Record<string, number>>;

export interface CompiledKernel {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

interface KernelModule {
  readonly module: GPUShaderModule;
  readonly layout: GPUBindGroupLayout;
  readonly pipelineLayout: GPUPipelineLayout;
}

/** The identity of a pipeline: the kernel, its variant and its constants. */
export function pipelineKey(kernel: Kernel, constants: Constants): string {
  const settings = Object.entries(constants).sort(([a], [b]) => (a < b ? -1 : 1));
  const name = `${kernel.name} ${kernel.variant}`.trim();
  return `${name} ${settings.map(([name, value]) => `${name}=${value}`).join(' ')}`.trim();
}

function describe(message: GPUCompilationMessage): string {
  return `${message.lineNum}:${message.linePos} ${message.type}: ${message.message}`;
}

/** The pipelines of one device, each compiled once. */
export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #modules = new Map<Kernel, KernelModule>();
  readonly #pipelines = new Map<string, Promise<CompiledKernel>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** The pipeline of a kernel with these override constants. */
  get(kernel: Kernel, constants: Constants): Promise<CompiledKernel> {
    const key = pipelineKey(kernel, constants);
    let pipeline = this.#pipelines.get(key);
    if (!pipeline) {
      pipeline = this.#compile(kernel, constants, key);
      this.#pipelines.set(key, pipeline);
    }
    return pipeline;
  }

  async #compile(kernel: Kernel, constants: Constants, key: string): Promise<CompiledKernel> {
    const { module, layout, pipelineLayout } = this.#module(kernel);
    try {
      const pipeline = await this.#device.createComputePipelineAsync({
        label: key,
        layout: pipelineLayout,
        compute: { module, entryPoint: kernel.name, constants: { ...constants } },
      });
      return { pipeline, layout };
    } catch (cause) {
      this.#pipelines.delete(key);
      const { messages } = await module.getCompilationInfo();
      const reasons = messages.length > 0 ? messages.map(describe).join('\n') : String(cause);
      throw new ShaderCompilationError(
        key,
        `shaders/${kernel.name}.wgsl does not compile:\n${reasons}`,
        {
          cause,
        },
      );
    }
  }

  #module(kernel: Kernel): KernelModule {
    const known = this.#modules.get(kernel);
    if (known) return known;
    const { name } = kernel;
    // What is wrong with the module comes back from the pipeline, with the messages of the compiler.
    this.#device.pushErrorScope('validation');
    const module = this.#device.createShaderModule({ label: name, code: kernel.source });
    this.#device.popErrorScope().catch(() => null);
    const layout = this.#device.createBindGroupLayout({
      label: name,
      entries: kernel.bindings.map(({ binding, kind }) => ({
        binding,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: kind },
      })),
    });
    const pipelineLayout = this.#device.createPipelineLayout({
      label: name,
      bindGroupLayouts: [layout],
    });
    const made = { module, layout, pipelineLayout };
    this.#modules.set(kernel, made);
    return made;
  }
}
