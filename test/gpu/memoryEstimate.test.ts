/** What the worker announces for a race against the buffers that the race then holds, byte for byte. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Allocations } from '../../src/backend/allocations.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { TrainerSession } from '../../src/worker/trainerSession.ts';
import { memoryCheckpoints } from '../support/memoryCheckpoints.ts';
import { testGpu } from './testGpu.ts';

vi.mock(
  '../../src/worker/measurementMemory.ts',
  async () => (await import('./measuredBefore.ts')).measuredBefore,
);

/** Buffers of the device under test; those that only carry results back to the page do not count. */
let held: Allocations;
/** The most that they held at once since it was last set to 0. */
let peak = 0;

function watch(device: GPUDevice): GPUDevice {
  const create = device.createBuffer.bind(device);
  device.createBuffer = (descriptor) => {
    const buffer = create(descriptor);
    const { usage, size, label = '' } = descriptor;
    if (usage & (GPUBufferUsage.MAP_READ | GPUBufferUsage.QUERY_RESOLVE)) return buffer;
    const free = held.add(label, size);
    peak = Math.max(peak, held.bytes);
    const destroy = buffer.destroy.bind(buffer);
    buffer.destroy = () => {
      free();
      return destroy();
    };
    return buffer;
  };
  return device;
}

async function watchedAdapter(options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> {
  const adapter = await testGpu().requestAdapter(options);
  if (!adapter) return null;
  const request = adapter.requestDevice.bind(adapter);
  adapter.requestDevice = async (descriptor) => watch(await request(descriptor));
  return adapter;
}

const settings: Settings = {
  ...INITIAL_SETTINGS,
  dataset: 'synthetic',
  engine: 'gpu',
  trainCount: 300,
  testCount: 150,
  hidden: [30],
  lambda: [0.01],
  innerSteps: [2],
  evaluateEvery: 1,
};

const CASES: readonly (readonly [name: string, changes: Partial<Settings>])[] = [
  ['four algorithms', {}],
  ['no biases', { bias: false, algorithms: ['mdlam', 'sgd'] }],
  ['three hidden layers', { hidden: [30, 21, 17], algorithms: ['mdlam', 'dladmm', 'sgd'] }],
  ['no hidden layer', { hidden: [], algorithms: ['dlam', 'dladmm', 'adam'] }],
  ['mini-batches and a rest', { batchSize: 64, algorithms: ['sgd', 'amsgrad', 'adadelta'] }],
  ['labels as the start, ℓ1', { output: 'signed-labels', regulariser: 'l1' }],
  ['repeats', { repeats: 3, algorithms: ['mdlam', 'sgd'] }],
  ['samples in two parts', { trainCount: 17_000, hidden: [5], algorithms: ['mdlam', 'sgd'] }],
];

describe('the memory of a race on the GPU', () => {
  const session = new TrainerSession('http://nowhere.invalid/', memoryCheckpoints());
  let engine: number;

  beforeAll(async () => {
    held = new Allocations();
    vi.stubGlobal('navigator', { gpu: { requestAdapter: watchedAdapter } });
    await session.openEngine('gpu');
    engine = held.bytes;
  });
  afterAll(() => vi.unstubAllGlobals());

  test.each(CASES)('is what was announced: %s', async (_name, changes) => {
    const chosen = { ...settings, ...changes };
    await session.loadData(chosen, []);
    const estimate = await session.estimateMemory(chosen);
    peak = 0;
    await session.prepareRace(chosen, null);
    await session.step();
    expect(held.bytes).toBe(estimate.total);
    expect(peak).toBe(estimate.total);
    const { data, shared, runs, largest, allowed } = estimate;
    expect(runs.map(({ algorithm }) => algorithm)).toEqual(chosen.algorithms);
    expect(runs.reduce((sum, { bytes }) => sum + bytes, data + shared)).toBe(estimate.total);
    expect(largest.bytes).toBeLessThan(allowed as number);
  });

  test('is given back for the next race, and the largest buffer is that of the largest race', async () => {
    const tiny = {
      ...settings,
      algorithms: ['sgd'],
      hidden: [],
      trainCount: 20,
      testCount: 20,
    } as const;
    await session.loadData(tiny, []);
    const { total, data } = await session.estimateMemory(tiny);
    await session.prepareRace(tiny, null);
    expect(held.bytes).toBe(total);
    expect(data).toBe(engine + 2 * 4 * 20 * (788 + 12));
    const parts = await session.loadData({ ...settings, trainCount: 17_000 }, []);
    const { largest } = await session.estimateMemory(settings);
    expect(largest).toEqual({ label: 'train inputs from row 0', bytes: 8512 * 788 });
    expect(held.largest).toEqual(largest);
    expect(parts.trainCount).toBe(17_000);
  });
});
