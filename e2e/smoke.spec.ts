import { expect, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';

test('the page opens and says what it is', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.goto('/');
  await expect(page).toHaveTitle(/DLAM Lab/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('DLAM Lab');
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a worker of the page has a WebGPU adapter', async ({ page }) => {
  await page.goto('/');
  await expect.poll(() => page.workers().length).toBe(1);
  const found = await page
    .workers()[0]
    ?.evaluate(async () => (await navigator.gpu?.requestAdapter()) != null);
  expect(found).toBe(true);
});
