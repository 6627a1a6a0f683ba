import { readFile } from 'node:fs/promises';
import type { Plugin } from 'vite';

/** WGSL without comments and indentation; every line keeps its number, for the compiler's messages. */
export function slimShader(source: string): string {
  return source.replace(/\/\/.*$/gm, '').replace(/^[ \t]+|[ \t]+$/gm, '');
}

/** Takes the comments out of the shaders of a build: they are a third of what the page would load. */
export function slimShaders(): Plugin {
  return {
    name: 'dlam-lab:slim-shaders',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith('.wgsl?raw')) return null;
      const source = await readFile(id.replace(/\?raw$/, ''), 'utf8');
      return `export default ${JSON.stringify(slimShader(source))};`;
    },
  };
}
