import { expect, test } from 'playwright/test';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

const SCREENS = [
  { name: 'wide, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'wide, dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone, light', width: 390, height: 844, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

for (const { name, width, height, colorScheme } of SCREENS) {
  test(`no violation of WCAG A or AA, before a race and in every view after it: ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const lab = new Lab(page);
    await lab.open('cpu');
    expect(await violations(page)).toEqual([]);
    if (width < 800) await page.getByRole('button', { name: 'Settings' }).click();
    await lab.choose('Data set', 'Synthetic digits');
    await lab.makeQuick({ Iterations: '5' });
    await lab.button('Start').click();
    await lab.expectState('mdlam', 'finished');
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
    for (const tab of ['Layers', 'Theory', 'Runs', 'Network', 'Sweep', 'How it works']) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tabpanel').locator('section, figure').first()).toBeVisible();
      await page.waitForTimeout(500);
      expect(await violations(page), tab).toEqual([]);
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(wider, `${tab}: nothing sticks out sideways`).toBeLessThanOrEqual(0);
    }
    await page.getByRole('tab', { name: 'Curves' }).click();
    if (width > 800) {
      const below = await page.evaluate(
        () => document.documentElement.scrollHeight - window.innerHeight,
      );
      expect(below, 'the first screen needs no scrolling').toBeLessThanOrEqual(0);
    }
  });
}

test('a scan finds what is wrong', async ({ page }) => {
  await page.setContent(
    '<html lang="en"><title>Control</title><main><h1>Control</h1><button></button><p style="color: #ccc; background: #fff">pale</p></main></html>',
  );
  expect((await violations(page)).map((found) => found.split(':')[0])).toEqual([
    'button-name',
    'color-contrast',
  ]);
});
