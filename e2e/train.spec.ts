import { expect, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { FIRST_RACE, Lab } from './lab.ts';

/** Training accuracy after 12 iterations, at least. Adam's updates of 0.001 move no weight by more than 0.012. */
const LEARNT: Readonly<Record<(typeof FIRST_RACE)[number], number>> = {
  mdlam: 0.5,
  dlam: 0.5,
  sgd: 0.5,
  adam: 0.3,
};

async function expectTrained(lab: Lab): Promise<void> {
  const start = new Map<string, number | null>();
  await lab.button('Step').click();
  await lab.expectStatus('Paused at iteration 1.');
  for (const algorithm of FIRST_RACE)
    start.set(algorithm, await lab.figure(algorithm, 'objective'));
  await lab.button('Resume').click();
  for (const algorithm of FIRST_RACE) {
    await lab.expectState(algorithm, 'finished');
    expect(await lab.figure(algorithm, 'iteration')).toBe(12);
    expect(await lab.figure(algorithm, 'objective')).toBeLessThan(start.get(algorithm) as number);
    expect(await lab.figure(algorithm, 'train-accuracy')).toBeGreaterThan(LEARNT[algorithm]);
    expect(await lab.figure(algorithm, 'test-accuracy')).toBeGreaterThan(LEARNT[algorithm] - 0.2);
  }
  for (const chart of ['Objective F', 'Forward-pass loss', 'Accuracy'])
    await expect.poll(() => lab.curves(chart), chart).toBeGreaterThanOrEqual(2);
}

test('trains DLAM and mDLAM on synthetic digits on the GPU, from the same weights', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  const lab = new Lab(page);
  await lab.open('gpu', 'first-visit');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick();
  await expect(page.getByText('Synthetic digits').last()).toBeVisible();
  await expectTrained(lab);
  await expect(page.getByText(/WebGPU/).first()).toBeVisible();
  await expect(page.getByTestId('common-start')).toHaveAttribute('data-value', 'equal');
  expect(complaints).toEqual([]);
});

test('trains on real MNIST served by the app', async ({ page, request }) => {
  const served = await request.get('mnist/train-labels-idx1-ubyte.gz');
  test.skip(served.status() === 404, 'MNIST is not on this machine: see npm run mnist');
  const lab = new Lab(page);
  await lab.open('gpu', 'first-visit');
  await lab.makeQuick();
  await expect(page.locator('strong', { hasText: 'MNIST' })).toBeVisible();
  await expect(page.getByText('could not be had')).toHaveCount(0);
  await expectTrained(lab);
});

test('pauses, steps and resumes without losing an iteration', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('gpu', 'first-visit');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '400', 'Training samples': '500' });
  await lab.button('Start').click();
  await expect.poll(() => lab.figure('mdlam', 'iteration'), { timeout: 60_000 }).toBeGreaterThan(2);
  await lab.button('Pause').click();
  await lab.expectStatus(/Paused at iteration \d+/);
  const paused = (await lab.figure('mdlam', 'iteration')) as number;
  await page.waitForTimeout(500);
  expect(await lab.figure('mdlam', 'iteration')).toBe(paused);
  await lab.button('Step').click();
  await expect.poll(() => lab.figure('mdlam', 'iteration')).toBe(paused + 1);
  await lab.button('Resume').click();
  await expect
    .poll(() => lab.figure('mdlam', 'iteration'), { timeout: 60_000 })
    .toBeGreaterThan(paused + 2);
  await lab.button('Reset').click();
  await expect.poll(() => lab.figure('mdlam', 'iteration'), { timeout: 60_000 }).toBe(0);
  await lab.expectState('mdlam', 'waiting');
});

const download = (page: Page) => page.getByRole('button', { name: 'Download MNIST (11.6 MB)' });

test('says so when MNIST cannot be had and trains on synthetic digits', async ({ page }) => {
  await page.route('**/mnist/**', (route) => route.fulfill({ status: 404 }));
  await page.route('https://cdn.jsdelivr.net/**', (route) => route.abort());
  const lab = new Lab(page);
  await lab.open('gpu', 'first-visit');
  await download(page).click();
  await expect(page.getByText('MNIST could not be had: these are synthetic digits.')).toBeVisible();
  await lab.makeQuick({ Iterations: '2' });
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
});

test('asks before it downloads MNIST, and whoever cancels can ask again', async ({ page }) => {
  const asked: string[] = [];
  await page.route('**/mnist/**', (route) => route.fulfill({ status: 404 }));
  // Never answered: the download hangs until it is cancelled.
  await page.route('https://cdn.jsdelivr.net/**', (route) => {
    asked.push(route.request().url());
  });
  const lab = new Lab(page);
  await lab.open('gpu', 'first-visit');
  await expect(page.getByText('It can be downloaded from cdn.jsdelivr.net.')).toBeVisible();
  expect(asked).toEqual([]);
  for (const times of [1, 2]) {
    await download(page).click();
    await expect.poll(() => asked.length).toBe(times);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(
      page.getByText('The download was cancelled: these are synthetic digits.'),
    ).toBeVisible();
    await lab.expectStatus('Ready to train.');
  }
  // Another subset of the data is no press of the button.
  await lab.makeQuick();
  expect(asked).toHaveLength(2);
});
