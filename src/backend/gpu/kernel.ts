/** A compute kernel as data: its text and what the text says about bindings and parameters. */

/** One `@group(0)` binding of a kernel. */
export interface KernelBinding {
  readonly name: string;
  readonly binding: number;
  readonly kind: 'uniform' | 'read-only-storage' | 'storage';
}

/** One 32-bit member of a kernel's `Params`. */
export interface KernelParameter {
  readonly name: string;
  readonly type: 'u32' | 'i32' | 'f32';
}

export interface Kernel {
  /** File name and entry point. */
  readonly name: string;
  /** What sets it apart from other kernels of the file; empty where there are none. */
  readonly variant: string;
  /** The kernel's own text first, so that errors carry its line numbers; then the snippets. */
  readonly source: string;
  readonly bindings: readonly KernelBinding[];
  /** Members of `Params` in order, four bytes each; empty without `params`. */
  readonly parameters: readonly KernelParameter[];
  /** Names of the `override` constants. */
  readonly constants: ReadonlySet<string>;
}

const BINDING = /@group\(0\)\s*@binding\((\d+)\)\s*var<([^>]+)>\s*(\w+)\s*:/g;
const PARAMETER = /^(\w+)\s*:\s*(u32|i32|f32)$/;

function withoutComments(source: string): string {
  return source.replace(/\/\/.*$/gm, '');
}

function bindingKind(space: string): KernelBinding['kind'] {
  const [addressSpace, access] = space.split(',').map((word) => word.trim());
  if (addressSpace === 'uniform') return 'uniform';
  return access === 'read_write' ? 'storage' : 'read-only-storage';
}

function parseParameters(name: string, source: string): KernelParameter[] {
  const body = /struct Params\s*\{([^}]*)\}/.exec(source)?.[1];
  if (body === undefined) return [];
  return body
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '')
    .map((member) => {
      const match = PARAMETER.exec(member);
      if (!match)
        throw new SyntaxError(`${name}.wgsl: Params holds only u32, i32 and f32, not "${member}"`);
      return { name: match[1] as string, type: match[2] as KernelParameter['type'] };
    });
}

/**
 * Reads a kernel's bindings, parameters and override constants from its WGSL, so that nobody counts
 * offsets or binding numbers by hand. (webgpu-utils does this for all of WGSL, but needs a global
 * Float16Array at import, which Node 20 and browsers before 2025 do not have.)
 */
export function defineKernel(
  name: string,
  source: string,
  snippets: readonly string[] = [],
  variant = '',
): Kernel {
  const whole = [source, ...snippets].join('\n');
  const text = withoutComments(whole);
  if (!new RegExp(`@compute\\s+@workgroup_size\\([^)]*\\)\\s+fn ${name}\\b`).test(text)) {
    throw new SyntaxError(`${name}.wgsl has no compute entry point "${name}"`);
  }
  const bindings = [...text.matchAll(BINDING)].map(([, binding, space, bindingName]) => ({
    name: bindingName as string,
    binding: Number(binding),
    kind: bindingKind(space as string),
  }));
  const constants = [...text.matchAll(/\boverride\s+(\w+)/g)].map(
    ([, constant]) => constant as string,
  );
  return {
    name,
    variant,
    source: whole,
    bindings,
    parameters: parseParameters(name, text),
    constants: new Set(constants),
  };
}

/** The bytes of a kernel's `Params`; every member needs its value and nothing else may have one. */
export function packParameters(
  kernel: Kernel,
  values: Readonly<Record<string, number>>,
): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(4 * kernel.parameters.length));
  for (const [index, { name, type }] of kernel.parameters.entries()) {
    const value = values[name];
    if (value === undefined)
      throw new RangeError(`${kernel.name}: no value for parameter "${name}"`);
    if (type === 'f32') view.setFloat32(4 * index, value, true);
    else if (type === 'i32') view.setInt32(4 * index, value, true);
    else view.setUint32(4 * index, value, true);
  }
  const unknown = Object.keys(values).find(
    (key) => !kernel.parameters.some(({ name }) => name === key),
  );
  if (unknown !== undefined) throw new RangeError(`${kernel.name} has no parameter "${unknown}"`);
  return view.buffer;
}
