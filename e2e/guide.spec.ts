import { expect, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

function card(page: Page) {
  return page.getByRole('complementary', { name: 'Guided first race' });
}

function offer(page: Page) {
  return page.getByRole('button', { name: /Guided first race/ });
}

async function expectStep(page: Page, step: number): Promise<void> {
  await expect(card(page)).toContainText(`Step ${step} of 4`);
}

test('leads through a first race, and goes on by itself where the user acts', async ({ page }) => {
  const complaints = collectComplaints(page);
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick();
  await offer(page).click();
  await expect(card(page).getByRole('heading', { name: 'The data' })).toBeFocused();
  await expect(card(page)).toContainText('Synthetic digits');
  await expect(card(page)).toContainText('learn from 200 samples and are tested on 100');
  await card(page).getByRole('button', { name: 'Next' }).click();
  await expectStep(page, 2);
  await card(page).getByRole('button', { name: 'Use “First look”' }).click();
  await expectStep(page, 3);
  await expect(page.getByRole('textbox', { name: 'Hidden layers' })).toHaveValue('64');
  // The card is beside the button, not over it.
  await lab.makeQuick({ Iterations: '3' });
  await lab.button('Start').click();
  await expectStep(page, 4);
  await lab.expectState('mdlam', 'finished');
  const accuracy = ((await lab.figure('mdlam', 'test-accuracy')) as number) * 100;
  const finding = card(page).getByRole('listitem').filter({ hasText: 'mDLAM: F from' });
  await expect(finding).toContainText('in 3 iterations; it never rose');
  await expect(finding).toContainText(`Test accuracy ${accuracy.toFixed(2)}%`);
  await card(page).getByRole('button', { name: 'See an iteration block by block' }).click();
  await expect(page.getByRole('tab', { name: 'How it works' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await card(page).getByRole('button', { name: 'Show the curves' }).click();
  await card(page).getByRole('button', { name: 'Done' }).click();
  await expect(card(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'Guide', exact: true })).toBeFocused();
  expect(complaints).toEqual([]);
});

test('is offered once, never opens by itself, and is there again from the header', async ({
  page,
}) => {
  const lab = new Lab(page);
  await lab.open('cpu');
  await expect(card(page)).toBeHidden();
  await offer(page).click();
  await card(page).getByRole('button', { name: 'Next' }).click();
  await card(page).getByRole('button', { name: 'Next' }).click();
  await card(page).getByRole('button', { name: 'Back' }).click();
  await expectStep(page, 2);
  await page.keyboard.press('Escape');
  await expect(card(page)).toBeHidden();
  const again = page.getByRole('button', { name: 'Guide', exact: true });
  await expect(again).toBeFocused();
  await page.reload();
  await lab.expectStatus('Ready to train.');
  await expect(offer(page)).toHaveCount(0);
  await expect(card(page)).toBeHidden();
  await again.click();
  await expectStep(page, 1);
  await card(page).getByRole('button', { name: 'Skip the guide' }).click();
  await expect(card(page)).toBeHidden();
});

for (const { width, height, colorScheme } of [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const) {
  test(`points without covering, is accessible and fits ${width} px, ${colorScheme}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const lab = new Lab(page);
    await lab.open('cpu');
    await offer(page).click();
    for (const [index, target] of [
      'data',
      width < 800 ? 'settings' : 'preset',
      'start',
    ].entries()) {
      await expectStep(page, index + 1);
      await expect(page.locator(`[data-guide="${target}"]`)).toBeInViewport();
      await expect(page.locator(`[data-guide="${target}"]`)).toHaveCSS('outline-style', 'solid');
      const [box, start] = [
        await card(page).boundingBox(),
        await lab.button('Start').boundingBox(),
      ];
      if (!box || !start) throw new Error('The card or Start is not on the screen.');
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      const apart =
        box.x >= start.x + start.width ||
        box.x + box.width <= start.x ||
        box.y >= start.y + start.height ||
        box.y + box.height <= start.y;
      expect(apart, 'Start is not covered').toBe(true);
      expect(await violations(page, { rules: 'all' })).toEqual([]);
      await card(page).getByRole('button', { name: 'Next' }).click();
    }
    await expectStep(page, 4);
    expect(await violations(page, { rules: 'all' })).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
  });
}
