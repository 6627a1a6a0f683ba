import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { BUILT, buildAnother, OWN_ADDRESS, serve } from './ownServer.ts';
import { collectViolations } from './policy.ts';

test.use({ serviceWorkers: 'allow' });

const TABS = ['Layers', 'Theory', 'Runs', 'Network', 'Sweep', 'How it works', 'Curves'];
const QUICK = { Iterations: '6', 'Training samples': '60', 'Test samples': '30' };

let stop: () => Promise<void> = async () => undefined;
test.beforeEach(async () => {
  stop = await serve(BUILT);
});
test.afterEach(() => stop());

/** The page, once the browser keeps it; on the CPU unless a race has to last. */
async function visit(page: Page, engine: 'cpu' | 'gpu' = 'cpu'): Promise<Lab> {
  const lab = new Lab(page);
  await lab.remember(engine);
  await page.goto(OWN_ADDRESS);
  await lab.expectStatus('Ready to train.');
  await expect(page.getByTestId('offline')).toHaveAttribute('data-value', 'kept', {
    timeout: 60_000,
  });
  return lab;
}

async function openEveryTab(page: Page): Promise<void> {
  for (const name of TABS) {
    await page.getByRole('tab', { name, exact: true }).click();
    await expect.poll(() => page.getByRole('tabpanel', { name }).textContent()).not.toBe('');
    await expect(page.getByText('could not be loaded')).toHaveCount(0);
  }
}

async function readHelp(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: 'Help', exact: true, description: /^Penalty ρ(?=$| )/ })
    .hover();
  await expect(page.getByRole('tooltip').locator('.katex math')).toHaveCount(1);
  const fonts = () =>
    page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').length);
  await expect.poll(fonts).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
}

async function race(lab: Lab): Promise<void> {
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick(QUICK);
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
}

/** Names of the builds that the browser keeps. */
const keptBuilds = (page: Page) => page.evaluate(() => caches.keys());

test('after the first visit the app opens, trains and shows all of itself without its server', async ({
  page,
}) => {
  await visit(page);
  await stop();
  await expect(fetch(OWN_ADDRESS)).rejects.toThrow();
  const violations = await collectViolations(page);
  await page.reload();
  const lab = new Lab(page);
  await lab.expectStatus('Ready to train.');
  await race(lab);
  await openEveryTab(page);
  await readHelp(page);
  expect(violations).toEqual([]);
});

test('what the first visit has not shown yet it shows without the server too', async ({ page }) => {
  const complaints = collectComplaints(page);
  const lab = await visit(page);
  await stop();
  complaints.length = 0;
  await race(lab);
  await openEveryTab(page);
  await readHelp(page);
  expect(complaints).toEqual([]);
});

test('everything that is built is kept, once, and nothing of MNIST', async ({ page }) => {
  await visit(page);
  const [build] = await keptBuilds(page);
  const kept = await page.evaluate(async (name) => {
    const requests = await (await caches.open(name ?? '')).keys();
    return requests.map(({ url }) => url.replace(/\?.*/, ''));
  }, build);
  const built = readdirSync(join(BUILT, 'assets')).map((name) => `${OWN_ADDRESS}assets/${name}`);
  expect(built.length).toBeGreaterThan(50);
  const own = ['index.html', 'favicon.svg'].map((name) => OWN_ADDRESS + name);
  expect(kept.sort()).toEqual([...built, ...own].sort());
});

