import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

const ITERATIONS = 30;

/** A race of mDLAM and SGD on synthetic digits, to its end. */
async function race(page: Page, changes: Readonly<Record<string, string>> = {}): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  if ((page.viewportSize()?.width ?? 0) < 800)
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await lab.choose('Data set', 'Synthetic digits');
  for (const name of ['DLAM', 'Adam'])
    await page.getByRole('checkbox', { name, exact: true }).uncheck();
  await lab.makeQuick({ Iterations: String(ITERATIONS), 'Hidden layers': '12', ...changes });
  await lab.button('Start').click();
  await lab.expectStatus(/finished/);
  return lab;
}

function chart(page: Page, name: string): Locator {
  return page.getByRole('figure', { name, exact: true });
}

/** What a chart shows of the horizontal axis, rounded; waited for, as charts are drawn after the answer to a press. */
async function expectShown(
  page: Page,
  name: string,
  range: readonly [number, number],
): Promise<void> {
  const slider = chart(page, name).getByRole('slider');
  const shown = () =>
    Promise.all(
      ['aria-valuemin', 'aria-valuemax'].map(async (end) =>
        Math.round(Number(await slider.getAttribute(end))),
      ),
    );
  await expect.poll(shown, name).toEqual(range);
}

/** Drags between two places of a chart, as shares of its width and height. */
async function drag(
  page: Page,
  name: string,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const box = await chart(page, name).getByRole('slider').boundingBox();
  if (!box) throw new Error(`${name} is not drawn.`);
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 4 });
  await page.mouse.up();
}

test('a drag zooms all charts, and keys, buttons and the window below them do the same', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  const lab = await race(page);
  const all = [0, ITERATIONS] as const;
  const reset = page.getByRole('button', { name: 'Reset zoom', exact: true });
  await expect(reset).toBeDisabled();

  await drag(page, 'Accuracy', [1 / 3, 0.5], [2 / 3, 0.6]);
  for (const name of ['Accuracy', 'Forward-pass loss', 'Objective F', 'Parts of F'])
    await expectShown(page, name, [10, 20]);
  await expect.poll(() => lab.curves('Objective F')).toBe(1);
  await reset.click();
  await expectShown(page, 'Objective F', all);

  // With Shift a part of the vertical axis too, of this chart alone.
  const labels = () =>
    chart(page, 'Forward-pass loss')
      .locator('.recharts-cartesian-axis-tick-value')
      .allTextContents();
  const before = await labels();
  await page.keyboard.down('Shift');
  await drag(page, 'Forward-pass loss', [0.2, 0.2], [0.8, 0.5]);
  await page.keyboard.up('Shift');
  await expect.poll(labels).not.toEqual(before);
  await expectShown(page, 'Accuracy', [6, 24]);
  await chart(page, 'Accuracy').getByRole('slider').dblclick();
  await expectShown(page, 'Accuracy', all);
  await expect.poll(labels).toEqual(before);

  const start = page.getByRole('slider', { name: /^Start of the window/ });
  await start.focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.getByRole('slider', { name: /^End of the window/ }).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expectShown(page, 'Objective F', [5, 20]);
  await page.getByRole('slider', { name: /^Window of the charts/ }).focus();
  await page.keyboard.press('Home');
  await expectShown(page, 'Objective F', [0, 15]);
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('z');
  await expectShown(page, 'Objective F', all);

  await drag(page, 'Accuracy', [0.5, 0.5], [0.9, 0.5]);
  await page.getByLabel('Charts over', { exact: true }).selectOption('passes');
  await expectShown(page, 'Accuracy', all);
  expect(complaints).toEqual([]);
});

test('a logarithmic axis begins at 1, smoothing keeps what was measured, and the legend toggles', async ({
  page,
}) => {
  const lab = await race(page);
  const loss = chart(page, 'Forward-pass loss');
  await page
    .getByRole('radiogroup', { name: 'Scale of the horizontal axis' })
    .getByText('log', { exact: true })
    .click();
  await expectShown(page, 'Forward-pass loss', [1, ITERATIONS]);
  await expect(loss).toContainText('0 is left out');

  // Of two algorithms, on the training and on the test set.
  const curves = 4;
  await expect.poll(() => lab.curves('Forward-pass loss')).toBe(curves);
  await expect(loss.locator('path[data-raw]')).toHaveCount(0);
  await page.getByLabel('Smoothing', { exact: true }).selectOption('strong');
  await expect(loss.locator('path[data-raw]')).toHaveCount(curves);
  await expect.poll(() => lab.curves('Forward-pass loss')).toBe(curves);
  await loss.getByRole('slider').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(loss).toContainText('measured');

  await page.getByRole('button', { name: 'Export Forward-pass loss' }).click();
  const started = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'CSV', exact: true }).click();
  const [head] = (await readFile(await (await started).path(), 'utf8')).split('\r\n');
  expect(head).toBe('figure,run,part,x name,x,y,smoothed');

  const legend = page.getByRole('list', { name: 'Runs in the charts' });
  await legend.getByRole('button', { name: 'SGD' }).click();
  await expect.poll(() => lab.curves('Forward-pass loss')).toBe(curves / 2);
  await legend.getByRole('button', { name: 'SGD' }).click();
  await expect.poll(() => lab.curves('Forward-pass loss')).toBe(curves);

  await page.reload();
  await expect(page.getByText('Ready to train.')).toBeVisible();
  await lab.button('Step').click();
  await expect(page.getByLabel('Smoothing', { exact: true })).toHaveValue('strong');
});

test('repeats are a median with a band, or each a curve', async ({ page }) => {
  const lab = await race(page, { Repeats: '3', Iterations: '12' });
  const accuracy = chart(page, 'Accuracy');
  await expect(accuracy).toContainText('median of 3 seeds, range');
  // Of more than two runs the test samples alone.
  await expect.poll(() => lab.curves('Accuracy')).toBe(2);
  await expect(accuracy.locator('path[data-band]')).toHaveCount(2);
  const legend = page.getByRole('list', { name: 'Runs in the charts' });
  await expect(legend.getByRole('button')).toHaveText(['mDLAM × 3', 'SGD × 3']);
  await page
    .getByRole('radiogroup', { name: 'How repeats are shown' })
    .getByText('each', { exact: true })
    .click();
  await expect(accuracy.locator('path[data-band]')).toHaveCount(0);
  await expect.poll(() => lab.curves('Accuracy')).toBe(6);
  await expect(legend.getByRole('button')).toHaveCount(6);
});

for (const { name, width, height, colorScheme } of [
  { name: 'wide, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const) {
  test(`every layer has a small chart of each quantity: ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    const lab = await race(page, {
      'Hidden layers': '12, 10',
      λ: '0.01',
      'W-steps': '2',
      Iterations: '6',
    });
    await page.getByRole('tab', { name: 'Layers' }).click();
    const row = (quantity: string) => page.getByTestId(`layers-${quantity}`).getByRole('figure');
    await expect(row('distance')).toHaveCount(3);
    await expect.poll(() => lab.curves('distance from W⁰, layer 2')).toBe(2);
    await expect(row('tau')).toHaveCount(0);
    await page.getByRole('button', { name: 'τ_l', exact: true }).click();
    await expect(row('tau')).toHaveCount(2);
    await expect.poll(() => lab.curves('τ_l, layer 1')).toBe(1);
    await row('distance').first().getByRole('slider').focus();
    await page.keyboard.press('ArrowLeft');
    await expect(row('distance').first()).toContainText('weight updates');
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
  });
}
