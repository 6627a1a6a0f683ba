import { type Browser, expect, type Page, test } from 'playwright/test';
import { Lab } from './lab.ts';

/** Long enough to be interrupted, short enough to be waited for. */
const ITERATIONS = 100;
const RACE = { Iterations: String(ITERATIONS), 'Training samples': '60', 'Test samples': '30' };
/** Two GPU runs of the same iterations, one of which was put away and taken up again. */
const AGREEMENT = 1e-5;

async function ready(page: Page): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open();
  await lab.makeQuick(RACE);
  for (const name of ['DLAM', 'Adam'])
    await page.getByRole('checkbox', { name, exact: true }).uncheck();
  return lab;
}

async function iterationOf(lab: Lab): Promise<number> {
  return (await lab.figure('mdlam', 'iteration')) ?? 0;
}

/** Trains until the race was put away at least once. */
async function trainForAWhile(lab: Lab): Promise<number> {
  await lab.button('Start').click();
  await expect.poll(() => iterationOf(lab), { timeout: 90_000 }).toBeGreaterThan(5);
  await lab.button('Pause').click();
  await expect.poll(() => stored(lab.page), { timeout: 60_000 }).toBe(1);
  return iterationOf(lab);
}

/** Races that are put away, whole. */
async function stored(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('checkpoints', { create: true });
    let whole = 0;
    for await (const race of folder.values())
      if (race.kind === 'directory')
        for await (const file of (race as FileSystemDirectoryHandle).keys())
          if (file.endsWith('.json')) whole++;
    return whole;
  });
}

/** Of the tab Runs. */
const keptRuns = (page: Page) =>
  page
    .getByRole('tabpanel')
    .getByRole('row')
    .filter({ hasText: /mDLAM|SGD/ });

const notice = (page: Page) => page.getByRole('note', { name: 'Interrupted race' });

async function resumeToTheEnd(lab: Lab): Promise<void> {
  await notice(lab.page).getByRole('button', { name: 'Resume race' }).click();
  await expect(notice(lab.page)).toHaveCount(0);
  for (const algorithm of ['mdlam', 'sgd'] as const) await lab.expectState(algorithm, 'finished');
  await expect.poll(() => stored(lab.page)).toBe(0);
}

/** The objectives of a race that nothing interrupted. */
async function undisturbed(browser: Browser): Promise<readonly number[]> {
  const page = await browser.newPage();
  const lab = await ready(page);
  await lab.button('Start').click();
  for (const algorithm of ['mdlam', 'sgd'] as const) await lab.expectState(algorithm, 'finished');
  const objectives = await finalObjectives(lab);
  await page.context().close();
  return objectives;
}

async function finalObjectives(lab: Lab): Promise<readonly number[]> {
  const mdlam = await lab.figure('mdlam', 'objective');
  const sgd = await lab.figure('sgd', 'objective');
  return [mdlam ?? Number.NaN, sgd ?? Number.NaN];
}

let expected: readonly number[];
test.beforeAll(async ({ browser }) => {
  expected = await undisturbed(browser);
});

async function expectUndisturbed(lab: Lab): Promise<void> {
  (await finalObjectives(lab)).forEach((objective, index) => {
    const wanted = expected[index] as number;
    expect(Math.abs(objective / wanted - 1)).toBeLessThan(AGREEMENT);
  });
}

test('a page that is reloaded offers to go on with its race, which ends as if nothing had been', async ({
  page,
}) => {
  const lab = await ready(page);
  const reached = await trainForAWhile(lab);
  await page.reload();
  await expect(notice(page)).toContainText(`had come to iteration`);
  await expect(notice(page)).toContainText(`of ${ITERATIONS}`);
  await resumeToTheEnd(lab);
  expect(await lab.figure('mdlam', 'iteration')).toBe(ITERATIONS);
  expect(reached).toBeLessThan(ITERATIONS);
  await expectUndisturbed(lab);
  // One run of each algorithm: what was resumed is not there twice.
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(keptRuns(page)).toHaveCount(2);
  await page.reload();
  await expect(notice(page)).toHaveCount(0);
});

test('a race whose GPU device is lost goes on on a new one', async ({ page }) => {
  const lab = await ready(page);
  await trainForAWhile(lab);
  const [worker] = page.workers();
  await worker?.evaluate(() => {
    const { prototype } = GPUDevice;
    const { createCommandEncoder } = prototype;
    prototype.createCommandEncoder = function (...given) {
      prototype.createCommandEncoder = createCommandEncoder;
      this.destroy();
      return createCommandEncoder.apply(this, given);
    };
  });
  await lab.button('Resume').click();
  await expect(page.getByRole('alert')).toContainText('The GPU device was lost');
  await lab.expectState('mdlam', 'failed');
  // The curve is still there.
  expect(await iterationOf(lab)).toBeGreaterThan(5);
  await resumeToTheEnd(lab);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectUndisturbed(lab);
});

test('a race whose worker the browser ended goes on in a new one', async ({ page }) => {
  const lab = await ready(page);
  await trainForAWhile(lab);
  await page.workers()[0]?.evaluate(() => self.close());
  await expect(page.getByRole('alert')).toContainText('The browser ended the training');
  await lab.expectState('mdlam', 'failed');
  await resumeToTheEnd(lab);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expectUndisturbed(lab);
});

test('a race whose GPU process died goes on', async ({ page, browser }) => {
  const lab = await ready(page);
  await trainForAWhile(lab);
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess' as never).catch(() => undefined);
  await expect(page.getByRole('alert')).toContainText('The GPU device was lost');
  await resumeToTheEnd(lab);
  await expectUndisturbed(lab);
});

test('a race that is discarded is gone, and its curves stay', async ({ page }) => {
  const lab = await ready(page);
  await trainForAWhile(lab);
  await page.reload();
  await notice(page).getByRole('button', { name: 'Discard' }).click();
  await expect(notice(page)).toHaveCount(0);
  await expect.poll(() => stored(page)).toBe(0);
  await page.getByRole('tab', { name: 'Runs' }).click();
  await expect(keptRuns(page)).toHaveCount(2);
});

test('a race in another tab is no interrupted one', async ({ page, context }) => {
  const lab = await ready(page);
  await trainForAWhile(lab);
  const other = await context.newPage();
  await new Lab(other).open();
  await expect(notice(other)).toHaveCount(0);
  await page.close();
  await other.reload();
  await expect(notice(other)).toBeVisible();
});

test('where the browser gives no more storage the page says so, and training goes on', async ({
  page,
}) => {
  const lab = await ready(page);
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await lab.button('Start').click();
  await expect.poll(() => iterationOf(lab)).toBeGreaterThan(5);
  await lab.button('Pause').click();
  await expect(page.getByText(/The race cannot be put away .*Training goes on/)).toBeVisible();
  await lab.button('Resume').click();
  await lab.expectState('mdlam', 'finished');
  await expectUndisturbed(lab);
});
