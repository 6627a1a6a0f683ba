import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of every shader by its path below shaders/: kernels, then what they share. */
export function readShaders(root: string): ReadonlyMap<string, string> {
  const folder = join(root, 'shaders');
  const names = ['', 'lib/'].flatMap((below) =>
    readdirSync(join(folder, below))
      .filter((name) => name.endsWith('.wgsl'))
      .sort()
      .map((name) => below + name),
  );
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
