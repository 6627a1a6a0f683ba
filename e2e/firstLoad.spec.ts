import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { firstLoadScripts } from '../scripts/firstLoad.ts';
import { Lab } from './lab.ts';

const DIST = join(import.meta.dirname, '../dist');

test('the first visit fetches no script beyond those that the budget weighs', async ({
  page,
  request,
}) => {
  const served = await request.get('mnist/train-labels-idx1-ubyte.gz');
  test.skip(served.status() === 404, 'MNIST is not on this machine: see npm run mnist');
  const fetched = new Set<string>();
  page.on('request', (sent) => {
    const { pathname } = new URL(sent.url());
    if (pathname.endsWith('.js')) fetched.add(pathname.slice(1));
  });
  await new Lab(page).open('gpu', 'first-visit');
  await expect(page.getByRole('figure', { name: 'Accuracy' })).toBeVisible();
  const weighed = firstLoadScripts('index.html', (path) => {
    const file = join(DIST, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  }).map(({ path }) => path);
  expect(fetched.size).toBeGreaterThan(3);
  expect([...fetched].filter((path) => !weighed.includes(path))).toEqual([]);
});
