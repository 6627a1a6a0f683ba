/** What the modules of a room may import; their own room is always allowed. */
export interface Room {
  /** The folder, or the file, from the repository's root. */
  readonly path: string;
  /** Folders ending in "/" and single files. */
  readonly rooms: readonly string[];
  /** Packages; "@scope/*" stands for all of a scope, "node:*" for all that Node brings. */
  readonly packages: readonly string[];
}

const MODEL = 'src/model/';
const PORT = [
  'src/optimiser/backend.ts',
  'src/backend/shapeChecks.ts',
  'src/backend/allocations.ts',
];
const REACT = ['react', 'react-dom', '@mantine/*'];

/** Who may import whom; the longest matching path is a module's room. See docs/architecture.md. */
export const ROOMS: readonly Room[] = [
  { path: MODEL, rooms: [], packages: [] },
  { path: 'src/maths/', rooms: [MODEL], packages: [] },
  { path: 'src/optimiser/', rooms: [MODEL, 'src/maths/'], packages: [] },
  { path: 'src/settings/', rooms: [MODEL], packages: ['zod'] },
  { path: 'src/theory/', rooms: [MODEL], packages: [] },
  { path: 'src/history/', rooms: [MODEL, 'src/theory/'], packages: [] },
  { path: 'src/sweep/', rooms: [MODEL, 'src/settings/'], packages: [] },
  { path: 'src/record/', rooms: [MODEL, 'src/settings/', 'src/history/'], packages: [] },
  {
    path: 'src/data/',
    rooms: [MODEL, 'src/maths/random.ts'],
    packages: ['idb-keyval', 'fflate', 'papaparse'],
  },
  { path: 'src/backend/', rooms: [MODEL, 'src/optimiser/backend.ts'], packages: [] },
  { path: 'src/backend/cpu/', rooms: [MODEL, ...PORT, 'src/maths/'], packages: [] },
  { path: 'src/backend/gpu/', rooms: [MODEL, ...PORT, 'shaders/'], packages: [] },
  {
    path: 'src/training/',
    rooms: [
      MODEL,
      'src/settings/',
      'src/data/',
      'src/optimiser/',
      'src/sweep/',
      'src/history/',
      'src/backend/allocations.ts',
      'src/maths/sampleOrder.ts',
    ],
    packages: [],
  },
  {
    path: 'src/worker/',
    rooms: [
      MODEL,
      'src/settings/',
      'src/data/',
      'src/optimiser/',
      'src/backend/',
      'src/sweep/',
      'src/record/',
      'src/training/',
      'src/maths/random.ts',
    ],
    packages: ['comlink'],
  },
  {
    path: 'src/offline/',
    rooms: [MODEL],
    packages: ['workbox-precaching', 'workbox-routing'],
  },
  {
    path: 'src/ui/',
    rooms: [
      MODEL,
      'src/settings/',
      'src/theory/',
      'src/history/',
      'src/sweep/',
      'src/record/',
      'src/worker/protocol.ts',
      'src/worker/trainerClient.ts',
    ],
    packages: [...REACT, 'recharts', 'zustand', 'idb-keyval', 'katex'],
  },
  {
    path: 'src/main.tsx',
    rooms: ['src/ui/', 'src/worker/trainerClient.ts'],
    packages: REACT,
  },
  {
    path: 'cli/',
    rooms: [
      MODEL,
      'src/settings/',
      'src/data/',
      'src/optimiser/',
      'src/backend/',
      'src/sweep/',
      'src/record/',
      'src/training/',
      'scripts/vulkan.ts',
    ],
    packages: ['commander', 'webgpu', 'zod', 'node:*'],
  },
];

/** The only room whose modules may name `GPUDevice` and its kin. */
export const GPU_ROOM = 'src/backend/gpu/';

export const LONGEST_FILE = 350;

export function roomOf(path: string): Room | null {
  const matching = ROOMS.filter((room) => path === room.path || path.startsWith(room.path));
  return matching.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

export function isTest(path: string): boolean {
  return /^(test|e2e)\//.test(path) || /\.test\.tsx?$/.test(path);
}
