/**
 * Runs a race in the built app (npm run build) in headless Chromium and photographs its charts, for docs/experiments:
 * `npx tsx scripts/photographRace.ts --preset quick --set '{"iterations":60}' --out docs/experiments/pictures/race.png`.
 * `--tab Theory` opens that tab first, `--over 'floating-point operations'` chooses the axis, `--choose 'Objective that
 * is shown=L'` one of a chart's switches; `--engine` is the app's setting (cpu by default: without a GPU it is the
 * faster one). `--run SGD` chooses the run of the Theory tab, `--element chart-theory-gap` photographs one chart only.
 * `--sweep '1e-4 1e-3|1e-3 1e-2'` runs a sweep over these values of ρ and
 * ε in place of a race. Beside the picture lies a .json with the settings and the final figures of the table.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import { preview } from 'vite';
import { parseSettings } from '../src/settings/parseSettings.ts';
import { applyPreset, type PresetName } from '../src/settings/presets.ts';
import { INITIAL_SETTINGS } from '../src/settings/settings.ts';
import { ensureBrowser } from './findBrowser.ts';
import { testMnistFolder } from './mnistFolder.ts';

const ROOT = join(import.meta.dirname, '..');
const LONGEST_MS = 3_600_000;

const { values } = parseArgs({
  options: {
    preset: { type: 'string', default: 'best' },
    set: { type: 'string', default: '{}' },
    out: { type: 'string', default: 'race.png' },
    tab: { type: 'string', default: 'Curves' },
    over: { type: 'string' },
    choose: { type: 'string', multiple: true, default: [] },
    width: { type: 'string', default: '1440' },
    height: { type: 'string', default: '900' },
    engine: { type: 'string', default: 'cpu' },
    sweep: { type: 'string' },
    run: { type: 'string' },
    element: { type: 'string' },
  },
});

process.env.MNIST_DIR ??= testMnistFolder(ROOT) ?? '';
const settings = parseSettings({
  ...applyPreset(values.preset as PresetName, INITIAL_SETTINGS),
  engine: values.engine,
  ...JSON.parse(values.set),
});
const server = await preview({ root: ROOT, preview: { port: 0, host: '127.0.0.1' } });
const address = server.resolvedUrls?.local[0] as string;
const browser = await chromium.launch({
  executablePath: ensureBrowser(),
  args: ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
});
const page = await browser.newPage({
  viewport: { width: Number(values.width), height: Number(values.height) },
});
const stored = JSON.stringify(JSON.stringify({ state: { settings }, version: 1 }));
await page.addInitScript({ content: `localStorage.setItem('dlam-lab-settings', ${stored})` });
await page.goto(address);
await page.getByText('Ready to train.').waitFor({ timeout: 120_000 });

async function race(): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const states = page.locator('[data-testid^="run-"][data-testid$="-state"]');
  const over = async (): Promise<boolean> => {
    const found = await states.evaluateAll((cells) =>
      cells.map((cell) => cell.getAttribute('data-value')),
    );
    return (
      found.length === settings.algorithms.length &&
      found.every((state) => state === 'finished' || state === 'failed')
    );
  };
  const begin = performance.now();
  while (!(await over())) {
    if (performance.now() - begin > LONGEST_MS) throw new Error('The race takes over an hour.');
    await page.waitForTimeout(1000);
  }
  await page.getByRole('tab', { name: values.tab }).click();
}

async function sweep(axes: string): Promise<void> {
  await page.getByRole('tab', { name: 'Sweep' }).click();
  const [first, second] = axes.split('|') as [string, string];
  for (const [name, text] of [
    ['First axis', first],
    ['Second axis', second],
  ] as const) {
    const field = page.getByRole('group', { name }).getByRole('textbox', { name: 'Values' });
    await field.fill(text);
    await field.blur();
  }
  await page.getByRole('button', { name: 'Start sweep', exact: true }).click();
  await page
    .getByRole('button', { name: 'New sweep', exact: true })
    .waitFor({ timeout: LONGEST_MS });
}

await (values.sweep ? sweep(values.sweep) : race());
const figures = page.locator('[data-testid^="run-"][data-value], [role="gridcell"] [data-value]');
const table = await figures.evaluateAll((cells) =>
  cells.map((cell) => [
    cell.getAttribute('data-testid') ?? cell.getAttribute('aria-label') ?? cell.textContent,
    cell.getAttribute('data-value'),
  ]),
);
if (values.over)
  await page.getByLabel('Charts over', { exact: true }).selectOption({ label: values.over });
for (const choice of values.choose) {
  const [name, option] = choice.split('=') as [string, string];
  await page.getByRole('radiogroup', { name }).getByText(option, { exact: true }).click();
}
if (values.run) await page.getByLabel('Run', { exact: true }).selectOption({ label: values.run });
// Away from anything that explains itself under the pointer.
await page.mouse.move(0, 0);
await page.waitForTimeout(1500);
mkdirSync(dirname(values.out), { recursive: true });
const subject = values.element ? page.getByTestId(values.element) : page;
await subject.screenshot({ path: values.out });
writeFileSync(
  values.out.replace(/\.png$/, '.json'),
  `${JSON.stringify({ settings, figures: Object.fromEntries(table) }, null, 2)}\n`,
);
await browser.close();
await server.close();
