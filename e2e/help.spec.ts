import { expect, type Locator, type Page, test } from 'playwright/test';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

/** The question mark beside what has this name; while it is open, its description goes on with the help itself. */
function helpOf(page: Page, name: string): Locator {
  const description = new RegExp(`^${name}(?=$| )`);
  return page.getByRole('button', { name: 'Help', exact: true, description });
}

/** Sticks out of the window on no side. */
async function expectInside(page: Page, bubble: Locator): Promise<void> {
  const box = await bubble.boundingBox();
  const window = page.viewportSize();
  expect(box).not.toBeNull();
  if (!box || !window) return;
  expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(window.width);
  expect(box.y + box.height).toBeLessThanOrEqual(window.height);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`help opens by pointer and keys with its formula, and Escape closes it: ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    const typesetting: string[] = [];
    page.on('request', (sent) => {
      if (/Typeset|KaTeX/i.test(sent.url())) typesetting.push(sent.url());
    });
    await new Lab(page).open('cpu');
    const bubble = page.getByRole('tooltip');
    await expect(page.getByRole('figure', { name: 'Accuracy' })).toBeVisible();
    expect(typesetting, 'KaTeX waits for the first help').toEqual([]);

    const setting = helpOf(page, 'Penalty ρ');
    await setting.hover();
    await expect(bubble).toContainText('Weight of the residuals φ_l in F');
    await expect(bubble.locator('.katex math')).toHaveCount(1);
    await expect(bubble).toContainText('mDLAM Problem 2');
    await expectInside(page, bubble);
    expect(typesetting.length).toBeGreaterThan(0);
    expect(typesetting.every((url) => new URL(url).host === new URL(page.url()).host)).toBe(true);
    expect(await violations(page)).toEqual([]);
    await bubble.hover();
    await expect(bubble, 'the pointer may come over to read').toBeVisible();
    await page.keyboard.press('Escape');
    await expect(bubble).toHaveCount(0);

    await page.getByLabel('Penalty ρ', { exact: true }).focus();
    await page.keyboard.press('Shift+Tab');
    await expect(bubble.locator('.katex math')).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(bubble).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(bubble).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(bubble).toHaveCount(0);

    await helpOf(page, 'Objective F').focus();
    await expect(bubble).toContainText('DLAM and mDLAM minimise');
    await expect(bubble.locator('.katex math')).toHaveCount(1);
    await expectInside(page, bubble);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(bubble).toHaveCount(0);
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a tap opens help inside the window, and another closes it', async ({ page }) => {
    await new Lab(page).open('cpu');
    const bubble = page.getByRole('tooltip');
    const help = helpOf(page, 'Accuracy');
    await help.tap();
    await expect(bubble.locator('.katex math')).toHaveCount(1);
    await expectInside(page, bubble);
    expect(await violations(page)).toEqual([]);
    await help.tap();
    await expect(bubble).toHaveCount(0);
    await help.tap();
    await expect(bubble).toBeVisible();
    await page.getByRole('heading', { name: 'Accuracy' }).tap();
    await expect(bubble).toHaveCount(0);
  });
});
