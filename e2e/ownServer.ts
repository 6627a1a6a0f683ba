import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

const ROOT = join(import.meta.dirname, '..');
/** Not that of playwright.config.ts. */
const PORT = 4274;
/** The app may lie in any folder. */
const FOLDER = '/some/folder/';

export const OWN_ADDRESS = `http://127.0.0.1:${PORT}${FOLDER}`;
/** What the other tests are run on. */
export const BUILT = join(ROOT, 'dist');

/** Serves a build at OWN_ADDRESS; returns what stops it, so that nothing listens there any more. */
export async function serve(outDir: string): Promise<() => Promise<void>> {
  const server = await preview({
    root: ROOT,
    base: FOLDER,
    logLevel: 'error',
    build: { outDir },
    preview: { port: PORT, strictPort: true },
  });
  return () => server.close();
}

/** The same app, every script of which has another name; returns its folder. */
export async function buildAnother(): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'dlam-next-'));
  const banner = '/* the next version */';
  await build({
    root: ROOT,
    logLevel: 'error',
    plugins: [
      {
        name: 'next-version',
        renderChunk: (code) => ({ code: `${banner}\n${code}`, map: null }),
        transformIndexHtml: (html) => html.replace('<title>', '<title>Next '),
      },
    ],
    build: { outDir },
  });
  return outDir;
}
