import { expect, test } from 'playwright/test';
import { Lab } from './lab.ts';

test('computes on the CPU and says so where there is no WebGPU', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('auto');
  await expect(page.getByText('WebGPU is not available here')).toBeVisible();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '5' });
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  expect(await lab.figure('mdlam', 'iteration')).toBe(5);
  await expect(page.getByText('float64').first()).toBeVisible();
  await page.getByRole('button', { name: 'Profile', exact: true }).click();
  const profile = page.getByRole('dialog', { name: 'Profile of an iteration' });
  await expect(profile.getByText('The CPU engine does not time its kernels')).toBeVisible();
  await expect(profile.getByRole('button', { name: /Profile one/ })).toHaveCount(0);
});
