import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstLoadScripts, SCRIPT_BUDGET_BYTES, weigh } from './firstLoad.ts';

const dist = join(import.meta.dirname, '..', 'dist');
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

const scripts = firstLoadScripts('index.html', (path) => {
  const file = join(dist, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
});
for (const { path, gzipBytes } of scripts) {
  console.log(`${kilobytes(gzipBytes).padStart(10)}  ${path}`);
}
const { bytes, withinBudget } = weigh(scripts);
console.log(
  `${kilobytes(bytes).padStart(10)}  first load, gzip; the budget is ${kilobytes(SCRIPT_BUDGET_BYTES)}`,
);
if (!withinBudget) {
  console.error('The first load is over its budget.');
  process.exitCode = 1;
}
