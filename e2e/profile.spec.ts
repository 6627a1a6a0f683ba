import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

const SCREENS = [
  { name: 'wide, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** Products large enough for the clock, even where it is coarse. */
const SIZES = { 'Training samples': '500', 'Hidden layers': '300', Iterations: '4' };

async function open(page: Page): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open();
  const settings = page.getByRole('button', { name: 'Settings' });
  if (await settings.isVisible()) await settings.click();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick(SIZES);
  return lab;
}

async function openProfile(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Profile', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Profile of an iteration' });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function profile(dialog: Locator, run: string): Promise<void> {
  await dialog.getByRole('button', { name: `Profile one iteration of ${run}` }).click();
  await expect(dialog.getByRole('button', { name: /^Profile one iteration/ })).toBeVisible({
    timeout: 60_000,
  });
}

async function figures(rows: Locator, name: string): Promise<number[]> {
  const values = await rows.evaluateAll(
    (found, attribute) => found.map((row) => row.getAttribute(attribute) ?? ''),
    `data-${name}`,
  );
  return values.map((value) => (value === '' ? Number.NaN : Number(value)));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

for (const { name, width, height, colorScheme } of SCREENS) {
  test(`tells where an iteration's time goes: ${name}`, async ({ page }) => {
    const complaints = collectComplaints(page);
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const lab = await open(page);
    const dialog = await openProfile(page);
    expect(await violations(page), 'before a profile').toEqual([]);
    await profile(dialog, 'mDLAM');

    const kernels = dialog.getByTestId('profile-kernel');
    expect(await kernels.count()).toBeGreaterThan(5);
    expect(sum(await figures(kernels, 'share'))).toBeCloseTo(1, 9);
    const [products] = await figures(dialog.getByTestId('profile-sum-Products'), 'gflops');
    const peak = Number(await dialog.getByTestId('profile-peak').getAttribute('data-value'));
    expect(products).toBeGreaterThan(0);
    expect(products).toBeLessThan(2 * peak);
    const [all] = await figures(dialog.getByTestId('profile-sum-All dispatches'), 'ms');
    const [wall] = await figures(dialog.getByTestId('profile-wall'), 'ms');
    expect(sum(await figures(kernels, 'ms'))).toBeCloseTo(all as number, 6);
    expect(all).toBeLessThan((wall as number) + 2);
    expect(await violations(page), 'with a profile').toEqual([]);
    const wider = await dialog.evaluate((shown) => shown.scrollWidth - shown.clientWidth);
    expect(wider, 'nothing sticks out sideways').toBeLessThanOrEqual(0);

    // A real iteration of this run, and of no other; the next one is the second.
    expect(await lab.figure('mdlam', 'iteration')).toBe(1);
    expect(await lab.figure('dlam', 'iteration')).toBe(0);
    await profile(dialog, 'mDLAM');
    expect(await lab.figure('mdlam', 'iteration')).toBe(2);

    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Profile', exact: true })).toBeFocused();
    await lab.expectStatus('Paused at iteration 0.');
    await lab.button('Resume').click();
    await lab.expectState('mdlam', 'finished');
    await lab.expectState('dlam', 'finished');
    expect(await lab.figure('mdlam', 'iteration')).toBe(4);
    expect(complaints).toEqual([]);
  });
}

test('leads from a race that runs, and from one that has ended, to where it can profile', async ({
  page,
}) => {
  const lab = await open(page);
  await lab.set('Iterations', '4000');
  await lab.expectStatus('Ready to train.');
  await lab.button('Start').click();
  await lab.expectStatus('Training');
  const dialog = await openProfile(page);
  await expect(dialog.getByText('The race is running')).toBeVisible();
  await dialog.getByRole('button', { name: 'Pause the race' }).click();
  await dialog.getByLabel('Run to profile').selectOption({ label: 'DLAM' });
  await profile(dialog, 'DLAM');
  await expect(dialog.getByRole('heading', { name: /^Iteration \d+ of DLAM/ })).toBeVisible();

  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  const lines = readFileSync(await csv.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines.length - 1).toBe(await dialog.getByTestId('profile-kernel').count());
  const [json] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Download JSON' }).click(),
  ]);
  expect(JSON.parse(readFileSync(await json.path(), 'utf8'))).toMatchObject({ run: 'DLAM' });

  await page.keyboard.press('Escape');
  await lab.button('Reset').click();
  await lab.makeQuick({ Iterations: '2' });
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  await lab.expectState('dlam', 'finished');
  await openProfile(page);
  await dialog.getByRole('button', { name: 'Reset the race' }).click();
  // The choice is kept.
  await profile(dialog, 'DLAM');
  expect(await lab.figure('dlam', 'iteration')).toBe(1);
});
