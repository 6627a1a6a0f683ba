import type { BrowserGpu } from '../../src/backend/gpu/openBrowserGpu.ts';
import type { PageOptions } from '../pageProtocol.ts';
import type { ContenderFacts, ContenderId } from '../results.ts';
import type { Contender } from './contender.ts';
import { dlamLab } from './peers/dlamLab.ts';
import { errorText } from './takeTurns.ts';

type Versions = PageOptions['versions'];

interface Opening {
  readonly id: ContenderId;
  readonly device: ContenderFacts['device'];
  /** Peers are fetched here, so that one that does not even load is one that fails. */
  readonly open: (version: string) => Promise<Contender>;
}

function openings(gpu: BrowserGpu): readonly Opening[] {
  return [
    { id: 'dlam-lab', device: 'gpu', open: async (version) => dlamLab(gpu, version) },
    {
      id: 'jax-js',
      device: 'gpu',
      open: async (version) => (await import('./peers/jaxJs.ts')).jaxJs(version),
    },
    {
      id: 'tfjs-webgpu',
      device: 'gpu',
      open: async (version) => (await import('./peers/tfjsWebgpu.ts')).tfjsWebgpu(version),
    },
    {
      id: 'tfjs-wasm',
      device: 'cpu',
      open: async (version) => (await import('./peers/tfjsWasm.ts')).tfjsWasm(version),
    },
    {
      id: 'tfjs-wasm-transposed',
      device: 'cpu',
      open: async (version) => (await import('./peers/tfjsWasm.ts')).tfjsWasmTransposed(version),
    },
    {
      id: 'onnxruntime-web',
      device: 'gpu',
      open: async (version) => (await import('./peers/onnxRuntime.ts')).onnxRuntime(version),
    },
  ];
}

/** Everybody who could be opened, and the facts of all, failures included. */
export async function openContenders(
  gpu: BrowserGpu,
  versions: Versions,
): Promise<{ readonly contenders: Contender[]; readonly facts: ContenderFacts[] }> {
  const contenders: Contender[] = [];
  const facts: ContenderFacts[] = [];
  for (const { id, device, open } of openings(gpu)) {
    const version = versions[id];
    try {
      const contender = await open(version);
      contenders.push(contender);
      facts.push({ ...contender.facts, error: null });
    } catch (error) {
      facts.push({ id, version, device, note: '', error: errorText(error) });
    }
  }
  return { contenders, facts };
}
