import { expect, test } from 'playwright/test';
import { FIRST_RACE, Lab } from './lab.ts';

test('shows a finished race on a first visit within seconds of pressing Start', async ({
  page,
}) => {
  const lab = new Lab(page);
  await lab.open('auto', 'first-visit');
  const begin = performance.now();
  await lab.button('Start').click();
  for (const algorithm of FIRST_RACE) await lab.expectState(algorithm, 'finished');
  const seconds = (performance.now() - begin) / 1000;
  console.log(`the race of a first visit took ${seconds.toFixed(1)} s`);
  expect(await lab.figure('mdlam', 'iteration')).toBe(30);
  for (const chart of ['Objective F', 'Forward-pass loss', 'Accuracy', 'Parts of F'])
    await expect.poll(() => lab.curves(chart), chart).toBeGreaterThanOrEqual(2);
  expect(seconds).toBeLessThan(20);
});

test('keeps the page lively while it trains', async ({ page }) => {
  const lab = new Lab(page);
  await lab.open('gpu', 'first-visit');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '2000' });
  await lab.button('Start').click();
  await expect.poll(() => lab.figure('mdlam', 'iteration'), { timeout: 60_000 }).toBeGreaterThan(5);
  const { longest, perSecond } = await page.evaluate(
    () =>
      new Promise<{ longest: number; perSecond: number }>((resolve) => {
        const begin = performance.now();
        let [last, slowest, frames] = [begin, 0, 0];
        const frame = (now: number) => {
          slowest = Math.max(slowest, now - last);
          last = now;
          frames++;
          if (now < begin + 3000) requestAnimationFrame(frame);
          else resolve({ longest: slowest, perSecond: (1000 * frames) / (now - begin) });
        };
        requestAnimationFrame(frame);
      }),
  );
  console.log(`frames per second ${perSecond.toFixed(1)}, longest frame ${longest.toFixed(0)} ms`);
  // A busy machine may miss a frame or two; a blocked page would miss dozens.
  expect(longest).toBeLessThan(500);
});
