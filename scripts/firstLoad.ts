import { posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ESTree, parseSync, Visitor } from 'vite';

/** What the first load of the page may weigh: scripts, gzip. */
export const SCRIPT_BUDGET_BYTES = 300_000;

/**
 * Chunks that are fetched only where they are asked for, by the module that they are named after: what only a race
 * needs (Recharts among it) or the estimate of its memory, once the page is at rest; tabs that are not open at first, the
 * list of keys, the float64 engine and its comparison with a GPU that is none, data that are not MNIST.
 * e2e/firstLoad.spec.ts holds this list to what a browser really fetches.
 */
const ON_DEMAND = [
  'RunTable',
  'Axes',
  'ExportMenu',
  'LayersView',
  'TheoryView',
  'RunsView',
  'NetworkView',
  'SweepTab',
  'HowView',
  'GuideCard',
  'Typeset',
  'weightsFile',
  'loadWeights',
  'networkInspector',
  'layerDistributions',
  'iterationProfile',
  'KeyList',
  'ProfileDialog',
  'dlam',
  'dladmm',
  'gradientDescent',
  'cpuEngine',
  'fasterEngine',
  'memoryEstimate',
  'countingGpu',
  'countingCpu',
  'synthetic',
  'userFiles',
];

function isOnDemand(path: string): boolean {
  return ON_DEMAND.some((name) => posix.basename(path).startsWith(`${name}-`));
}

export interface LoadedScript {
  readonly path: string;
  readonly gzipBytes: number;
}

/** Reads a file of the build by its path from the build's root; null where there is none. */
export type ReadFile = (path: string) => string | null;

/** Scripts that a page names: `<script src>` and `<link rel="modulepreload">`. */
function scriptsOfPage(html: string): string[] {
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  return tags.flatMap((tag) => {
    const isLink = tag.startsWith('<link');
    if (isLink && !/\brel="?modulepreload"?/.test(tag)) return [];
    const address = (isLink ? /\bhref="([^"]+)"/ : /\bsrc="([^"]+)"/).exec(tag)?.[1];
    return address === undefined ? [] : [address];
  });
}

/** A string in the source, or the text of a template without substitutions. */
function text(node: ESTree.Node | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? null;
  }
  return null;
}

/** Scripts that a script names: static and dynamic imports, and workers. */
function scriptsOfScript(path: string, source: string): string[] {
  const { module, program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} cannot be parsed: ${errors[0]?.message}`);
  const found = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  new Visitor({
    ImportExpression(node) {
      const address = text(node.source);
      if (address !== null && !isOnDemand(address)) found.push(address);
    },
    NewExpression(node) {
      const isUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL';
      const address = isUrl ? text(node.arguments[0]) : null;
      if (address !== null && /\.m?js$/.test(address)) found.push(address);
    },
  }).visit(program);
  return found;
}

/**
 * Every script of the page: the entry, its preloads, what they import, and the workers they start.
 * Dynamic imports count too, but for those on demand: the charts are one, for a quicker first paint, and fetched at once.
 */
export function firstLoadScripts(page: string, read: ReadFile): LoadedScript[] {
  const html = read(page);
  if (html === null) throw new Error(`${page} is missing: run npm run build first`);
  const loaded = new Map<string, LoadedScript>();
  const load = (from: string, address: string): void => {
    // An address from the root ("/assets/a.js") and one beside the file ("./a.js") alike.
    const path = address.startsWith('/')
      ? address.slice(1)
      : posix.join(posix.dirname(from), address);
    if (loaded.has(path)) return;
    const source = read(path);
    if (source === null) throw new Error(`${from} loads ${path}, which is not in the build`);
    loaded.set(path, { path, gzipBytes: gzipSync(source).length });
    for (const next of scriptsOfScript(path, source)) load(path, next);
  };
  for (const address of scriptsOfPage(html)) load(page, address);
  if (loaded.size === 0) throw new Error(`${page} loads no script at all`);
  return [...loaded.values()];
}

/** The sum, and whether it keeps the budget. */
export function weigh(
  scripts: readonly LoadedScript[],
  budget: number = SCRIPT_BUDGET_BYTES,
): { readonly bytes: number; readonly withinBudget: boolean } {
  const bytes = scripts.reduce((sum, script) => sum + script.gzipBytes, 0);
  return { bytes, withinBudget: bytes <= budget };
}
