import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
// Below the repository, so that the rooms' `types` are found, in a folder that git does not see.
const FOLDER = join(ROOT, '.types', `control-${process.pid}`);
const BIOME = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

/** One line each, so that the line of an error tells which name it is about. */
const NAMES = ['document', 'process', 'fetch', 'console', 'navigator', 'GPUDevice'] as const;
const PURE: readonly string[] = [];
const WORKER = ['fetch', 'console', 'navigator', 'GPUDevice'];

const VISIBLE: Readonly<Record<string, readonly string[]>> = {
  'src/model': PURE,
  'src/maths': PURE,
  'src/optimiser': PURE,
  'src/settings': PURE,
  'src/theory': PURE,
  'src/history': PURE,
  'src/sweep': PURE,
  'src/record': PURE,
  'src/backend': PURE,
  'src/backend/cpu': PURE,
  'src/data': WORKER,
  'src/backend/gpu': WORKER,
  'src/training': WORKER,
  'src/worker': WORKER,
  'src/offline': WORKER,
  'src/ui': ['document', ...WORKER],
};

function writeProject(name: string, room: string, text: string, extra: object): string {
  const folder = join(FOLDER, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'control.ts'), text);
  const project = {
    extends: `${relative(folder, join(ROOT, room, 'tsconfig.json'))}`,
    files: ['control.ts'],
    include: [],
    ...extra,
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  return folder;
}

function typeErrors(folder: string): string[] {
  const { stdout, status } = spawnSync(process.execPath, [TSC, '--project', folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  const errors = stdout.split('\n').filter((line) => line.includes(': error TS'));
  expect(status === 0).toBe(errors.length === 0);
  return errors;
}

describe('what compiles in a room', () => {
  const text = NAMES.map((name, index) =>
    name.startsWith('GPU')
      ? `export type T${index} = ${name};`
      : `export const v${index} = ${name};`,
  ).join('\n');

  it.each(Object.entries(VISIBLE))('%s knows, of the machine around it, %j', (room, visible) => {
    const folder = writeProject(room.replaceAll('/', '-'), room, text, {
      compilerOptions: { composite: false, emitDeclarationOnly: false, noEmit: true },
    });
    const unknown = typeErrors(folder).map((line) => {
      const number = /control\.ts\((\d+),/.exec(line)?.[1];
      expect(line).toContain('Cannot find name');
      return NAMES[Number(number) - 1];
    });
    expect(unknown).toEqual(NAMES.filter((name) => !visible.includes(name)));
  });

  it('the table above names every room of the sources', () => {
    const rooms = JSON.parse(
      readFileSync(join(ROOT, 'tsconfig.json'), 'utf8').replace(/^\s*\/\/.*$/gm, ''),
    ).references.map((reference: { path: string }) => reference.path);
    expect(Object.keys(VISIBLE).sort()).toEqual(
      rooms.filter((path: string) => path.startsWith('src/')).sort(),
    );
  });

  it('a module of a room that is no reference does not compile', () => {
    const reference = (room: string) => ({
      path: relative(join(FOLDER, 'foreign'), join(ROOT, room)),
    });
    const folder = writeProject(
      'foreign',
      'src/optimiser',
      "import type { UserFile } from '../../../src/worker/protocol.ts';\nexport type Y = UserFile;\n",
      { references: [reference('src/model'), reference('src/maths')] },
    );
    expect(typeErrors(folder).join('\n')).toMatch(/TS6307: File '.*protocol\.ts' is not listed/);
  });
});

describe('what Biome says in the editor', () => {
  const bad = [
    ['src/model/bad.ts', 'zod'],
    ['src/optimiser/bad.ts', '../backend/cpu/cpuBackend.ts'],
    ['src/maths/bad.ts', '../optimiser/dlam.ts'],
    ['src/settings/bad.ts', 'react'],
    ['src/data/bad.ts', '../maths/matrix.ts'],
    ['src/backend/cpu/bad.ts', '../gpu/device.ts'],
    ['src/backend/gpu/bad.ts', '../../maths/matrix.ts'],
    ['src/worker/bad.ts', '../ui/App.tsx'],
    ['cli/bad.ts', '../src/worker/protocol.ts'],
    ['src/ui/charts/bad.tsx', '../../optimiser/dlam.ts'],
  ] as const;
  const good = [
    ['src/optimiser/good.ts', '../maths/matrix.ts'],
    ['src/backend/gpu/good.ts', '../../../shaders/matmul.wgsl?raw'],
    ['src/worker/good.ts', '../backend/gpu/device.ts'],
    ['cli/good.ts', '../src/backend/gpu/device.ts'],
    ['src/ui/charts/good.tsx', '../../worker/protocol.ts'],
    ['src/ui/good.tsx', './charts/Chart.tsx'],
  ] as const;

  it('the imports that break the rules, and no others', () => {
    const root = mkdtempSync(join(tmpdir(), 'dlam-biome-'));
    const configuration = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
    writeFileSync(join(root, 'biome.json'), JSON.stringify({ ...configuration, vcs: {} }));
    for (const [path, specifier] of [...bad, ...good]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), `import { x } from '${specifier}';\nexport const y = x;\n`);
    }
    const { stdout } = spawnSync(
      process.execPath,
      [
        BIOME,
        'lint',
        '--only=style/noRestrictedImports',
        '--reporter=json',
        '--max-diagnostics=none',
      ],
      { cwd: root, encoding: 'utf8' },
    );
    rmSync(root, { recursive: true });
    const reported = new Set(stdout.match(/(src|cli)\/[\w/]+\.tsx?/g));
    expect([...reported].sort()).toEqual(bad.map(([path]) => path).sort());
  });
});
