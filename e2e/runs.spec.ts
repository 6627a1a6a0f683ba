import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

/** A row of the table of runs, by the run's name. */
function row(page: Page, name: string): Locator {
  return page
    .getByRole('region', { name: 'All runs' })
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: `Rename ${name}`, exact: true }) });
}

function legend(page: Page): Locator {
  return page.getByRole('list', { name: 'Runs in the charts' });
}

async function trainPair(
  page: Page,
  changes: Readonly<Record<string, string>> = {},
  engine: string | null = null,
): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await page.getByRole('group', { name: 'Algorithms' }).getByLabel('SGD').uncheck();
  await page
    .getByRole('group', { name: 'Algorithms' })
    .getByLabel('DLAM', { exact: true })
    .uncheck();
  if (engine) {
    await page.getByRole('button', { name: 'More: initial values' }).click();
    await lab.choose('Engine', engine);
  }
  await lab.makeQuick(changes);
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  await lab.expectState('adam', 'finished');
  return lab;
}

async function choose(page: Page, run: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${run}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function openRuns(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Runs' }).click();
}

test('runs are kept, named, coloured, pinned and toggled, and come back after a reload', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  const lab = await trainPair(page);
  await openRuns(page);
  const accuracy = await row(page, 'mDLAM').locator('[data-column="test-accuracy"]').textContent();
  await page.getByRole('button', { name: 'Rename mDLAM', exact: true }).click();
  await page.getByRole('textbox', { name: 'New name of mDLAM' }).fill('Small ρ');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Colour and line of Small ρ' }).click();
  const look = page.getByRole('dialog', { name: 'Colour and line of Small ρ' });
  await look.getByRole('button', { name: 'red', exact: true }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Pin Small ρ' }).click();

  // A duplicate with one setting changed; what is pinned stays in the charts, the other run leaves them.
  await choose(page, 'Small ρ', 'Settings into the form');
  await lab.set('Penalty ρ', '0.5');
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  await expect(legend(page).getByRole('button')).toHaveCount(0);
  await page.getByRole('tab', { name: 'Curves' }).click();
  await expect(legend(page).getByRole('button')).toHaveText(['mDLAM', 'Small ρ']);
  await expect.poll(() => lab.curves('Objective F')).toBe(2);
  await legend(page).getByRole('button', { name: 'Small ρ' }).click();
  await expect.poll(() => lab.curves('Objective F')).toBe(1);
  await legend(page).getByRole('button', { name: 'Small ρ' }).click();

  // What is written a moment after a change.
  await page.waitForTimeout(1000);
  await page.reload();
  await lab.expectStatus('Ready to train.');
  await expect(legend(page).getByRole('button')).toHaveText(['mDLAM', 'Small ρ']);
  await expect.poll(() => lab.curves('Objective F')).toBe(2);
  await openRuns(page);
  await expect(row(page, 'Small ρ').locator('[data-column="test-accuracy"]')).toHaveText(
    accuracy ?? '',
  );
  await expect(row(page, 'Small ρ').getByRole('button', { name: 'Pin Small ρ' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(row(page, 'Small ρ').locator('line').first()).toHaveAttribute(
    'stroke',
    'var(--run-rmsprop)',
  );
  expect(complaints).toEqual([]);
});

test('the table sorts, compares two configurations, deletes and takes it back', async ({
  page,
}) => {
  const lab = await trainPair(page);
  await lab.set('Penalty ρ', '0.5');
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  await lab.expectState('adam', 'finished');
  await openRuns(page);
  const names = () =>
    page
      .getByRole('region', { name: 'All runs' })
      .getByRole('button', { name: /^Rename / })
      .allTextContents();
  await expect.poll(names).toEqual(['mDLAM 2', 'Adam 2', 'mDLAM', 'Adam']);
  await page.getByRole('columnheader', { name: 'Test acc.' }).first().getByRole('button').click();
  const accuracies = () =>
    page
      .locator('tbody [data-column="test-accuracy"]')
      .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset.value)));
  await expect
    .poll(async () => {
      const shown = await accuracies();
      return shown.every((value, index) => index === 0 || value <= (shown[index - 1] as number));
    })
    .toBe(true);
  expect(new Set(await accuracies()).size).toBeGreaterThan(1);

  await page.getByLabel('Tick mDLAM', { exact: true }).check();
  await page.getByLabel('Tick mDLAM 2', { exact: true }).check();
  const comparison = page.getByRole('region', { name: 'Comparison of two runs' });
  await expect(comparison.getByRole('heading')).toHaveText('1 difference');
  await expect(comparison.getByRole('row').nth(1)).toContainText('Penalty ρ');
  await comparison.getByRole('switch').press('Space');
  await expect(comparison.getByRole('row', { name: /Computed by/ })).toContainText(
    'float64 on the CPU, products in WebAssembly',
  );

  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Rename mDLAM', exact: true })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await expect(page.getByRole('button', { name: 'Rename mDLAM', exact: true })).toBeVisible();
  await page.getByLabel('Tick Adam', { exact: true }).check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.reload();
  await lab.expectStatus('Ready to train.');
  await expect(page.getByRole('button', { name: 'Rename mDLAM', exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rename Adam', exact: true })).toHaveCount(0);
});

for (const { engine, bound } of [
  { engine: 'CPU (float64)', bound: 0 },
  { engine: 'WebGPU (float32)', bound: 1e-3 },
]) {
  test(`a record is dropped back in and replayed on ${engine}`, async ({ page }, info) => {
    const lab = await trainPair(page, {}, engine);
    await openRuns(page);
    const download = page.waitForEvent('download');
    await choose(page, 'mDLAM', 'Export record');
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('mdlam.json');
    const path = info.outputPath('mdlam.json');
    await saved.saveAs(path);
    const record = JSON.parse(readFileSync(path, 'utf8'));
    expect(record.iterations).toHaveLength(13);
    expect(record.iterations.at(-1).objective).toBe(await lab.figure('mdlam', 'objective'));

    // Nothing of the first visit is left but the file.
    await page.getByLabel('Tick all runs').check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.reload();
    await lab.expectStatus('Ready to train.');
    await expect(page.getByText('No run yet.').first()).toBeVisible();
    await dropFile(page, 'mdlam.json', readFileSync(path, 'utf8'));
    await expect(row(page, 'mDLAM')).toBeVisible();
    await choose(page, 'mDLAM', 'Replay');
    await lab.expectState('mdlam', 'finished');
    const report = page.getByTestId('replay');
    await expect(report).toHaveAttribute('data-compared', '13');
    expect(Number(await report.getAttribute('data-deviation'))).toBeLessThanOrEqual(bound);
    if (bound === 0) await expect(report).toHaveAttribute('data-identical', 'true');
  });
}

test('the menu of a run that is closed and opened within one frame has the focus', async ({
  page,
}) => {
  await trainPair(page);
  await openRuns(page);
  const button = page.getByRole('button', { name: 'Actions for mDLAM', exact: true });
  await button.press('Enter');
  const first = page.getByRole('menuitem').first();
  await expect(first).toBeFocused();
  // Before the browser tells of the closing, which it does in a task of its own.
  await button.evaluate((element) => {
    const opener = element as HTMLButtonElement;
    (opener.popoverTargetElement as HTMLElement).hidePopover();
    opener.click();
  });
  await expect(first).toBeFocused();
});

async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([file, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ''], file ?? ''));
      return transfer;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

test('a file that is no record says what it lacks, and changes nothing', async ({ page }) => {
  const lab = await trainPair(page);
  await openRuns(page);
  await dropFile(page, 'broken.json', '{"format":"dlam-lab-run","version":1,"name":"x"}');
  await expect(page.getByRole('alert')).toContainText('broken.json: its field "app"');
  await expect(row(page, 'mDLAM')).toBeVisible();
  await lab.expectState('mdlam', 'finished');
});

for (const { width, colorScheme } of [
  { width: 1440, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const) {
  test(`the runs are accessible and fit ${width} px, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await trainPair(page);
    await page.setViewportSize({ width, height: width > 1000 ? 900 : 844 });
    await openRuns(page);
    await page.getByLabel('Tick mDLAM', { exact: true }).check();
    await page.getByLabel('Tick Adam', { exact: true }).check();
    await page.getByRole('button', { name: 'Actions for mDLAM', exact: true }).click();
    await expect(page.getByRole('menuitem', { name: 'Replay' })).toBeVisible();
    expect(await violations(page, { rules: 'all' })).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow, 'nothing sticks out sideways').toBeLessThanOrEqual(0);
  });
}
