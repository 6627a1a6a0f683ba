import { expect, type Page, test } from 'playwright/test';
import { ALGORITHMS, GRADIENT_ALGORITHMS } from '../src/model/algorithms.ts';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

test('all eleven algorithms race from one start, each over its own objective', async ({ page }) => {
  const complaints = collectComplaints(page);
  const lab = new Lab(page);
  await lab.open();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.raceAll();
  await lab.makeQuick();
  await lab.button('Start').click();
  for (const algorithm of ALGORITHMS) {
    await lab.expectState(algorithm, 'finished');
    expect(await lab.figure(algorithm, 'iteration'), algorithm).toBe(12);
    expect(await lab.figure(algorithm, 'test-accuracy'), algorithm).toBeGreaterThan(0.1);
    expect(await lab.figure(algorithm, 'gflop'), algorithm).toBeGreaterThan(0);
  }
  await expect(page.getByTestId('common-start')).toHaveAttribute('data-value', 'equal');
  const objective = page.getByRole('radiogroup', { name: 'Objective that is shown' });
  await expect.poll(() => lab.curves('Objective F')).toBe(2);
  await objective.getByText('J', { exact: true }).click();
  await expect(page.getByRole('figure', { name: 'Objective J' })).toBeVisible();
  await expect.poll(() => lab.curves('Objective J')).toBe(GRADIENT_ALGORITHMS.length);
  await expect.poll(() => lab.curves('Accuracy')).toBe(ALGORITHMS.length);
  await expectFading(page);
  expect(await violations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

/** The table of the runs, wider than its place, fades at its edge as long as there is more to the right. */
async function expectFading(page: Page): Promise<void> {
  const table = page.getByRole('table').filter({ has: page.getByTestId('run-mdlam-state') });
  const fading = (scrollTo: number): Promise<string> =>
    table.evaluate((shown, left) => {
      const box = shown.parentElement as HTMLElement;
      box.scrollLeft = left;
      return getComputedStyle(box).getPropertyValue('--fading');
    }, scrollTo);
  await expect.poll(() => fading(1e6)).toBe('0px');
  await expect.poll(() => fading(0)).toBe('44px');
}

test('every cost axis has its curves', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick();
  await lab.set('Batch size', '50');
  await lab.button('Start').click();
  for (const algorithm of ['mdlam', 'adam'] as const) await lab.expectState(algorithm, 'finished');
  // Four mini-batches a pass.
  const axis = page.getByLabel('Charts over', { exact: true });
  const chart = page.getByRole('figure', { name: 'Accuracy' });
  for (const [option, label] of [
    ['iteration (weight updates)', /weight updates/],
    ['passes over the data', /passes/],
    ['floating-point operations', /FLOP/],
    ['device time', /device/],
    ['wall time', /seconds|wall/],
  ] as const) {
    await axis.selectOption({ label: option });
    await expect(chart).toContainText(label);
    await expect.poll(() => lab.curves('Accuracy'), option).toBe(4);
  }
});

test('the theory of a run: no violation of Lemma 1, a fit, and the layers', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '40' });
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  await page.getByRole('tab', { name: 'Theory' }).click();
  await expect(page.getByTestId('lemma1-violations')).toHaveText('0');
  await expect(page.getByTestId('chart-theory-blocks')).toBeVisible();
  await expect(page.getByTestId('theory-rate')).toHaveAttribute(
    'data-kind',
    /^(linear|no-linear-phase|too-few-points)$/,
  );
  expect(await violations(page)).toEqual([]);
});
