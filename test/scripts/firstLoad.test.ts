import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { firstLoadScripts, SCRIPT_BUDGET_BYTES, weigh } from '../../scripts/firstLoad.ts';

const PAGE = `<!doctype html><html><head>
<link rel="stylesheet" href="./assets/style.css">
<link rel="modulepreload" crossorigin href="./assets/preloaded.js">
<script type="module" crossorigin src="./assets/entry.js"></script>
</head></html>`;

const SCRIPTS: Readonly<Record<string, string>> = {
  'assets/entry.js': `import{a}from"./shared.js";const w=()=>new Worker(new URL("worker.js",import.meta.url),{type:"module"});const v=new Worker(new URL(\`/assets/absolute.js\`,import.meta.url));export{a,w,v};import("./later.js");import("./TheoryView-a1.js");new URL("./picture.svg",import.meta.url);`,
  'assets/preloaded.js': 'export const p = 1;',
  'assets/shared.js': 'export{b as a}from"./deep.js";',
  'assets/deep.js': 'export const b = 1;',
  'assets/worker.js': 'import "./deep.js";',
  'assets/absolute.js': 'export {};',
  'assets/later.js': 'export {};',
};

function loaded(files: Readonly<Record<string, string>>) {
  return firstLoadScripts('index.html', (path) => files[path] ?? null);
}

describe('the weight of the first load', () => {
  it('counts entry, preloads, workers and imports of either kind, once each', () => {
    const paths = loaded({ 'index.html': PAGE, ...SCRIPTS }).map((script) => script.path);
    expect(paths.sort()).toEqual(Object.keys(SCRIPTS).sort());
  });

  it('is over the budget with a worker that does not shrink below it', () => {
    const heavy = `export const noise = '${randomBytes(SCRIPT_BUDGET_BYTES).toString('base64')}';`;
    const light = loaded({ 'index.html': PAGE, ...SCRIPTS });
    const over = loaded({ 'index.html': PAGE, ...SCRIPTS, 'assets/worker.js': heavy });
    expect(weigh(light).withinBudget).toBe(true);
    expect(weigh(over).withinBudget).toBe(false);
    expect(weigh(over).bytes).toBeGreaterThan(SCRIPT_BUDGET_BYTES);
  });

  it('is an error where the build is missing, incomplete, or loads nothing', () => {
    expect(() => loaded({})).toThrow('index.html is missing');
    expect(() => loaded({ 'index.html': PAGE })).toThrow('preloaded.js, which is not in the build');
    expect(() => loaded({ 'index.html': '<html></html>' })).toThrow('no script at all');
  });
});
