import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from 'playwright/test';
import { LARGEST_FILE } from '../src/model/fileLimits.ts';
import { writeRecord } from '../src/record/recordFile.ts';
import type { RunRecord } from '../src/record/runRecord.ts';
import { INITIAL_SETTINGS } from '../src/settings/settings.ts';
import { drop } from './drop.ts';
import { Lab } from './lab.ts';

/** Runs where it is taken for HTML. */
const MARKUP = '<img src=x onerror="window.hacked=1">';
const file = (name: string, content: string | Uint8Array) => ({
  name,
  buffer: Buffer.from(content),
});

const RECORD: RunRecord = {
  name: MARKUP,
  origin: {
    algorithm: 'sgd',
    settings: { ...INITIAL_SETTINGS, algorithms: ['sgd'] },
    data: {
      name: MARKUP,
      source: 'user-files',
      hash: MARKUP,
      trainCount: 5,
      testCount: 5,
      featureCount: 4,
      classNames: [MARKUP, 'b'],
    },
    start: { weights: MARKUP, data: MARKUP, order: MARKUP },
    device: { engine: 'cpu', description: MARKUP, precision: 'float64', software: false },
    app: MARKUP,
    startedAt: MARKUP,
  },
  outcome: { kind: 'failed', error: { name: MARKUP, label: MARKUP, message: MARKUP } },
  iterations: [0, 1, 2].map((iteration) => ({
    iteration,
    objective: 1 / (iteration + 1),
    weights: { steps: [1], distances: [1] },
    split: null,
    dlam: null,
    admm: null,
    forward: null,
    cost: { updates: iteration, passes: iteration, flops: iteration, deviceMs: null },
    elapsedMs: iteration,
  })),
};

/** Nothing was taken for HTML, nothing ran, and no prototype has new properties. */
async function expectUnharmed(page: Page): Promise<void> {
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  const harm = await page.evaluate(() => ({
    hacked: 'hacked' in window,
    polluted: 'polluted' in {},
    keys: Object.keys(Object.prototype),
  }));
  expect(harm).toEqual({ hacked: false, polluted: false, keys: [] });
}

async function openQuick(page: Page): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick({ Iterations: '3' });
  return lab;
}

test('a crafted link is text', async ({ page }) => {
  const markup = encodeURIComponent(MARKUP);
  await page.goto(`/#v=2&__proto__=1&constructor=${markup}&rho=${markup}&preset=${markup}`);
  await expect(page.getByText(MARKUP).first()).toBeVisible();
  await expectUnharmed(page);
});

test('a crafted record is text', async ({ page }) => {
  await openQuick(page);
  const text = writeRecord(RECORD).replace(
    '"settings": {',
    '"__proto__": {"polluted": 1}, "settings": {',
  );
  await drop(page, [file(`${MARKUP}.json`, text)]);
  await expect(page.getByRole('button', { name: `Rename ${MARKUP}` })).toBeVisible();
  await expectUnharmed(page);
  await drop(page, [
    file('bad.json', text.replace('"version": 1', `"version": ${'['.repeat(1e5)}`)),
  ]);
  await expect(page.getByRole('alert')).toContainText('bad.json: this is no JSON (it nests deeper');
  await expectUnharmed(page);
});

test('a crafted table is text', async ({ page }) => {
  await openQuick(page);
  const quoted = `"${MARKUP.replaceAll('"', '""')}"`;
  const row = (i: number) => `${i},${i % 7},${i % 2 ? quoted : '__proto__'}`;
  const rows = Array.from({ length: 40 }, (_, i) => row(i));
  await drop(page, [file(`${MARKUP}.csv`, [`__proto__,${quoted},class`, ...rows, ''].join('\n'))]);
  await expect(page.getByText(`Your files (${MARKUP}.csv)`).first()).toBeVisible();
  await expectUnharmed(page);
  await drop(page, [file('bad.csv', `a,b,class\n1,${quoted},x\n2,3,y\n`)]);
  await expect(page.getByRole('alert').first()).toContainText(MARKUP);
  await expectUnharmed(page);
});

test('a zip bomb is refused in a sentence, and the curves of a finished race stay', async ({
  page,
}) => {
  const lab = await openQuick(page);
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  const objective = await lab.figure('mdlam', 'objective');
  await expect.poll(() => lab.curves('Objective F')).toBe(2);
  const bomb = gzipSync(Buffer.alloc(LARGEST_FILE + 1));
  await drop(page, [file('bomb.csv.gz', bomb)]);
  await expect(page.getByRole('alert').first()).toContainText(
    `bomb.csv.gz: unzipped it holds more than ${LARGEST_FILE} bytes`,
    { timeout: 60_000 },
  );
  expect(await lab.figure('mdlam', 'objective')).toBe(objective);
  expect(await lab.curves('Objective F')).toBe(2);
  await expectUnharmed(page);
});
