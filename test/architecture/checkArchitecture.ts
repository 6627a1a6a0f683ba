import { posix } from 'node:path';
import { GPU_ROOM, isTest, LONGEST_FILE, type Room, roomOf } from './rooms.ts';
import { parseModule, type SourceFile, type SourceModule } from './sourceModule.ts';

export interface Finding {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
}

export interface Report {
  readonly modules: number;
  readonly imports: number;
  readonly findings: readonly Finding[];
}

function covers(allowed: string, name: string): boolean {
  if (/[/:]\*$/.test(allowed)) return name.startsWith(allowed.slice(0, -1));
  return allowed.endsWith('/') ? name.startsWith(allowed) : name === allowed;
}

/** "react-dom/client" → "react-dom", "@mantine/core/styles.css" → "@mantine/core". */
function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function mayImportFile(room: Room, target: string): boolean {
  return roomOf(target) === room || room.rooms.some((allowed) => covers(allowed, target));
}

function checkImports(module: SourceModule, existing: ReadonlySet<string>): Finding[] {
  const room = roomOf(module.path);
  return module.imports.flatMap(({ specifier, target }) => {
    const finding = (rule: string, message: string) => [{ rule, path: module.path, message }];
    if (target !== null && !existing.has(target)) {
      return finding('resolves', `"${specifier}" leads to no file`);
    }
    if (isTest(module.path)) return [];
    if (room === null) {
      return module.path.startsWith('src/')
        ? finding('rooms', 'is in no room: add its room to test/architecture/rooms.ts')
        : [];
    }
    if (target === null) {
      return room.packages.some((allowed) => covers(allowed, packageName(specifier)))
        ? []
        : finding('packages', `${room.path} may not import the package "${specifier}"`);
    }
    if (isTest(target)) return finding('rooms', `imports the test "${target}"`);
    return mayImportFile(room, target)
      ? []
      : finding('rooms', `${room.path} may not import "${target}"`);
  });
}

/** Only backend/gpu names WebGPU; tests may. */
function checkGpuNames(module: SourceModule): Finding[] {
  if (!module.path.startsWith('src/') || module.path.startsWith(GPU_ROOM)) return [];
  if (isTest(module.path)) return [];
  const names = [
    ...[...module.identifiers].filter((name) => /^GPU([A-Z]\w*)?$/.test(name)),
    ...[...module.members].filter((name) => /\bnavigator\.gpu$/.test(name)),
  ];
  return names.map((name) => ({
    rule: 'gpu',
    path: module.path,
    message: `names ${name}, which only ${GPU_ROOM} may`,
  }));
}

/** A module with an index's name or an index's content hides where things are. */
function checkBarrels(module: SourceModule): Finding[] {
  const isIndex = /(^|\/)index\.tsx?$/.test(module.path);
  return isIndex || module.onlyReExports
    ? [{ rule: 'barrels', path: module.path, message: 'is a barrel: import the module itself' }]
    : [];
}

function checkHabits(module: SourceModule): Finding[] {
  const finding = (rule: string, message: string) => ({ rule, path: module.path, message });
  const findings = module.heldTests.map((name) => finding('tests', `has ${name}`));
  if (/(^|\/)(utils?|helpers?)\.tsx?$/.test(module.path)) {
    findings.push(finding('names', 'is named after nothing: name it after what it does'));
  }
  if (module.comments.some((comment) => /\b(TODO|FIXME|XXX)\b/.test(comment))) {
    findings.push(finding('comments', 'has a note of unfinished work: file an issue'));
  }
  return findings.concat(module.syntaxErrors.map((message) => finding('syntax', message)));
}

function checkLength(file: SourceFile): Finding[] {
  const lines = file.text.replace(/\n$/, '').split('\n').length;
  return lines > LONGEST_FILE
    ? [
        {
          rule: 'length',
          path: file.path,
          message: `has ${lines} lines, more than ${LONGEST_FILE}`,
        },
      ]
    : [];
}

/** The cycles of the import graph, each as the modules along it and reported once. */
export function findCycles(modules: readonly SourceModule[]): string[][] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const finished = new Set<string>();
  const cycles: string[][] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path]);
      return;
    }
    if (finished.has(path)) return;
    const targets = byPath.get(path)?.imports.map((entry) => entry.target) ?? [];
    for (const target of new Set(targets)) {
      if (target !== null) walk(target, [...trail, path]);
    }
    finished.add(path);
  };
  for (const module of modules) walk(module.path, []);
  return cycles;
}

function checkCycles(modules: readonly SourceModule[]): Finding[] {
  return findCycles(modules).map((cycle) => ({
    rule: 'cycles',
    path: cycle[0] ?? '',
    message: cycle.map((path) => posix.basename(path)).join(' → '),
  }));
}

function isModule(file: SourceFile): boolean {
  return /\.tsx?$/.test(file.path);
}

/** Everything that docs/architecture.md promises about the sources; no finding means it holds. */
export function checkArchitecture(files: readonly SourceFile[]): Report {
  const modules = files.filter(isModule).map(parseModule);
  const existing = new Set(files.map((file) => file.path));
  const findings = [
    ...files.filter((file) => isModule(file) || file.path.endsWith('.wgsl')).flatMap(checkLength),
    ...modules.flatMap((module) => [
      ...checkImports(module, existing),
      ...checkGpuNames(module),
      ...checkBarrels(module),
      ...checkHabits(module),
    ]),
    ...checkCycles(modules),
  ];
  const imports = modules.reduce((sum, module) => sum + module.imports.length, 0);
  return { modules: modules.length, imports, findings };
}
