import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build, preview } from 'vite';

const root = join(import.meta.dirname, '..');

/** Everything that the build is made of. */
const SOURCES = ['src', 'shaders', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** The time of the last change below a path, in milliseconds; 0 where there is nothing. */
function lastChange(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = readdirSync(path).map((name) => lastChange(join(path, name)));
  return Math.max(found.mtimeMs, ...inside);
}

const built = lastChange(join(root, 'dist', 'index.html'));
if (SOURCES.some((source) => lastChange(join(root, source)) >= built)) {
  await build({ root, logLevel: 'warn' });
}
// The port is that of vite.config.ts, or the next free one.
const server = await preview({ root });
console.log(`DLAM Lab is at ${server.resolvedUrls?.local[0]} (Ctrl+C stops it)`);
