/** WebAssembly text as the TypeScript module that carries its binary. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import createWabt from 'wabt';

/** The text that is assembled, and the module that carries it. */
export const WAT = join(import.meta.dirname, '../src/maths/multiplyPanels.wat');
export const WAT_MODULE = join(import.meta.dirname, '../src/maths/multiplyPanelsModule.ts');
const NUMBERS_A_LINE = 20;

/** @throws Error with the line and what is wrong with it. */
export async function assembleWat(path: string): Promise<Uint8Array> {
  const wabt = await createWabt();
  const module = wabt.parseWat(basename(path), await readFile(path, 'utf8'), { simd: true });
  try {
    module.validate();
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

/** The text of {@link WAT_MODULE}. */
export function moduleText(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let i = 0; i < bytes.length; i += NUMBERS_A_LINE)
    lines.push(`  ${[...bytes.subarray(i, i + NUMBERS_A_LINE)].join(', ')},`);
  return [
    '/** The binary of multiplyPanels.wat; `npm run wat` writes this file. */',
    '// biome-ignore format: as it was written',
    'export const MULTIPLY_PANELS = Uint8Array.of(',
    ...lines,
    ');',
    '',
  ].join('\n');
}
