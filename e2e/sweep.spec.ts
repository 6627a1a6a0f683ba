import { expect, type Locator, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

/** 25 trainings take minutes on a machine of two cores. */
const SWEEP_MS = 400_000;

async function openSweeps(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Sweep' }).click();
  await expect(page.getByRole('heading', { name: 'Sensitivity sweep' })).toBeVisible();
}

/** 784-100-10 on the float64 engine, evaluated at its start and its end only. */
async function openLab(page: Page, changes: Readonly<Record<string, string>>): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await page.getByRole('button', { name: 'More: stop' }).click();
  await lab.set('Evaluate every', '30');
  await lab.makeQuick({ 'Hidden layers': '100', 'W-steps': '1', Iterations: '30', ...changes });
  return lab;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const done = (page: Page) => page.getByTestId('sweep-done');
const cells = (page: Page) => page.getByRole('grid').getByRole('gridcell').getByRole('button');

async function doneCount(page: Page): Promise<number> {
  return Number(await done(page).getAttribute('data-value'));
}

async function setAxis(axis: Locator, values: string): Promise<void> {
  const field = axis.getByRole('textbox', { name: 'Values' });
  await field.fill(values);
  await field.blur();
}

test('a 5×5 sweep survives a pause and a reload, and runs to its end', async ({ page }) => {
  test.setTimeout(SWEEP_MS + 60_000);
  const complaints = collectComplaints(page);
  await openLab(page, { 'Training samples': '1000', 'Test samples': '500' });
  await openSweeps(page);
  await setAxis(page.getByRole('group', { name: 'First axis' }), '0.0001 0.001 0.01 0.1 1');
  await setAxis(page.getByRole('group', { name: 'Second axis' }), '0.0001 0.001 0.01 0.1 1');
  await expect(page.getByTestId('sweep-outlook')).toContainText('25 cells of 30 iterations');
  await button(page, 'Start sweep').click();
  await expect.poll(() => doneCount(page), { timeout: 120_000 }).toBeGreaterThanOrEqual(3);
  await expect(page.getByText(/\d (s|min).* left$/)).toBeVisible();
  await button(page, 'Pause sweep').click();
  await expect(button(page, 'Resume sweep')).toBeVisible();
  const paused = await doneCount(page);
  const first = await cells(page).first().getAttribute('data-value');
  expect(paused).toBeLessThan(25);

  await page.reload();
  await new Lab(page).expectStatus('Ready to train.');
  await page.getByRole('tab', { name: 'Sweep' }).click();
  await expect(done(page)).toHaveAttribute('data-value', String(paused));
  await expect(cells(page).first()).toHaveAttribute('data-value', first as string);
  await button(page, 'Resume sweep').click();
  await expect(button(page, 'New sweep')).toBeVisible({ timeout: SWEEP_MS });

  await expect(cells(page)).toHaveCount(25);
  for (const cell of await cells(page).all()) {
    const kind = await cell.getAttribute('data-kind');
    expect(['value', 'diverged']).toContain(kind);
    if (kind !== 'value') continue;
    const accuracy = Number(await cell.getAttribute('data-value'));
    expect(accuracy).toBeGreaterThan(0);
    expect(accuracy).toBeLessThanOrEqual(1);
  }
  await cells(page).nth(11).click();
  await expect(
    page.getByRole('heading', { name: 'Penalty ρ 0.001, Tolerance ε 0.01' }),
  ).toBeVisible();
  const curve = page.getByRole('figure', { name: 'Objective F' }).locator('path.recharts-curve');
  await expect(curve).toHaveCount(1);
  expect(((await curve.getAttribute('d')) ?? '').split('L').length).toBe(31);
  const download = page.waitForEvent('download');
  await button(page, 'Download CSV').click();
  expect((await download).suggestedFilename()).toBe('sweep.csv');
  expect(complaints).toEqual([]);
});

test('a cell that diverges is shown as diverged, beside the others', async ({ page }) => {
  await openLab(page, { 'Training samples': '200', 'Test samples': '100', 'Hidden layers': '16' });
  await openSweeps(page);
  await page.getByLabel('Algorithm', { exact: true }).selectOption({ label: 'SGD' });
  await setAxis(page.getByRole('group', { name: 'First axis' }), '0.1 10000');
  const seeds = page.getByRole('textbox', { name: 'Seeds per cell' });
  await seeds.fill('3');
  await expect(page.getByTestId('sweep-outlook')).toContainText('2 cells, 6 runs');
  await button(page, 'Start sweep').click();
  await expect(button(page, 'New sweep')).toBeVisible({ timeout: 60_000 });
  const [good, bad] = [cells(page).first(), cells(page).last()];
  await expect(bad).toHaveText(/^diverged at \d+$/);
  await expect(bad).toHaveAttribute('aria-label', /3 of 3 seeds/);
  expect(Number(await good.getAttribute('data-value'))).toBeGreaterThan(0.2);

  await good.focus();
  await page.keyboard.press('ArrowRight');
  await expect(bad).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'SGD step size 0.1' })).toBeVisible();
  // The median and both quartiles.
  await expect(
    page.getByRole('figure', { name: 'Objective J' }).locator('path.recharts-curve'),
  ).toHaveCount(3);
});

test('a plan that cannot be trained says why before it starts', async ({ page }) => {
  await openLab(page, {});
  await openSweeps(page);
  await setAxis(page.getByRole('group', { name: 'First axis' }), '0.1 1e9');
  await expect(page.getByText('Penalty ρ: must be at most 1000000.').first()).toBeVisible();
  await expect(button(page, 'Start sweep')).toBeDisabled();
});

for (const { name, width, height, colorScheme } of [
  { name: 'wide, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'wide, dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone, light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const) {
  test(`sweeps have no violation of WCAG A or AA and stay on the screen: ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const lab = new Lab(page);
    await lab.open('cpu');
    if (width < 800) await page.getByRole('button', { name: 'Settings' }).click();
    await lab.choose('Data set', 'Synthetic digits');
    await lab.makeQuick({ Iterations: '5' });
    const expectSound = async () => {
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
    };
    await openSweeps(page);
    await expectSound();
    await setAxis(page.getByRole('group', { name: 'First axis' }), '0.001 0.01 0.1');
    await setAxis(page.getByRole('group', { name: 'Second axis' }), '0.001 0.01');
    await page.getByRole('textbox', { name: 'Seeds per cell' }).fill('2');
    await button(page, 'Start sweep').click();
    await expect(button(page, 'New sweep')).toBeVisible({ timeout: 60_000 });
    await cells(page).first().click();
    await expect(page.getByRole('figure', { name: 'Objective F' })).toBeVisible();
    await expectSound();
  });
}
