import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';

/** A file of the build as workbox-precaching wants it. */
export interface KeptFile {
  /** From the root of the build. */
  readonly url: string;
  /** null where the name has a hash of the content. */
  readonly revision: string | null;
  /** The browser refuses another content. */
  readonly integrity: string;
}

const PLACEHOLDER = '<meta name="build" content="development" />';
const SERVICE_WORKER = 'serviceWorker.js';

/** MNIST has a cache of its own; what the host reads is not the page's; the worker itself the browser keeps. */
function isKept(path: string): boolean {
  return !/^mnist\/|^_headers$|^serviceWorker\.js$|\.map$/.test(path);
}

/** All that the page may ever ask for, by name. */
export function keptFiles(folder: string): readonly KeptFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter(isKept)
    .sort()
    .map((url) => {
      const digest = createHash('sha256').update(readFileSync(join(folder, url)));
      const sum = digest.digest('base64');
      const hashed = url.startsWith('assets/');
      return { url, revision: hashed ? null : sum, integrity: `sha256-${sum}` };
    });
}

/** Short SHA-256 of a build: of its names and contents. */
export function buildId(files: readonly KeptFile[]): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
}

/** Names the build in its page, and returns the name; @throws Error where the page has no place for it. */
function stamp(folder: string): string {
  const path = join(folder, 'index.html');
  const html = readFileSync(path, 'utf8');
  if (!html.includes(PLACEHOLDER)) throw new Error(`${path} lacks ${PLACEHOLDER}.`);
  const id = buildId(keptFiles(folder));
  writeFileSync(path, html.replace(PLACEHOLDER, PLACEHOLDER.replace('development', id)));
  return id;
}

/** Adds the service worker to a finished build, with the list of its files. */
async function addServiceWorker(root: string, folder: string): Promise<void> {
  const id = stamp(folder);
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    define: { BUILD: JSON.stringify(id), FILES: JSON.stringify(keptFiles(folder)) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'chrome120',
      rolldownOptions: {
        input: join(root, 'src/offline/serviceWorker.ts'),
        output: { format: 'iife', entryFileNames: SERVICE_WORKER },
      },
    },
  });
}

/** Makes the build work without a network after a visit: src/offline, docs/decisions/0022-safe-page.md. */
export function offlineCopy(): Plugin {
  let root = '';
  let folder = '';
  return {
    name: 'dlam-lab:offline-copy',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      folder = resolve(config.root, config.build.outDir);
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: () => addServiceWorker(root, folder),
    },
  };
}
