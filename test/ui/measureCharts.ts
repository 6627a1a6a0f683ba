/**
 * Measures how the page keeps up with many runs: `npx tsx test/ui/measureCharts.ts [kept runs] [points each] [tab]`.
 * A race on the stand-in trainer appends to its run at every frame, beside kept runs that are all in the charts; written
 * are frames a second, the longest task and the share of a processor that the page took, over ten seconds. The browser
 * draws in software, as in the tests.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { ensureBrowser } from '../../scripts/findBrowser.ts';

const [kept = '19', points = '10000', tab = 'Curves'] = process.argv.slice(2);
const MEASURED_MS = 10_000;
const root = join(import.meta.dirname, '../..');
const outDir = mkdtempSync(join(tmpdir(), 'dlam-charts-'));

await build({
  root,
  configFile: false,
  logLevel: 'error',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir,
    target: 'chrome120',
    rolldownOptions: { input: join(root, 'test/ui/harness.html') },
  },
});
const server = await preview({
  root,
  configFile: false,
  build: { outDir },
  preview: { port: 0, host: '127.0.0.1' },
});
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
page.on('pageerror', (error) => console.error(error));
const options = encodeURIComponent(
  JSON.stringify({ kept: Number(kept), points: Number(points), batch: 8 }),
);
await page.goto(`${server.resolvedUrls?.local[0]}test/ui/harness.html#${options}`);
await page.getByText('Ready to train.').waitFor();
for (const name of ['DLAM', 'SGD', 'Adam'])
  await page.getByRole('checkbox', { name, exact: true }).uncheck();
const iterations = page.getByRole('textbox', { name: 'Iterations', exact: true });
await iterations.fill('10000');
await iterations.blur();
await page.getByRole('tab', { name: tab }).click();
await page.getByRole('button', { name: 'Start', exact: true }).click();
await page.waitForTimeout(2000);
const processes = await browser.newBrowserCDPSession();
const cpuSeconds = async () => {
  const { processInfo } = await processes.send('SystemInfo.getProcessInfo');
  return processInfo.reduce(
    (sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime : 0),
    0,
  );
};
const before = await cpuSeconds();
const measured = await page.evaluate(async (milliseconds) => {
  const tasks: number[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  }).observe({ type: 'longtask' });
  const gaps: number[] = [];
  const begin = performance.now();
  let last = begin;
  while (last - begin < milliseconds) {
    const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    gaps.push(now - last);
    last = now;
  }
  gaps.sort((a, b) => a - b);
  return {
    framesPerSecond: gaps.length / (milliseconds / 1000),
    slowestOfTwentyMs: gaps[Math.floor(gaps.length * 0.95)],
    longestTaskMs: Math.max(0, ...tasks),
    longTasks: tasks.length,
  };
}, MEASURED_MS);
const cpuShare = ((await cpuSeconds()) - before) / (MEASURED_MS / 1000);
const drawn = await page.locator('path.recharts-curve').count();
console.log(JSON.stringify({ kept, points, tab, curves: drawn, cpuShare, ...measured }));
await browser.close();
await server.close();
