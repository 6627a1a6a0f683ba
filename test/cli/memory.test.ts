import { describe, expect, it } from 'vitest';
import { CommandError, EXIT_CODES } from '../../cli/exitCodes.ts';
import { memoryGuard } from '../../cli/memory.ts';
import { openCpu } from '../../cli/openEngine.ts';
import { prepareData, prepareRun } from '../../cli/preparedRun.ts';
import { findData } from '../../cli/rawData.ts';
import { runSettings } from '../../cli/runSettings.ts';

const LITTLE = 1.5 * 2 ** 20;
const settings = runSettings({
  texts: { dataset: 'synthetic', trainCount: '60', testCount: '20', engine: 'cpu' },
  layers: '784,20,10',
});
const engineWith = (memory: number) => ({ ...openCpu(), memory });

async function prepare(memory: number, flags: Parameters<typeof memoryGuard>[0] = {}) {
  const data = await prepareData(await findData(null, settings), settings);
  return prepareRun(engineWith(memory), data, settings, {
    loaded: null,
    guard: memoryGuard(flags),
  });
}

describe('a command whose run does not fit', () => {
  it('refuses it before it allocates anything, with the number and what would fit', async () => {
    const error = await prepare(LITTLE).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CommandError);
    const { message, exitCode } = error as CommandError;
    expect(exitCode).toBe(EXIT_CODES.device);
    expect(message).toMatch(
      /^This race needs [\d.]+ MiB of memory, and this machine seems to have 1\.5 MiB for it\. Use at most \d+ training samples, or hidden layers of at most \d+ neurons\. To try it all the same, add --allow-memory\.$/,
    );
  });

  it('tries it where the user says so, and where there is enough', async () => {
    const allowed = await prepare(LITTLE, { allowMemory: true });
    const ample = await prepare(1e9);
    expect(allowed.memory).toBe(ample.memory);
    expect(ample.memory).toBeGreaterThan(LITTLE);
  });
});
