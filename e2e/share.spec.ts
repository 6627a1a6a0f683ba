import { expect, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';

test('a copied link opens the settings of the form elsewhere', async ({ page, browser }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ 'Hidden layers': '30', 'W-steps': '2', 'Penalty ρ': '3e-7' });
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('#v=2&');
  expect(link).toContain('rho=3e-7');
  await lab.set('Penalty ρ', '1');
  await expect(page.getByText('Copied', { exact: true })).toHaveCount(0);

  const other = await (await browser.newContext()).newPage();
  const complaints = collectComplaints(other);
  await other.goto(link);
  const opened = new Lab(other);
  await opened.expectStatus('Ready to train.');
  await expect(other.getByLabel('Data set', { exact: true })).toHaveValue('synthetic');
  const field = (label: string) => other.getByRole('textbox', { name: label, exact: true });
  await expect(field('Training samples')).toHaveValue('200');
  await expect(field('Hidden layers')).toHaveValue('30');
  await expect(field('W-steps')).toHaveValue('2');
  await expect(field('Penalty ρ')).toHaveValue('3e-7');
  await expect(other.getByRole('alert')).toHaveCount(0);

  // The settings left the address, so a reload keeps what was changed since.
  expect(new URL(other.url()).hash).toBe('');
  await opened.set('Penalty ρ', '0.5');
  await other.reload();
  await expect(field('Penalty ρ')).toHaveValue('0.5');
  await expect(field('Training samples')).toHaveValue('200');
  expect(complaints).toEqual([]);
  await other.context().close();
});

test('a crafted link is reported, shown as text, and used as far as it is valid', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  const html = encodeURIComponent('<img src=x onerror="document.title=1">');
  const lab = new Lab(page);
  await lab.remember('cpu');
  await page.goto(`/#v=2&dataset=synthetic&trainCount=300&rho=${html}&colour=red&__proto__=1`);
  await lab.expectStatus('Ready to train.');
  const alerts = page.getByRole('alert');
  await expect(alerts).toHaveCount(3);
  await expect(alerts.filter({ hasText: '“rho” “<img src=x onerror=' })).toBeVisible();
  await expect(alerts.filter({ hasText: '“colour” (“red”) is no setting' })).toBeVisible();
  await expect(alerts.filter({ hasText: '“__proto__”' })).toBeVisible();
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  const field = (label: string) => page.getByRole('textbox', { name: label, exact: true });
  await expect(field('Training samples')).toHaveValue('300');
  await expect(field('Penalty ρ')).toHaveValue('0.01');
  expect(await page.title()).toBe('DLAM Lab');

  // Pasted over the address of an open page.
  await page.evaluate(() => {
    location.hash = 'v=3&trainCount=400';
  });
  await expect(alerts.filter({ hasText: 'this page reads “v=2” only' })).toBeVisible();
  await page.evaluate(() => {
    location.hash = 'v=2&dataset=synthetic&trainCount=400';
  });
  await expect(field('Training samples')).toHaveValue('400');
  expect(complaints).toEqual([]);
});

test('the link can be copied by hand where the clipboard is refused', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Your files');
  await page.getByRole('button', { name: 'Copy link' }).click();
  const link = page.getByRole('textbox', { name: 'The browser refused the clipboard' });
  await expect(link).toHaveValue(/#v=2&.*dataset=files/);
  await expect(page.getByText('your files do not travel with the link')).toBeVisible();
  const selected = await link.evaluate(
    (field: HTMLInputElement) =>
      field.selectionStart === 0 && field.selectionEnd === field.value.length,
  );
  expect(selected).toBe(true);
});
