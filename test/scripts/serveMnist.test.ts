import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mnistFolders, mnistHandler } from '../../scripts/serveMnist.ts';

const root = mkdtempSync(join(tmpdir(), 'dlam-mnist-'));
const zipped = gzipSync('labels');
let server: Server;
let address = '';

beforeAll(async () => {
  mkdirSync(join(root, 'public/mnist'), { recursive: true });
  mkdirSync(join(root, 'elsewhere'));
  writeFileSync(join(root, 'public/mnist/labels.gz'), zipped);
  writeFileSync(join(root, 'public/mnist/both.gz'), 'from public');
  writeFileSync(join(root, 'elsewhere/both.gz'), 'from MNIST_DIR');
  writeFileSync(join(root, 'secret'), 'secret');
  const handler = mnistHandler(mnistFolders(root, { MNIST_DIR: 'elsewhere' }));
  server = createServer((request, response) => handler(request, response, () => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(root, { recursive: true });
});

describe('the files below /mnist/', () => {
  it('go out as they lie on disk: zipped, with their size, and with no Content-Encoding', async () => {
    const response = await fetch(`${address}/labels.gz?x=1`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('content-length')).toBe(String(zipped.length));
    expect(Buffer.from(await response.arrayBuffer()).equals(zipped)).toBe(true);
  });

  it('come from MNIST_DIR before public/mnist', async () => {
    expect(await (await fetch(`${address}/both.gz`)).text()).toBe('from MNIST_DIR');
  });

  it.each(['/none.gz', '/', '/..%2fsecret', '/%2e%2e/secret', '/.hidden'])(
    'a request for %s is a 404, not the page',
    async (path) => {
      expect((await fetch(`${address}${path}`)).status).toBe(404);
    },
  );

  it('a HEAD request has the size and no body', async () => {
    const response = await fetch(`${address}/labels.gz`, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe(String(zipped.length));
    expect(await response.text()).toBe('');
  });
});
