/** `npm test`: types, lint, tests, build and end-to-end tests, in this order, up to the first that fails. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureBrowser } from './findBrowser.ts';

const root = join(import.meta.dirname, '..');
/** Tools that colour what goes to a file or a log are told not to. */
const plain = (flag: string): string[] => (process.stdout.isTTY ? [] : [flag]);
const tool = (path: string) => join(root, 'node_modules', path);

interface Part {
  readonly title: string;
  /** Programs of Node with their arguments, run one after the other. */
  readonly commands: readonly (readonly string[])[];
}

const PARTS: readonly Part[] = [
  {
    title: 'Types of every room',
    commands: [[tool('typescript/bin/tsc'), '--build']],
  },
  {
    title: 'Lint and format',
    commands: [[tool('@biomejs/biome/bin/biome'), 'ci', ...plain('--colors=off')]],
  },
  {
    title: 'Unit, kernel and architecture tests',
    commands: [[tool('vitest/vitest.mjs'), 'run', ...plain('--no-color')]],
  },
  {
    title: 'Mutants of the kernels, a sample',
    commands: [[tool('tsx/dist/cli.mjs'), 'scripts/mutants.ts', '--sample']],
  },
  {
    title: 'Build and the weight of its first load',
    commands: [
      [tool('vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
      [tool('tsx/dist/cli.mjs'), 'scripts/checkBudget.ts'],
    ],
  },
  { title: 'End-to-end tests', commands: [[tool('playwright/cli.js'), 'test']] },
];

function runPart(part: Part): void {
  console.log(`\n=== ${part.title} ===`);
  const start = performance.now();
  for (const command of part.commands) {
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
    if (status !== 0) {
      console.error(`\n${part.title}: failed`);
      process.exit(status ?? 1);
    }
  }
  console.log(`--- ${part.title}: passed in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

console.log(`Browser: ${ensureBrowser()}`);
for (const part of PARTS) runPart(part);
console.log('\nAll parts passed.');
