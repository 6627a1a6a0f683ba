/** Puts a mutant in the place of a shader, and watches which kernels are used. */
import type { Kernel } from '../../src/backend/gpu/kernel.ts';
import { kernels } from '../../src/backend/gpu/kernels.ts';
import { PipelineCache } from '../../src/backend/gpu/pipelines.ts';
import { ShaderCompilationError } from '../../src/model/errors.ts';

interface Replacement {
  readonly number: number;
  readonly original: string;
  readonly mutated: string;
  compiles: boolean;
}

let replacement: Replacement | null = null;
let replacements = 0;
let used = new Set<string>();

/** The kernel under a name of its own: every cache takes it for another kernel. */
function mutate(kernel: Kernel, { number, original, mutated }: Replacement): Kernel {
  const name = `${kernel.name}_mutant_${number}`;
  const source = kernel.source
    .replace(original, () => mutated)
    .replace(new RegExp(`\\bfn ${kernel.name}\\(`), `fn ${name}(`);
  return { ...kernel, name, source };
}

/** A kernel, or what a test put another entry point beside it for. */
function note({ source }: Kernel): void {
  for (const own of Object.values(kernels)) if (source.startsWith(own.source)) used.add(own.name);
}

const getPipeline = PipelineCache.prototype.get;
PipelineCache.prototype.get = async function get(kernel, constants) {
  note(kernel);
  const current = replacement;
  if (!current || !kernel.source.includes(current.original))
    return getPipeline.call(this, kernel, constants);
  try {
    return await getPipeline.call(this, mutate(kernel, current), constants);
  } catch (error) {
    if (error instanceof ShaderCompilationError) current.compiles = false;
    throw error;
  }
};

/** The names of the kernels that `body` asked for. */
export async function kernelsUsedBy(body: () => Promise<unknown>): Promise<string[]> {
  used = new Set();
  await body();
  return [...used].sort();
}

/** Runs `body` with one shader's text replaced; whether the replacement compiled wherever it was used. */
export async function withShader(
  original: string,
  mutated: string,
  body: () => Promise<unknown>,
): Promise<{ readonly compiles: boolean }> {
  replacements += 1;
  const current = { number: replacements, original, mutated, compiles: true };
  replacement = current;
  try {
    await body();
  } finally {
    replacement = null;
  }
  return current;
}
