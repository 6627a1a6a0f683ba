import { afterEach, expect, it, vi } from 'vitest';
import { memoryCheckpoints } from '../../test/support/memoryCheckpoints.ts';
import { INITIAL_SETTINGS } from '../settings/settings.ts';
import { TrainerSession } from './trainerSession.ts';

afterEach(() => vi.unstubAllGlobals());

const settings = {
  ...INITIAL_SETTINGS,
  dataset: 'mnist',
  trainCount: 60,
  testCount: 20,
} as const;

/** A server that never answers. */
function stubSilentServer() {
  vi.stubGlobal(
    'fetch',
    (_url: unknown, { signal }: RequestInit = {}) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
  );
}

it('cancels a download that has begun', async () => {
  stubSilentServer();
  const session = new TrainerSession('http://localhost/', memoryCheckpoints());
  const loading = session.loadData(settings, []);
  await new Promise((resolve) => setTimeout(resolve, 50));
  await session.cancelLoading();
  expect((await loading).notice).toMatch(/cancelled/);
});

it('cancels a download that still waits for the engine to open', async () => {
  stubSilentServer();
  const session = new TrainerSession('http://localhost/', memoryCheckpoints());
  const opening = session.openEngine('cpu');
  const loading = session.loadData(settings, []);
  await session.cancelLoading();
  await opening;
  expect((await loading).notice).toMatch(/cancelled/);
  // It was that download alone: after another data set MNIST is tried again.
  expect((await session.loadData({ ...settings, dataset: 'synthetic' }, [])).notice).toBeNull();
  const again = session.loadData(settings, []);
  const first = await Promise.race([
    again.then(() => 'loaded'),
    new Promise((resolve) => setTimeout(resolve, 100, 'waiting')),
  ]);
  expect(first).toBe('waiting');
  await session.cancelLoading();
  await again;
});

it('a press after the end of a download cancels nothing later', async () => {
  stubSilentServer();
  const session = new TrainerSession('http://localhost/', memoryCheckpoints());
  await session.loadData({ ...settings, dataset: 'synthetic' }, []);
  await session.cancelLoading();
  const loading = session.loadData(settings, []);
  const first = await Promise.race([
    loading.then(() => 'loaded'),
    new Promise((resolve) => setTimeout(resolve, 100, 'waiting')),
  ]);
  expect(first).toBe('waiting');
  await session.cancelLoading();
  await loading;
});

it('asks another server for MNIST only when told that it may, until a download is cancelled', async () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(new URL(address).host);
    return new Response(null, { status: 404 });
  });
  const session = new TrainerSession('http://localhost/', memoryCheckpoints());
  const hostsAsked = async (mayDownload: boolean) => {
    asked.length = 0;
    const { notice, downloadBytes } = await session.loadData(settings, [], mayDownload);
    expect([notice, downloadBytes]).toEqual([expect.stringContaining('synthetic'), 11_594_722]);
    return new Set(asked);
  };
  const own = new Set(['localhost']);
  const both = new Set(['localhost', 'cdn.jsdelivr.net']);
  expect(await hostsAsked(false)).toEqual(own);
  expect(await hostsAsked(true)).toEqual(both);
  // Another subset is loaded without another press.
  expect(await hostsAsked(false)).toEqual(both);
  await session.cancelLoading();
  expect(await hostsAsked(false)).toEqual(own);
});
