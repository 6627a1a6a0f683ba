import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArchitecture, findCycles } from './checkArchitecture.ts';
import { parseModule, type SourceFile } from './sourceModule.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDERS = ['src', 'shaders', 'test', 'e2e', 'scripts', 'cli', 'bench'];

function readTree(): SourceFile[] {
  const top = readdirSync(ROOT, { withFileTypes: true });
  const folders = top.filter((entry) => entry.isDirectory() && FOLDERS.includes(entry.name));
  // bench/ is a package of its own.
  const installed = join(ROOT, 'bench', 'node_modules');
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder.name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(installed))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const configs = top.filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name));
  return [...inFolders, ...configs.map((entry) => join(ROOT, entry.name))].map((path) => ({
    path: path.slice(ROOT.length + 1).replaceAll('\\', '/'),
    text: /\.(tsx?|wgsl)$/.test(path) ? readFileSync(path, 'utf8') : '',
  }));
}

describe('the sources', () => {
  const report = checkArchitecture(readTree());

  it('are seen: the rules below cannot hold because nothing was read', () => {
    expect(report.modules).toBeGreaterThan(60);
    expect(report.imports).toBeGreaterThan(200);
  });

  it('keep every rule of docs/architecture.md', () => {
    expect(report.findings).toEqual([]);
  });
});

/** The rules that a deliberately bad file breaks, beside the good files that it leans on. */
function rulesBroken(path: string, text: string): string[] {
  const good = [
    'src/model/network.ts',
    'src/maths/random.ts',
    'src/maths/matrix.ts',
    'src/optimiser/backend.ts',
    'src/optimiser/dlam.ts',
    'src/settings/settings.ts',
    'src/data/idx.ts',
    'src/backend/shapeChecks.ts',
    'src/backend/cpu/cpuBackend.ts',
    'src/backend/gpu/gpuBackend.ts',
    'src/worker/protocol.ts',
    'src/worker/trainer.ts',
    'src/worker/trainerClient.ts',
    'src/ui/App.tsx',
    'shaders/matmul.wgsl',
    'test/support.ts',
  ].filter((other) => other !== path);
  const files = good.map((other) => ({ path: other, text: 'export const x = 1;\n' }));
  const { findings } = checkArchitecture([...files, { path, text }]);
  expect(findings.every((finding) => finding.path === path)).toBe(true);
  return findings.map((finding) => finding.rule);
}

const importing = (specifier: string) => `import { x } from '${specifier}';\nexport const y = x;\n`;

describe('the import rules', () => {
  it.each([
    ['src/optimiser/good.ts', '../maths/matrix.ts'],
    ['src/backend/cpu/good.ts', '../../maths/matrix.ts'],
    ['src/backend/gpu/good.ts', '../../../shaders/matmul.wgsl?raw'],
    ['src/backend/gpu/good.ts', '../../optimiser/backend.ts'],
    ['src/data/good.ts', '../maths/random.ts'],
    ['src/worker/good.ts', '../backend/gpu/gpuBackend.ts'],
    ['src/ui/good.tsx', '../worker/protocol.ts'],
    ['src/ui/good.tsx', '@mantine/core'],
    ['src/ui/good.test.tsx', '../data/idx.ts'],
    ['src/settings/good.ts', 'zod'],
    ['src/main.tsx', './ui/App.tsx'],
    ['src/main.tsx', './worker/trainerClient.ts'],
    ['cli/good.ts', '../src/backend/gpu/gpuBackend.ts'],
    ['cli/good.ts', 'node:fs/promises'],
  ])('let %s import %s', (path, specifier) => {
    expect(rulesBroken(path, importing(specifier))).toEqual([]);
  });

  it.each([
    ['src/model/bad.ts', '../maths/matrix.ts', 'rooms'],
    ['src/maths/bad.ts', '../optimiser/dlam.ts', 'rooms'],
    ['src/optimiser/bad.ts', '../backend/cpu/cpuBackend.ts', 'rooms'],
    ['src/optimiser/bad.ts', '../settings/settings.ts', 'rooms'],
    ['src/settings/bad.ts', '../worker/protocol.ts', 'rooms'],
    ['src/data/bad.ts', '../maths/matrix.ts', 'rooms'],
    ['src/backend/bad.ts', './cpu/cpuBackend.ts', 'rooms'],
    ['src/backend/cpu/bad.ts', '../gpu/gpuBackend.ts', 'rooms'],
    ['src/backend/cpu/bad.ts', '../../../shaders/matmul.wgsl?raw', 'rooms'],
    ['src/backend/gpu/bad.ts', '../../maths/matrix.ts', 'rooms'],
    ['src/backend/gpu/bad.ts', '../../optimiser/dlam.ts', 'rooms'],
    ['src/worker/bad.ts', '../maths/matrix.ts', 'rooms'],
    ['src/worker/bad.ts', '../ui/App.tsx', 'rooms'],
    ['src/ui/bad.tsx', '../worker/trainer.ts', 'rooms'],
    ['src/ui/bad.tsx', '../optimiser/dlam.ts', 'rooms'],
    ['src/main.tsx', './worker/protocol.ts', 'rooms'],
    ['src/worker/bad.ts', '../../test/support.ts', 'rooms'],
    ['cli/bad.ts', '../src/worker/trainer.ts', 'rooms'],
    ['cli/bad.ts', '../src/ui/App.tsx', 'rooms'],
    ['cli/bad.ts', 'comlink', 'packages'],
    ['src/attic/bad.ts', '../model/network.ts', 'rooms'],
    ['src/worker/bad.ts', 'react', 'packages'],
    ['src/data/bad.ts', 'recharts', 'packages'],
    ['src/settings/bad.ts', '@mantine/core', 'packages'],
    ['src/optimiser/bad.ts', 'node:fs', 'packages'],
    ['src/model/bad.ts', 'zod', 'packages'],
    ['src/model/bad.ts', './nowhere.ts', 'resolves'],
    ['test/bad.ts', '../src/model/network', 'resolves'],
  ])('do not let %s import %s', (path, specifier, rule) => {
    expect(rulesBroken(path, importing(specifier))).toEqual([rule]);
  });

  it.each([
    "import type { x } from '../ui/App.tsx';",
    "import { type x } from '../ui/App.tsx';",
    "import '../ui/App.tsx';",
    "export { x } from '../ui/App.tsx';\nexport const y = 1;",
    "export * from '../ui/App.tsx';\nexport const y = 1;",
    "export const y = () => import('../ui/App.tsx');",
    "export type Y = import('../ui/App.tsx').x;",
    "export const y = new URL('../ui/App.tsx', import.meta.url);",
  ])('see an import written as %s', (text) => {
    expect(rulesBroken('src/optimiser/bad.ts', text)).toEqual(['rooms']);
  });
});

