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
  const found = await page.evaluate(() => {
    const source =
      'navigator.gpu?.requestAdapter().then((found) => postMessage(found != null), () => postMessage(false)) ?? postMessage(false)';
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    return new Promise((resolve) => {
      worker.onmessage = (event) => resolve(event.data);
    });
  });
  expect(found).toBe(true);
});
