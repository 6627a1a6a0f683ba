import { expect, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';

/** Whether the browser's WebGPU is software. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe/i;

test('a WebGPU in software is measured against the CPU engine once, and the page says which is faster', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  await new Lab(page).open('auto');
  const adapter = await page.evaluate(async () => {
    const info = (await navigator.gpu.requestAdapter())?.info;
    return `${info?.vendor} ${info?.architecture} ${info?.description}`;
  });
  test.skip(!SOFTWARE.test(adapter), 'This machine has a GPU.');
  const sentence = page.getByTestId('comparison');
  await expect(sentence).toHaveText(
    /^This browser computes WebGPU in software \(.+\): [\d.]+ GFLOP\/s against [\d.]+ of the CPU engine, so (WebGPU|the CPU engine) is used\.$/,
  );
  const measured = (await sentence.textContent()) ?? '';
  const used = measured.includes('so WebGPU') ? 'gpu' : 'cpu';
  await expect(page.getByTestId('device')).toHaveAttribute('data-value', used);
  await page.reload();
  await expect(sentence).toHaveText(measured);
  expect(complaints).toEqual([]);
});

test('an engine that was chosen is used, and not compared', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('gpu');
  await expect(page.getByTestId('device')).toHaveAttribute('data-value', 'gpu');
  await expect(page.getByTestId('comparison')).toHaveCount(0);
  await page.getByRole('button', { name: 'More: initial values' }).click();
  await lab.choose('Engine', 'CPU (float64)');
  await expect(page.getByTestId('device')).toHaveAttribute('data-value', 'cpu');
  await expect(page.getByTestId('comparison')).toHaveCount(0);
});

test('the form says how much memory a race takes, and what takes it', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open();
  await lab.makeQuick();
  const memory = page.getByTestId('memory');
  await expect(memory).toContainText(
    /^Needs [\d.]+ MiB (on the GPU|of memory) \(largest buffer [\d.]+ MiB of [\d,]+ MiB allowed\)\./,
  );
  const before = (await memory.textContent()) ?? '';
  await lab.set('Hidden layers', '512');
  await expect(memory).not.toHaveText(before);
  await memory.getByRole('button', { name: 'Help' }).hover();
  for (const part of ['Training and test samples', 'mDLAM', 'Adam'])
    await expect(page.getByRole('tooltip')).toContainText(part);
});

test('a race that the device has no buffer for is refused before it begins', async ({ page }) => {
  // A device with buffers too small for the test samples, and large enough for what times its kernels.
  await page.route('**/gpuEngine-*.js', async (route) => {
    const response = await route.fetch();
    const limited = `Object.defineProperty(GPUSupportedLimits.prototype, 'maxStorageBufferBindingSize', { get: () => 2 ** 21 });`;
    await route.fulfill({ response, body: `${limited}\n${await response.text()}` });
  });
  const lab = new Lab(page);
  await lab.open();
  await lab.expectStatus(
    /^This race needs [\d.]+ MiB in one buffer \(.+\), and this GPU allows 2\.0 MiB\. /,
  );
  await expect(lab.button('Start')).toBeDisabled();
  await expect(page.getByTestId('memory')).toContainText('This race needs');
});
