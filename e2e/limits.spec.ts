import { expect, type Locator, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';

/** A machine that tells its pages of 32 MiB, of which a race may have 24. */
async function withLittleMemory(page: Page): Promise<void> {
  await page.route('**/gpuEngine-*.js', async (route) => {
    const response = await route.fetch();
    const telling = `Object.defineProperty(navigator, 'deviceMemory', { get: () => 1 / 32 });`;
    await route.fulfill({ response, body: `${telling}\n${await response.text()}` });
  });
}

const LACK =
  /^This race needs [\d.,]+ MiB of memory, and this machine seems to have 24 MiB for it\. Use at most ([\d,]+) training samples, or hidden layers of at most (\d+) neurons\.$/;

test('a race that the machine does not seem to have the memory for is refused with what would fit, which does', async ({
  page,
}) => {
  await withLittleMemory(page);
  const lab = new Lab(page);
  await lab.open();
  await lab.makeQuick();
  await lab.set('Training samples', '2000');
  await lab.set('Hidden layers', '200');
  await lab.expectStatus(LACK);
  await expect(lab.button('Start')).toBeDisabled();
  const [, samples, width] = LACK.exec((await page.getByRole('status').textContent()) ?? '') ?? [];
  await lab.set('Hidden layers', width as string);
  await lab.expectStatus('Ready to train.');
  await lab.set('Hidden layers', '200');
  await lab.expectStatus(LACK);
  await lab.set('Training samples', samples as string);
  await lab.expectStatus('Ready to train.');
  await lab.set('Iterations', '2');
  await lab.button('Start').click();
  for (const algorithm of ['mdlam', 'dlam', 'sgd', 'adam'] as const)
    await lab.expectState(algorithm, 'finished');
});

/** Nothing of the text is cut off. */
function isWhole(text: Locator): Promise<boolean> {
  return text.evaluate((element) => element.scrollWidth <= element.clientWidth);
}

test('what was only guessed the user may overrule', async ({ page }) => {
  await withLittleMemory(page);
  const lab = new Lab(page);
  await lab.open();
  await lab.makeQuick({ Iterations: '1' });
  await lab.set('Training samples', '2000');
  await lab.set('Hidden layers', '200');
  await lab.expectStatus(LACK);
  const allow = page.getByTestId('memory').getByRole('button', { name: 'Allow it' });
  expect(await isWhole(page.getByRole('status'))).toBe(true);
  expect(await isWhole(allow.locator('span').last())).toBe(true);
  await allow.click();
  await lab.expectStatus('Ready to train.');
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
});

/** Step sizes with which the first update explodes. */
const EXPLODING = ['SGD', 'Momentum', 'Nesterov', 'AdaGrad', 'RMSProp', 'Adam', 'AMSGrad'] as const;

test('runs that diverge stop by themselves and say where it began, and the others go on to their end', async ({
  page,
}) => {
  const complaints = collectComplaints(page);
  const lab = new Lab(page);
  await lab.open();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.raceAll();
  await lab.makeQuick();
  for (const name of EXPLODING) await lab.set(`${name} step size`, '10000');
  await lab.button('Start').click();
  for (const name of EXPLODING) {
    const algorithm = name.toLowerCase() as Lowercase<typeof name>;
    await lab.expectState(algorithm, 'failed');
    await expect(page.getByText(`${name} diverged`)).toContainText(
      /diverged: its training loss is .+ after iteration \d+\. It began in layer \d, in the step of W\d\. Try a smaller step size; the curves up to here are kept\./,
    );
  }
  for (const algorithm of ['mdlam', 'dlam', 'dladmm', 'adadelta'] as const) {
    await lab.expectState(algorithm, 'finished');
    expect(await lab.figure(algorithm, 'iteration')).toBe(12);
  }
  expect(complaints).toEqual([]);
});

test('F that is no number stops its run, with the iteration and the block, and the others go on', async ({
  page,
}) => {
  const lab = new Lab(page);
  // Every worker notes the buffers of the weights, so that the test can spoil one.
  await page.route('**/gpuEngine-*.js', async (route) => {
    const response = await route.fetch();
    const noting = `
      const made = (globalThis.made = []);
      const { createBuffer } = GPUDevice.prototype;
      GPUDevice.prototype.createBuffer = function (descriptor) {
        const buffer = createBuffer.call(this, descriptor);
        made.push({ device: this, buffer });
        return buffer;
      };`;
    await route.fulfill({ response, body: `${noting}\n${await response.text()}` });
  });
  await lab.open();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick();
  await lab.button('Step').click();
  await lab.expectStatus('Paused at iteration 1.');
  // mDLAM is set up first: the first buffer of that name is its own.
  const labels = await page.workers()[0]?.evaluate(() => {
    const made = (globalThis as unknown as { made: { device: GPUDevice; buffer: GPUBuffer }[] })
      .made;
    const first = made.find(({ buffer }) => buffer.label === 'z2');
    if (first) first.device.queue.writeBuffer(first.buffer, 0, new Float32Array([Number.NaN]));
    return [...new Set(made.map(({ buffer }) => buffer.label))];
  });
  expect(labels).toContain('z2');
  await lab.button('Resume').click();
  await lab.expectState('mdlam', 'failed');
  await expect(page.getByText('mDLAM diverged')).toContainText(
    /mDLAM diverged: F is NaN after iteration 2\. It began in layer [12], in the step of [Wza][12]\. Try a smaller ρ/,
  );
  for (const algorithm of ['dlam', 'sgd', 'adam'] as const) {
    await lab.expectState(algorithm, 'finished');
    expect(await lab.figure(algorithm, 'iteration')).toBe(12);
  }
  // The curve up to there is kept.
  expect(await lab.figure('mdlam', 'iteration')).toBe(2);
});
