import { expect, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

const BLOCKS = ['ω', 'W₁', 'z₁', 'a₁', 'W₂', 'z₂', 'F'];

function film(page: Page) {
  return page.getByRole('region', { name: 'One iteration, block by block' });
}

/** The button of a block, with the mark of a raised F or without. */
function stop(page: Page, name: string) {
  return film(page).getByRole('button', { name: new RegExp(`^${name}(,|$)`) });
}

async function openQuick(page: Page, changes: Readonly<Record<string, string>> = {}): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  if ((page.viewportSize()?.width ?? 0) < 800)
    await page.getByRole('button', { name: 'Settings' }).click();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick(changes);
  await page.getByRole('tab', { name: 'How it works' }).click();
  await expect(film(page)).toBeVisible();
  return lab;
}

async function figure(page: Page, name: string): Promise<number> {
  return Number(await page.getByTestId(`how-${name}`).getAttribute('data-value'));
}

async function expectIteration(page: Page, iteration: number): Promise<void> {
  await expect(page.getByTestId('how-iteration')).toHaveAttribute('data-value', `${iteration}`, {
    timeout: 30_000,
  });
}

test('plays a trained iteration block by block, with its real figures', async ({ page }) => {
  const complaints = collectComplaints(page);
  const lab = await openQuick(page);
  const block = page.getByTestId('how-block');
  await expect(film(page)).toContainText('No iteration has been trained yet');
  await film(page).getByText('8', { exact: true }).click();
  await page.getByRole('button', { name: 'Prepare and step' }).click();
  await expectIteration(page, 1);
  // It plays to the end by itself.
  await expect(block).toHaveAttribute('data-value', 'F', { timeout: 10_000 });
  await expect(page.getByRole('button', { name: 'Play the blocks' })).toBeVisible();
  expect(await figure(page, 'F')).toBe(await lab.figure('mdlam', 'objective'));
  await expect(film(page)).toContainText('F fell.');

  await page.getByRole('button', { name: 'Next iteration' }).click();
  await expectIteration(page, 2);
  expect(await lab.figure('mdlam', 'iteration')).toBe(2);
  await page.getByRole('button', { name: 'Pause the blocks' }).click();

  await stop(page, 'ω').click();
  for (const name of BLOCKS) {
    await expect(block).toHaveAttribute('data-value', name);
    await expect(page.getByRole('img', { name: /The network as a chain/ })).toHaveAccessibleName(
      new RegExp(`Lit: ${name}\\.$`),
    );
    if (name !== 'F') await page.getByRole('button', { name: 'Next block' }).click();
  }
  await expect(page.getByRole('button', { name: 'Next block' })).toBeDisabled();
  // F is the sum of its terms.
  const terms = await Promise.all(['R', 'Σ Ω', 'Σ φ'].map((name) => figure(page, name)));
  const sum = terms.reduce((total, term) => total + term, 0);
  expect(Math.abs(sum / (await figure(page, 'F')) - 1)).toBeLessThan(1e-5);
  await stop(page, 'W₂').click();
  expect(await figure(page, 'θ₂')).toBeGreaterThan(0);
  expect(await figure(page, '‖W₂ᵏ⁺¹ − W₂ᵏ‖')).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test('holds its iteration while the race runs, and begins anew after its end', async ({ page }) => {
  const lab = await openQuick(page);
  await page.getByRole('button', { name: 'Prepare and step' }).click();
  await expectIteration(page, 1);
  await stop(page, 'a₁').click();
  await lab.button('Resume').click();
  await lab.expectState('mdlam', 'finished');
  await lab.expectState('adam', 'finished');
  await expectIteration(page, 1);
  await page.getByRole('button', { name: 'Show the newest, 12' }).click();
  await expectIteration(page, 12);
  await page.getByLabel('Run', { exact: true }).selectOption({ label: 'DLAM' });
  await stop(page, 'F').click();
  expect(await figure(page, 'F')).toBe(await lab.figure('dlam', 'objective'));
  await page.getByRole('button', { name: 'Reset and step' }).click();
  await expectIteration(page, 1);
});

test('shows the step that raised F: taken again by mDLAM, kept by DLAM', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.choose('Preset', 'See the monotone step work');
  await lab.set('Training samples', '300');
  await lab.set('Test samples', '100');
  await lab.expectStatus('Ready to train.');
  await page.getByRole('tab', { name: 'How it works' }).click();
  await page.getByRole('button', { name: 'Prepare and step' }).click();
  const raised = film(page).getByRole('button', { name: 'W₁, its first step raised F' });
  for (let iteration = 1; iteration <= 20; iteration++) {
    await expectIteration(page, iteration);
    if ((await raised.count()) > 0) break;
    await page.getByRole('button', { name: 'Next iteration' }).click();
  }
  await raised.click();
  await expect(film(page)).toContainText('it was taken again from the old value itself');
  await stop(page, 'F').click();
  await expect(film(page)).toContainText(/F fell|up to rounding/);
  await page.getByLabel('Run', { exact: true }).selectOption({ label: 'DLAM' });
  await raised.click();
  await expect(film(page)).toContainText('DLAM keeps it all the same');
});

test('without animation the blocks wait to be lit; without mDLAM and DLAM it says what to do', async ({
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openQuick(page);
  const boxes = ['mDLAM', 'DLAM'].map((name) => page.getByRole('checkbox', { name, exact: true }));
  for (const box of boxes) await box.uncheck();
  await expect(film(page)).toContainText('Tick mDLAM or DLAM among the algorithms');
  await expect(page.getByRole('button', { name: 'Next iteration' })).toBeDisabled();
  for (const box of boxes) await box.check();
  await page.getByRole('button', { name: 'Prepare and step' }).click();
  await expectIteration(page, 1);
  await page.waitForTimeout(1500);
  await expect(page.getByTestId('how-block')).toHaveAttribute('data-value', 'ω');
  await page.getByRole('button', { name: 'Lemma 1, counted as it runs: Theory' }).click();
  await expect(page.getByRole('tab', { name: 'Theory' })).toHaveAttribute('aria-selected', 'true');
});

for (const { width, height, colorScheme } of [
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
] as const) {
  test(`is accessible and fits ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The most layers there can be.
    await openQuick(page, { 'Hidden layers': '9, 8, 8, 8, 8, 8, 8, 8', λ: '0.1', 'W-steps': '1' });
    await page.getByRole('button', { name: 'Prepare and step' }).click();
    await expectIteration(page, 1);
    await stop(page, 'W₉').click();
    await expect(page.getByTestId('how-block')).toHaveAttribute('data-value', 'W₉');
    expect(await violations(page, { rules: 'all' })).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
  });
}
