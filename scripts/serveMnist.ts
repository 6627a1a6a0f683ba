import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import type { Connect, Plugin } from 'vite';

/** Where the MNIST files may lie: the folder that MNIST_DIR names, then public/mnist. */
export function mnistFolders(root: string, environment: NodeJS.ProcessEnv = process.env): string[] {
  const named = environment.MNIST_DIR;
  const own = join(root, 'public', 'mnist');
  return named === undefined || named === '' ? [own] : [resolve(root, named), own];
}

interface FoundFile {
  readonly path: string;
  readonly size: number;
}

function findFile(folders: readonly string[], name: string): FoundFile | null {
  if (!/^[\w-][\w.-]*$/.test(name)) return null;
  for (const folder of folders) {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() === true) return { path, size: found.size };
  }
  return null;
}

/**
 * Answers requests below /mnist/. The files go out as they lie on disk, never with
 * Content-Encoding: the browser would unzip them, and their checksums are those of the .gz files.
 * A missing file is a 404, not the page.
 */
export function mnistHandler(folders: readonly string[]): Connect.NextHandleFunction {
  return (request: IncomingMessage, response: ServerResponse) => {
    const name = (request.url ?? '/').replace(/^\//, '').replace(/[?#].*$/, '');
    const file = findFile(folders, name);
    if (file === null) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end(`no MNIST file "${name}"\n`);
      return;
    }
    response.writeHead(200, {
      'Content-Type': 'application/octet-stream',
      'Content-Length': file.size,
      'Cache-Control': 'no-cache',
    });
    if (request.method === 'HEAD') response.end();
    else createReadStream(file.path).pipe(response);
  };
}

/** Serves the MNIST files at /mnist/ in `vite dev` and `vite preview`. */
export function serveMnist(root: string): Plugin {
  const handler = mnistHandler(mnistFolders(root));
  return {
    name: 'dlam-lab:serve-mnist',
    configureServer(server) {
      server.middlewares.use('/mnist', handler);
    },
    configurePreviewServer(server) {
      server.middlewares.use('/mnist', handler);
    },
  };
}
