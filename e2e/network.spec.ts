import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from 'playwright/test';
import type { Algorithm } from '../src/model/algorithms.ts';
import { readWeightsFile } from '../src/record/weightsFile.ts';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

const RACE: readonly Algorithm[] = ['mdlam', 'dlam', 'sgd', 'adam'];
const TEST_SAMPLES = 100;

async function train(page: Page): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '8', 'Test samples': String(TEST_SAMPLES) });
  await lab.button('Start').click();
  for (const algorithm of RACE) await lab.expectState(algorithm, 'finished');
  await page.getByRole('tab', { name: 'Network' }).click();
  await expect(page.getByTestId('network-iteration')).toHaveAttribute('data-value', '8');
  return lab;
}

async function show(page: Page, view: string): Promise<void> {
  const views = page.getByRole('radiogroup', { name: 'What is shown of the network' });
  await views.getByText(view, { exact: true }).click();
}

async function draw(page: Page): Promise<void> {
  const pad = page.getByTestId('drawing-pad');
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error('the pad is not on the screen');
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.5, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.8), { steps: 8 });
  await page.mouse.up();
}

const verdict = (page: Page, algorithm: Algorithm) =>
  page.getByTestId(`prediction-${algorithm}`).locator('[data-value]');

async function expectPredictions(page: Page): Promise<void> {
  for (const algorithm of RACE) {
    await expect(verdict(page, algorithm)).toHaveAttribute('data-value', /^\d$/);
    const words = await page
      .getByTestId(`prediction-${algorithm}`)
      .getByRole('img')
      .getAttribute('aria-label');
    const shares = [...(words ?? '').matchAll(/([\d.]+)%/g)].map(([, share]) => Number(share));
    expect(shares).toHaveLength(10);
    expect(Math.abs(shares.reduce((a, b) => a + b) - 100)).toBeLessThan(0.1);
  }
}

/** Counts by row and column, as the cells' words have them. */
async function confusion(page: Page): Promise<number[][]> {
  const cells = page.getByRole('grid', { name: /Confusion matrix/ }).getByRole('button');
  await expect(cells).toHaveCount(100);
  const words = await cells.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const counts = words.map((word) => Number(/: (\d+) of/.exec(word ?? '')?.[1]));
  return Array.from({ length: 10 }, (_, row) => counts.slice(10 * row, 10 * row + 10));
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

test('every network answers a drawing, and its errors add up', async ({ page }) => {
  const complaints = collectComplaints(page);
  const lab = await train(page);
  await draw(page);
  await expectPredictions(page);
  await expect(page.getByTestId('network-question')).toContainText('28 × 28');

  // By keyboard: a sample by its number, then one that the network gets wrong.
  const number = page.getByRole('textbox', { name: 'Sample', exact: true });
  await number.fill('7');
  await number.press('Enter');
  await expect(page.getByTestId('network-question')).toContainText('Test sample 7, class');
  await expectPredictions(page);
  await number.fill(String(TEST_SAMPLES));
  await expect(page.getByText(`0 to ${TEST_SAMPLES - 1}`)).toBeVisible();
  await page.getByRole('button', { name: 'Next misclassified' }).press('Enter');
  await expect(page.getByTestId('prediction-mdlam')).toContainText('✗ is');

  await show(page, 'Errors');
  const counts = await confusion(page);
  expect(sum(counts.flat())).toBe(TEST_SAMPLES);
  const trace = sum(counts.map((row, label) => row[label] as number));
  expect(trace / TEST_SAMPLES).toBeCloseTo((await lab.figure('mdlam', 'test-accuracy')) ?? -1, 10);

  // An error by arrow keys: its samples are as many as the cell says.
  const flat = counts.flat();
  const wrong = flat.findIndex((count, cell) => count > 0 && cell % 11 !== 0);
  const grid = page.getByRole('grid', { name: /Confusion matrix/ });
  await grid.getByRole('button').first().focus();
  for (let row = 0; row < Math.floor(wrong / 10); row++) await page.keyboard.press('ArrowDown');
  for (let column = 0; column < wrong % 10; column++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const thumbs = page.getByTestId('gallery').getByRole('button');
  await expect(thumbs).toHaveCount(flat[wrong] as number);
  await thumbs.first().click();
  await expect(page.getByTestId('network-question')).toContainText(
    `class ${Math.floor(wrong / 10)}`,
  );

  await show(page, 'First layer');
  await expect(page.getByRole('img', { name: /^Weights of unit/ })).toHaveCount(16);
  await show(page, 'Layers');
  const gap = page.getByTestId('histogram-1-gap');
  await expect(gap).toHaveAttribute('data-total', String(200 * 16));
  expect(Number(await gap.getAttribute('data-greatest'))).toBeLessThanOrEqual(0.001 * (1 + 1e-3));
  await page.getByLabel('Network of').selectOption({ index: 2 });
  await expect(page.getByText(/no z and a of its own/)).toBeVisible();
  expect(complaints).toEqual([]);
});

test('saved weights are loaded again and trained on from', async ({ page }) => {
  const lab = await train(page);
  const accuracy = await lab.figure('mdlam', 'test-accuracy');
  await show(page, 'File');
  await expect(page.getByTestId('pytorch')).toContainText('nn.Linear(784, 16)');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save weights' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('mdlam-8.safetensors');
  const bytes = await readFile(await saved.path());
  const { weights, iteration } = readWeightsFile(new Uint8Array(bytes), 'mdlam-8.safetensors');
  expect(iteration).toBe(8);
  expect(weights.layers.map(({ rows, columns }) => [rows, columns])).toEqual([
    [16, 784],
    [10, 16],
  ]);

  await page.reload();
  await lab.expectStatus('Ready to train.');
  await lab.set('Hidden layers', '20');
  const file = { mimeType: 'application/octet-stream', buffer: bytes };
  const picker = page.getByTestId('weights-file');
  await picker.setInputFiles({
    ...file,
    name: 'cut.safetensors',
    buffer: bytes.subarray(0, bytes.length - 9),
  });
  await expect(page.getByRole('alert').first()).toContainText(/cut\.safetensors: .*cut off/);
  await expect(page.getByRole('textbox', { name: 'Hidden layers' })).toHaveValue('20');
  await picker.setInputFiles({ ...file, name: 'mine.safetensors' });
  await expect(page.getByTestId('adoption')).toContainText('hidden layers 16, with biases');
  await expect(page.getByTestId('adoption')).toContainText('Press Start');
  await expect(page.getByRole('textbox', { name: 'Hidden layers' })).toHaveValue('16');

  await lab.set('Iterations', '3');
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  await lab.button('Reset').click();
  await lab.expectState('mdlam', 'waiting');
  await expect.poll(() => lab.figure('mdlam', 'test-accuracy')).toBeCloseTo(accuracy ?? -1, 10);
});

test('the network’s views have no violation of WCAG A or AA and stay on the screen', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await train(page);
  await draw(page);
  for (const { colorScheme, width, height } of [
    { colorScheme: 'light', width: 1440, height: 900 },
    { colorScheme: 'dark', width: 390, height: 844 },
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    for (const view of ['Predict', 'Errors', 'First layer', 'Layers', 'File']) {
      await show(page, view);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      // The rest of the page has its own test.
      const found = await violations(page, { part: '[data-testid="network"]' });
      expect(found, `${view}, ${colorScheme}, ${width}`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, `${view} sticks out sideways`).toBeLessThanOrEqual(0);
    }
  }
});