test.describe('a new version', () => {
  let next = '';
  test.beforeAll(async () => {
    next = await buildAnother();
  });
  test.afterAll(() => rmSync(next, { recursive: true }));

  async function deploy(page: Page): Promise<void> {
    await stop();
    stop = await serve(next);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
    });
    await expect(notice(page)).toBeVisible({ timeout: 60_000 });
  }
  const notice = (page: Page) => page.getByRole('note', { name: 'New version' });
  const reloadButton = (page: Page) => notice(page).getByRole('button', { name: 'Reload' });

  test('does not disturb a training, nor what its page has yet to load', async ({ page }) => {
    const lab = await visit(page, 'gpu');
    await lab.choose('Data set', 'Synthetic digits');
    await lab.makeQuick({ ...QUICK, Iterations: '150' });
    await lab.button('Start').click();
    await expect.poll(() => lab.figure('mdlam', 'iteration')).toBeGreaterThan(2);
    await deploy(page);
    await openEveryTab(page);
    await readHelp(page);
    await lab.expectState('mdlam', 'finished');
    expect(await lab.figure('mdlam', 'iteration')).toBe(150);
    await expect(page).toHaveTitle('DLAM Lab');
    // A reload by itself is no consent.
    await page.reload();
    await expect(page).toHaveTitle('DLAM Lab');
    await reloadButton(page).click();
    await expect(page).toHaveTitle('Next DLAM Lab');
  });

  test('is loaded at a press, and offers the race that ran', async ({ page }) => {
    const lab = await visit(page, 'gpu');
    await lab.choose('Data set', 'Synthetic digits');
    await lab.makeQuick({ ...QUICK, Iterations: '1000' });
    await lab.button('Start').click();
    await expect.poll(() => lab.figure('mdlam', 'iteration')).toBeGreaterThan(2);
    await deploy(page);
    await expect(notice(page)).toContainText('The race is put away first');
    await reloadButton(page).click();
    await expect(page).toHaveTitle('Next DLAM Lab');
    const interrupted = page.getByRole('note', { name: 'Interrupted race' });
    await expect(interrupted).toContainText('of 1000');
    await interrupted.getByRole('button', { name: 'Resume race' }).click();
    await expect(interrupted).toHaveCount(0);
    await expect.poll(() => lab.figure('mdlam', 'iteration')).toBeGreaterThan(2);
    // Nobody needs the former build any more.
    await expect.poll(() => keptBuilds(page), { timeout: 60_000 }).toHaveLength(1);
  });

  test('leaves other pages the version that they are of', async ({ page, context }) => {
    await visit(page);
    const other = await context.newPage();
    await visit(other);
    await deploy(page);
    await reloadButton(page).click();
    await expect(page).toHaveTitle('Next DLAM Lab');
    await expect(page.getByTestId('offline')).toHaveAttribute('data-value', 'kept');
    // The server has the former files no longer, the browser has.
    await openEveryTab(other);
    await expect(other).toHaveTitle('DLAM Lab');
    expect(await keptBuilds(page)).toHaveLength(2);
    await reloadButton(other).click();
    await expect(other).toHaveTitle('Next DLAM Lab');
    await expect.poll(() => keptBuilds(other), { timeout: 60_000 }).toHaveLength(1);
  });

  test('is in use once every page of the former one is closed', async ({ page, context }) => {
    await visit(page);
    await deploy(page);
    await page.close();
    const later = await context.newPage();
    await expect
      .poll(
        async () => {
          await later.goto(OWN_ADDRESS);
          const title = await later.title();
          await later.goto('about:blank');
          return title;
        },
        // A look is a page of the former version once more, which has to be gone for long enough that the browser notices.
        { timeout: 90_000, intervals: [1_000, 5_000, 10_000] },
      )
      .toBe('Next DLAM Lab');
  });
});

test('where a file is not the one that was built nothing is kept, and the page says so', async ({
  page,
}) => {
  const tampered = mkdtempSync(join(tmpdir(), 'dlam-tampered-'));
  cpSync(BUILT, tampered, { recursive: true });
  appendFileSync(join(tampered, 'favicon.svg'), '<!-- tampered with -->');
  await stop();
  stop = await serve(tampered);
  const lab = new Lab(page);
  await lab.remember('cpu');
  await page.goto(OWN_ADDRESS);
  await expect(page.getByTestId('offline')).toHaveAttribute('data-value', 'none', {
    timeout: 60_000,
  });
  await expect(page.getByTestId('offline')).toHaveText('Not available offline.');
  // It works all the same.
  await race(lab);
  rmSync(tampered, { recursive: true });
});
