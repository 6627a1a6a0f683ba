import { expect, test } from 'playwright/test';
import { encodeIdx } from '../src/data/encodeIdx.ts';
import { syntheticDigits } from '../src/data/synthetic.ts';
import { Lab } from './lab.ts';

const { train } = syntheticDigits({ trainCount: 300, testCount: 10, seed: 5 });
const images = Buffer.from(encodeIdx([train.count, train.height, train.width], train.pixels));
const labels = Buffer.from(encodeIdx([train.count], train.labels));
const file = (name: string, buffer: Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

test('trains on IDX files that the user chooses', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open();
  await lab.choose('Data set', 'Your IDX files');
  await lab.expectStatus('Choose your IDX files to begin.');
  await page
    .getByTestId('idx-files')
    .setInputFiles([file('my-images.idx3-ubyte', images), file('my-labels.idx1-ubyte', labels)]);
  await lab.makeQuick({ Iterations: '3' });
  await expect(page.getByText(/Your files/).first()).toBeVisible();
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
});

test('refuses a broken IDX file by its name and keeps the curves', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '3' });
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  const objective = await lab.figure('mdlam', 'objective');
  await lab.choose('Data set', 'Your IDX files');
  await page
    .getByTestId('idx-files')
    .setInputFiles([
      file('cut-images.idx3-ubyte', images.subarray(0, 5000)),
      file('my-labels.idx1-ubyte', labels),
    ]);
  await expect(page.getByRole('alert').first()).toContainText('cut-images.idx3-ubyte');
  expect(await lab.figure('mdlam', 'objective')).toBe(objective);
  expect(await lab.curves('Objective F')).toBeGreaterThanOrEqual(2);
});

test('takes files that are dropped anywhere on the page', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open();
  const dropped = await page.evaluateHandle(
    (files) => {
      const transfer = new DataTransfer();
      for (const { name, bytes } of files)
        transfer.items.add(new File([Uint8Array.from(bytes)], name));
      return transfer;
    },
    [
      { name: 'dropped-images.idx3-ubyte', bytes: [...images] },
      { name: 'dropped-labels.idx1-ubyte', bytes: [...labels] },
    ],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await expect(page.getByText('dropped-images.idx3-ubyte').first()).toBeVisible();
  await expect(page.getByText(/Your files/).first()).toBeVisible();
  await lab.expectStatus('Ready to train.');
  await expect(page.getByRole('alert')).toHaveCount(0);
});
