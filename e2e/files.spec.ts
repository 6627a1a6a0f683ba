import { expect, test } from 'playwright/test';
import { encodeIdxPair } from '../src/data/encodeIdx.ts';
import { syntheticDigits } from '../src/data/synthetic.ts';
import { drop } from './drop.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

const { train } = syntheticDigits({ trainCount: 300, testCount: 10, seed: 5 });
const pair = encodeIdxPair(train);
const images = Buffer.from(pair.images);
const labels = Buffer.from(pair.labels);
const file = (name: string, buffer: Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

/** Three classes of flowers that differ in two of four columns, with words for names. */
function flowers(rows: number): string {
  const names = ['setosa', 'versicolor', 'virginica'];
  const lines = Array.from({ length: rows }, (_, i) => {
    const [kind, noise] = [i % 3, ((i * 37) % 11) / 10];
    return [5 + noise, 3 - noise / 3, 1.5 + 2 * kind + noise, 0.3 + kind + noise / 5]
      .map((value) => value.toFixed(1))
      .concat(names[kind] as string)
      .join();
  });
  return ['sepal length,sepal width,petal length,petal width,species', ...lines, ''].join('\n');
}

test('trains on IDX files that the user chooses', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Your files');
  await lab.expectStatus(/Choose your (IDX )?files to begin\./);
  await page
    .getByTestId('data-files')
    .setInputFiles([file('my-images.idx3-ubyte', images), file('my-labels.idx1-ubyte', labels)]);
  await lab.makeQuick({ Iterations: '3' });
  await expect(page.getByText(/Your files \(/).first()).toBeVisible();
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
});

test('refuses a broken IDX file by its name and keeps the curves', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '3' });
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  const objective = await lab.figure('mdlam', 'objective');
  await lab.choose('Data set', 'Your files');
  await page
    .getByTestId('data-files')
    .setInputFiles([
      file('cut-images.idx3-ubyte', images.subarray(0, 5000)),
      file('my-labels.idx1-ubyte', labels),
    ]);
  await expect(page.getByRole('alert').first()).toContainText('cut-images.idx3-ubyte');
  expect(await lab.figure('mdlam', 'objective')).toBe(objective);
  await expect.poll(() => lab.curves('Objective F')).toBeGreaterThanOrEqual(2);
});

test('takes files that are dropped anywhere on the page', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('cpu');
  await drop(page, [
    { name: 'dropped-images.idx3-ubyte', buffer: images },
    { name: 'dropped-labels.idx1-ubyte', buffer: labels },
  ]);
  await expect(page.getByText('dropped-images.idx3-ubyte').first()).toBeVisible();
  await expect(page.getByText(/Your files \(/).first()).toBeVisible();
  await lab.expectStatus('Ready to train.');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('shows a dropped table before it trains on it', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('cpu');
  await drop(page, [{ name: 'flowers.csv', buffer: Buffer.from(flowers(150)) }]);
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel).toContainText('Your files (flowers.csv)');
  await expect(panel.getByRole('columnheader', { name: 'petal width' })).toBeVisible();
  await expect(panel).toContainText('column 5 of 5, “species” (by its name)');
  await expect(panel.getByTestId('dataset-train-count')).toHaveText('120');
  await expect(panel.getByTestId('dataset-test-count')).toHaveText('30');
  await expect(panel.getByRole('list', { name: 'Training samples per class' })).toContainText(
    'virginica',
  );
  expect(await violations(page)).toEqual([]);

  await lab.choose('Input scaling', 'standardised');
  await lab.set('Hidden layers', '16');
  await lab.set('Iterations', '40');
  await lab.expectStatus('Ready to train.');
  await lab.button('Start').click();
  await lab.expectState('adam', 'finished');
  await lab.expectState('mdlam', 'finished');
  expect(await lab.figure('mdlam', 'test-accuracy')).toBeGreaterThan(0.9);
});

test('says where a table is broken and keeps the data that were there', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('cpu');
  await drop(page, [{ name: 'flowers.csv', buffer: Buffer.from(flowers(60)) }]);
  const panel = page.getByRole('region', { name: 'Data', exact: true });
  await expect(panel).toContainText('flowers.csv');
  const hash = await page.getByTestId('dataset-hash').textContent();
  const rows = flowers(60).split('\n');
  rows[6] = '5.0,3.1,big,0.2,setosa';
  await drop(page, [{ name: 'broken.csv', buffer: Buffer.from(rows.join('\n')) }]);
  await expect(page.getByRole('alert').first()).toContainText(
    'broken.csv: row 7, column 3 “petal length”: found “big”, expected a number.',
  );
  await expect(panel).toContainText('flowers.csv');
  await expect(page.getByTestId('dataset-hash')).toHaveText(hash as string);
  await lab.set('Iterations', '2');
  await lab.button('Step').click();
  await expect(page.getByRole('alert')).toHaveCount(1);
  await lab.expectStatus('Paused at iteration 1.');
});