describe('the other rules', () => {
  it.each([
    ['gpu', 'src/worker/bad.ts', 'export let device: GPUDevice | null = null;'],
    ['gpu', 'src/ui/bad.tsx', 'export const usage = GPUBufferUsage.STORAGE;'],
    ['gpu', 'src/data/bad.ts', 'export const gpu = globalThis.navigator.gpu;'],
    ['barrels', 'src/model/index.ts', 'export const a = 1;'],
    ['barrels', 'src/model/all.ts', "export * from './network.ts';"],
    ['names', 'src/model/utils.ts', 'export const a = 1;'],
    ['comments', 'src/model/bad.ts', 'export const a = 1; // TODO: more'],
    ['comments', 'src/model/bad.ts', '/* FIXME */ export const a = 1;'],
    ['tests', 'src/model/bad.test.ts', "it.only('works', () => {});"],
    ['tests', 'test/bad.test.ts', "describe.skip('works', () => {});"],
    [
      'tests',
      'test/bad.test.ts',
      "it.only.each([1])('works', () => {}); it.each([1]).skip('', f);",
    ],
    ['tests', 'e2e/bad.spec.ts', "test.skip('works', async () => {});"],
    ['length', 'src/model/bad.ts', 'export {};\n'.repeat(351)],
    ['length', 'shaders/bad.wgsl', '// line\n'.repeat(351)],
    ['syntax', 'src/model/bad.ts', 'export const a = ;'],
  ])('%s in %s is reported', (rule, path, text) => {
    expect(new Set(rulesBroken(path, text))).toEqual(new Set([rule]));
  });

  it.each([
    ['src/backend/gpu/good.ts', 'export let device: GPUDevice | null = null;'],
    ['test/gpu/good.test.ts', 'export let device: GPUDevice | null = null;'],
    ['src/model/good.ts', `export const text = 'a TODO list';\n${'export {};\n'.repeat(349)}`],
    ['e2e/good.spec.ts', "test.skip(process.env['X'] === undefined, 'needs X');"],
    ['test/good.test.ts', "it.skipIf(nothing)('works', () => {});"],
  ])('nothing is reported for %s', (path, text) => {
    expect(rulesBroken(path, text)).toEqual([]);
  });

  it('cycles are found, once each and at any length', () => {
    const modules = [
      { path: 'src/model/a.ts', text: "import type { B } from './b.ts'; export type A = B;" },
      { path: 'src/model/b.ts', text: "export { C as B } from './c.ts'; export const b = 1;" },
      { path: 'src/model/c.ts', text: "import { A } from './a.ts'; export type C = A;" },
      { path: 'src/model/d.ts', text: "import { A } from './a.ts'; export type D = A;" },
    ];
    expect(findCycles(modules.map(parseModule))).toEqual([
      ['src/model/a.ts', 'src/model/b.ts', 'src/model/c.ts', 'src/model/a.ts'],
    ]);
    expect(checkArchitecture(modules).findings.map((finding) => finding.rule)).toEqual(['cycles']);
  });
});
