/** Memory that runs out for real: the address space of this process is limited while a race is allocated. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { usesNativeGpu } from '../../scripts/vulkan.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import type { TrainerEvent } from '../../src/worker/protocol.ts';
import { TrainerSession } from '../../src/worker/trainerSession.ts';
import { memoryCheckpoints } from '../support/memoryCheckpoints.ts';
import { testGpu } from './testGpu.ts';

const MEBIBYTE = 2 ** 20;
/** Node itself needs some while a race is prepared. */
const HEADROOM = 200 * MEBIBYTE;

/** Sets how many bytes this process may map; 'unlimited' takes the limit away. */
function limitAddressSpace(bytes: number | 'unlimited'): void {
  execFileSync('prlimit', ['--pid', String(process.pid), `--as=${bytes}:`]);
}

function mappedBytes(): number {
  const [, kibibytes] = /VmSize:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return 1024 * Number(kibibytes);
}

/** Only a GPU in software takes its memory from this process, and only Linux has prlimit. */
function canLimit(): boolean {
  if (process.platform !== 'linux' || usesNativeGpu()) return false;
  try {
    execFileSync('prlimit', ['--version']);
    return true;
  } catch {
    return false;
  }
}

const large: Settings = {
  ...INITIAL_SETTINGS,
  dataset: 'synthetic',
  engine: 'gpu',
  trainCount: 1500,
  testCount: 100,
  hidden: [4096, 4096],
  lambda: [0.01],
  innerSteps: [2],
  algorithms: ['mdlam', 'dlam'],
};
const small: Settings = { ...large, hidden: [8], iterations: 3 };

describe.runIf(canLimit())('a race that the GPU has no memory for', () => {
  const session = new TrainerSession('http://nowhere.invalid/', memoryCheckpoints());
  const events: TrainerEvent[] = [];
  beforeAll(async () => {
    vi.stubGlobal('navigator', { gpu: testGpu() });
    await session.subscribe((news) => events.push(...news));
    await session.openEngine('gpu');
  });
  afterAll(() => vi.unstubAllGlobals());

  test('is refused by what the device could not allocate, and the next one trains', async () => {
    await session.loadData(large, []);
    const { total } = await session.estimateMemory(large);
    expect(total).toBeGreaterThan(2 * HEADROOM);
    limitAddressSpace(mappedBytes() + HEADROOM);
    try {
      await expect(session.prepareRace(large, null)).rejects.toMatchObject({
        name: 'OutOfMemoryError',
        message: expect.stringMatching(
          /^The GPU has no memory left for .+\. Use fewer samples or narrower layers, or close other tabs that use the GPU\. The race needs [\d,]+ MiB in all\.$/,
        ),
      });
    } finally {
      limitAddressSpace('unlimited');
    }
    await session.prepareRace(small, null);
    await session.step();
    expect(events.filter(({ kind }) => kind === 'fault')).toEqual([]);
    const reached = events.flatMap((event) => (event.kind === 'records' ? event.records : []));
    expect(reached.at(-1)).toMatchObject({ iteration: 1, objective: expect.any(Number) });
  });
});
