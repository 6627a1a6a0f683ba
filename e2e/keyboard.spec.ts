import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';

/** More stops than the page has. */
const MOST_STOPS = 160;

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}.`);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name: label, exact: true }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

test('the whole way from the data to a saved figure and a named run, by keyboard alone', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  const lab = new Lab(page);
  await lab.open('cpu');
  const dataset = page.getByLabel('Data set', { exact: true });
  await tabTo(page, dataset);
  await page.keyboard.type('Syn');
  await expect(dataset).toHaveValue('synthetic');
  await type(page, 'Training samples', '200');
  await type(page, 'Test samples', '100');
  await type(page, 'Hidden layers', '16');
  await type(page, 'Iterations', '12');
  await lab.expectStatus('Ready to train.');
  await tabTo(page, lab.button('Start'));
  await page.keyboard.press('Enter');
  await lab.expectState('mdlam', 'finished');
  await lab.expectState('adam', 'finished');

  // Reading a chart.
  const chart = page.getByRole('slider', { name: /^Objective F/ });
  await tabTo(page, chart);
  await page.keyboard.press('Home');
  await expect(chart).toHaveAttribute('aria-valuetext', /^0 weight updates: .*mDLAM/);
  await page.keyboard.press('ArrowRight');
  await expect(chart).toHaveAttribute('aria-valuetext', /^1 weight update: .*mDLAM/);

  // Saving its data.
  await tabTo(page, page.getByRole('button', { name: 'Export Forward-pass loss' }));
  await page.keyboard.press('Enter');
  const saved = page.waitForEvent('download');
  for (let down = 0; down < 12; down++) {
    if (
      await page.getByRole('menuitem', { name: 'CSV' }).evaluate((item) => item.matches(':focus'))
    )
      break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  const file = await saved;
  expect(readFileSync(await file.path(), 'utf8')).toContain('mDLAM');

  // Naming a run.
  await page.keyboard.press('4');
  await expect(page.getByRole('tab', { name: 'Runs' })).toHaveAttribute('aria-selected', 'true');
  await tabTo(page, page.getByRole('button', { name: 'Rename mDLAM', exact: true }));
  await page.keyboard.press('Enter');
  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Rename By keyboard' })).toBeVisible();
  expect(complaints).toEqual([]);
});
