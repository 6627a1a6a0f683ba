import { expect, test } from 'playwright/test';
import { applyPreset } from '../src/settings/presets.ts';
import { INITIAL_SETTINGS, type Settings } from '../src/settings/settings.ts';
import { PlainBrowser, type PlainTab } from './plainBrowser.ts';

/** Visible and hidden are measured for so long each. */
const SECONDS = 8;
/** Chrome throttles the timers of a page that has been hidden for five minutes to one a minute: here after five seconds. */
const ARGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/5',
];
/** Rates of a shared machine differ by half; throttled timers would leave a tenth at most. */
const LEAST_SHARE = 0.4;

const raceOf = (engine: Settings['engine']): Settings => ({
  ...applyPreset('first', INITIAL_SETTINGS),
  engine,
  dataset: 'synthetic',
  trainCount: 100,
  testCount: 50,
  hidden: [16],
  iterations: 1_000_000,
  algorithms: ['mdlam', 'sgd'],
});

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(tab: PlainTab, expression: string): Promise<void> {
  // A page that is being left has nothing to evaluate in: that is tried again too.
  await expect(async () => {
    expect(await tab.evaluate(`Boolean(${expression})`), expression).toBe(true);
  }).toPass({ timeout: 60_000 });
}

const ITERATION = `Number(document.querySelector('[data-testid="run-mdlam-iteration"]')?.dataset.value ?? 0)`;

async function startRace(tab: PlainTab, engine: Settings['engine']): Promise<void> {
  await until(tab, `document.querySelector('[role=status]')`);
  const remembered = JSON.stringify({ state: { settings: raceOf(engine) }, version: 2 });
  await tab.evaluate(
    `localStorage.setItem('dlam-lab-settings', ${JSON.stringify(remembered)}), window.old = true, 0`,
  );
  await tab.reload();
  await until(
    tab,
    `!window.old && document.querySelector('[role=status]')?.textContent.includes('Ready to train.')`,
  );
  await tab.evaluate(
    `[...document.querySelectorAll('button')].find((one) => one.textContent === 'Start').click()`,
  );
  await until(tab, `${ITERATION} > 20`);
}

/** Iterations a second over the next seconds. */
async function rate(tab: PlainTab): Promise<number> {
  const [before, startedAt] = [await tab.evaluate<number>(ITERATION), Date.now()];
  await sleep(SECONDS * 1000);
  return ((await tab.evaluate<number>(ITERATION)) - before) / ((Date.now() - startedAt) / 1000);
}

for (const engine of ['cpu', 'gpu'] as const)
  test(`trains on in a hidden tab, on the ${engine}, and draws it all on return`, async ({
    baseURL,
  }) => {
    const browser = new PlainBrowser(ARGS);
    try {
      const tab = await browser.tab(baseURL as string);
      await startRace(tab, engine);
      expect(await tab.evaluate('document.visibilityState')).toBe('visible');
      const visible = await rate(tab);
      await tab.evaluate(`
        window.frames = 0; window.tasks = [];
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) window.tasks.push(duration);
        }).observe({ type: 'longtask' });
        const count = () => { window.frames++; requestAnimationFrame(count); };
        requestAnimationFrame(count); 0`);
      await browser.tab('about:blank');
      await until(tab, `document.visibilityState === 'hidden'`);
      // Until its timers are throttled as those of a tab that was left long ago.
      await sleep(6500);
      const frames = await tab.evaluate<number>('window.frames');
      const hidden = await rate(tab);
      expect(await tab.evaluate('window.frames'), 'frames while it is hidden').toBe(frames);
      await tab.evaluate('window.tasks.length = 0');
      const reached = await tab.evaluate<number>(ITERATION);
      const drawn = `document.querySelector('[data-testid="chart-objective"] path.recharts-curve').getAttribute('d')`;
      await tab.evaluate(`window.drawn = ${drawn}, 0`);
      await tab.toFront();
      const returned = Date.now();
      await until(tab, `document.visibilityState === 'visible' && ${drawn} !== window.drawn`);
      const after = Date.now() - returned;
      await until(tab, `${ITERATION} > ${reached}`);
      const longest = Math.max(0, ...(await tab.evaluate<number[]>('window.tasks')));
      console.log(
        `${engine}: ${visible.toFixed(1)} iterations a second visible, ${hidden.toFixed(1)} hidden; curves drawn within ${after} ms of the return, longest task ${Math.round(longest)} ms`,
      );
      expect(hidden / visible, 'share of the rate that is left').toBeGreaterThan(LEAST_SHARE);
      expect(longest, 'the return blocks the page').toBeLessThan(500);
    } finally {
      await browser.close();
    }
  });
