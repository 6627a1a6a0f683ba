import { expect, test } from 'playwright/test';

test('this browser has no WebGPU adapter, and the page opens all the same', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DLAM Lab');
  const adapter = await page.evaluate(async () => {
    const gpu = 'gpu' in navigator ? (navigator.gpu as { requestAdapter(): unknown }) : undefined;
    return (await gpu?.requestAdapter()) ?? null;
  });
  expect(adapter).toBeNull();
});
