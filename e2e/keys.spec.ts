import { expect, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

/** The whole list, as the page says it. */
const NAMES = ['Space', 'S', 'R', 'L', 'Z', '1', '2', '3', '4', '5', '6', '7', '?'];

function list(page: Page) {
  return page.getByRole('dialog', { name: 'Keys' });
}

function scale(page: Page, of: 'objective' | 'loss', name: 'log' | 'lin') {
  return page
    .getByRole('radiogroup', { name: `Scale of the ${of}` })
    .getByRole('radio', { name, exact: true });
}

async function openQuick(page: Page, changes: Readonly<Record<string, string>> = {}): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick(changes);
  // The choice of the data set has the focus still.
  await page.getByRole('heading', { name: 'DLAM Lab' }).click();
  return lab;
}

test('the list opens and closes by key and by button, and keeps the other keys from the page', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  const lab = new Lab(page);
  await lab.open('cpu');
  const button = page.getByRole('button', { name: 'Keys', exact: true });
  await page.keyboard.press('?');
  await expect(list(page).locator('kbd')).toHaveText(NAMES);
  await page.keyboard.press('s');
  await page.keyboard.press('2');
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeHidden();
  await button.click();
  await expect(list(page)).toBeVisible();
  await expect(list(page).getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(list(page).getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('?');
  await expect(list(page)).toBeHidden();
  await expect(button).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Curves' })).toHaveAttribute('aria-selected', 'true');
  await lab.expectStatus('Ready to train.');
  expect(complaints).toEqual([]);
});

test('Space starts and pauses a race, S steps, R resets', async ({ page }) => {
  const lab = await openQuick(page, { Iterations: '400', 'Training samples': '500' });
  await page.keyboard.press('Space');
  await expect.poll(() => lab.figure('mdlam', 'iteration'), { timeout: 60_000 }).toBeGreaterThan(2);
  await page.keyboard.press('Space');
  await lab.expectStatus(/Paused at iteration \d+/);
  const paused = (await lab.figure('mdlam', 'iteration')) as number;
  await page.keyboard.press('Control+s');
  await page.keyboard.press('s');
  await expect.poll(() => lab.figure('mdlam', 'iteration')).toBe(paused + 1);
  // Space on a button presses it, and nothing besides.
  await expect(lab.button('Step')).toBeEnabled();
  // A button that cannot be pressed yet takes no focus, and Space would go to the page.
  await expect(lab.button('Step')).toBeEnabled();
  await lab.button('Step').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => lab.figure('mdlam', 'iteration')).toBe(paused + 2);
  await page.waitForTimeout(500);
  expect(await lab.figure('mdlam', 'iteration')).toBe(paused + 2);
  await lab.expectStatus(/Paused at iteration \d+/);
  await page.keyboard.press('r');
  await expect.poll(() => lab.figure('mdlam', 'iteration'), { timeout: 60_000 }).toBe(0);
  await lab.expectState('mdlam', 'waiting');
});

test('L switches both scales once however long it is held, and digits change the tab', async ({
  page,
}) => {
  const lab = new Lab(page);
  await lab.open('cpu');
  await expect(scale(page, 'objective', 'log')).toBeChecked();
  await page.keyboard.down('l');
  await page.keyboard.down('l');
  await page.keyboard.up('l');
  await expect(scale(page, 'objective', 'lin')).toBeChecked();
  await expect(scale(page, 'loss', 'lin')).toBeChecked();
  for (const [key, tab] of [
    ['2', 'Layers'],
    ['3', 'Theory'],
    ['4', 'Runs'],
    ['5', 'Network'],
    ['6', 'Sweep'],
    ['7', 'How it works'],
    ['1', 'Curves'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
  }
  await page.keyboard.press('l');
  await expect(scale(page, 'objective', 'log')).toBeChecked();
  await expect(scale(page, 'loss', 'log')).toBeChecked();
});

test('typing in a field changes the field alone', async ({ page }) => {
  const lab = await openQuick(page);
  const field = page.getByRole('textbox', { name: 'Iterations', exact: true });
  await field.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('2 slr?3');
  await expect(field).toHaveValue('122 slr?3');
  await expect(list(page)).toBeHidden();
  await expect(page.getByRole('tab', { name: 'Curves' })).toHaveAttribute('aria-selected', 'true');
  await expect(scale(page, 'objective', 'log')).toBeChecked();
  await field.fill('12');
  await field.press('Space');
  await field.press('s');
  await field.fill('12');
  await page.waitForTimeout(500);
  await expect(lab.button('Start')).toBeEnabled();
  await lab.expectStatus('Ready to train.');
});

for (const { width, colorScheme } of [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const) {
  test(`the list is accessible and fits ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await new Lab(page).open('cpu');
    await page.keyboard.press('?');
    await expect(list(page)).toBeVisible();
    expect(await violations(page, { rules: 'all' })).toEqual([]);
    const box = await list(page).boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
  });
}
