import { readFile } from 'node:fs/promises';
import type { LoadHook } from 'node:module';
import { fileURLToPath } from 'node:url';

const SHADER = /\.wgsl\?raw$/;

/** A loader hook of Node: the text of a shader as a module, as Vite's `?raw` has it. */
export const load: LoadHook = async (url, context, next) => {
  if (!SHADER.test(url)) return next(url, context);
  const text = await readFile(fileURLToPath(url), 'utf8');
  return {
    format: 'module',
    source: `export default ${JSON.stringify(text)};`,
    shortCircuit: true,
  };
};
