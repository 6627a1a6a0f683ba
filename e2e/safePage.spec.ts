import { expect, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { collectViolations } from './policy.ts';

/** Never asked for: the policy stands before. */
const ELSEWHERE = 'https://example.invalid/';
const QUICK = { Iterations: '6', 'Training samples': '60', 'Test samples': '30' };

async function race(page: Page): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open();
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick(QUICK);
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  return lab;
}

const openTab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true }).click();

async function exportAll(page: Page): Promise<void> {
  for (const item of ['SVG, one column', 'PNG, two columns', 'CSV', 'JSON']) {
    await page.getByRole('button', { name: 'Export Objective F' }).click();
    const started = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item, exact: true }).click();
    expect((await (await started).createReadStream()).readable).toBe(true);
  }
}

/** Two cells of one parameter. */
async function sweep(page: Page): Promise<void> {
  await openTab(page, 'Sweep');
  for (const [axis, values] of [
    ['First axis', '0.01 0.1'],
    ['Second axis', '0.001'],
  ] as const) {
    const field = page.getByRole('group', { name: axis }).getByRole('textbox', { name: 'Values' });
    await field.fill(values);
    await field.blur();
  }
  await page.getByRole('button', { name: 'Start sweep', exact: true }).click();
  await expect(page.getByTestId('sweep-done')).toHaveAttribute('data-value', '2', {
    timeout: 60_000,
  });
}

async function readHelp(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: 'Help', exact: true, description: /^Penalty ρ(?=$| )/ })
    .hover();
  await expect(page.getByRole('tooltip').locator('.katex math')).toHaveCount(1);
  await page.keyboard.press('Escape');
}

test('a whole session stays within the security policy', async ({ page }) => {
  const violations = await collectViolations(page);
  const complaints = collectComplaints(page);
  await race(page);
  await exportAll(page);
  await readHelp(page);
  for (const scheme of ['Dark', 'Light']) await page.getByText(scheme, { exact: true }).click();
  for (const tab of ['Layers', 'Theory', 'Runs', 'Network', 'Sweep', 'How it works', 'Curves']) {
    await openTab(page, tab);
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
    // The tab's code is there and has drawn.
    await expect.poll(() => page.getByRole('tabpanel', { name: tab }).textContent()).not.toBe('');
  }
  await sweep(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await new Lab(page).choose('Data set', 'Your files');
  await page.getByTestId('data-files').setInputFiles({
    name: 'points.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`x,y,label\n${'0,1,a\n1,0,b\n'.repeat(20)}`),
  });
  await expect(page.getByTestId('dataset-feature-count')).toHaveText('2');
  expect(violations).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the policy is in force: what it forbids is kept from happening', async ({ page }) => {
  const violations = await collectViolations(page);
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  const attempts = await page.evaluate(async (elsewhere) => {
    const outcome = (attempt: () => unknown): string => {
      try {
        attempt();
        return 'done';
      } catch {
        return 'refused';
      }
    };
    // What the test itself evaluates may do so: a task of the page's own may not.
    await new Promise((resolve) => setTimeout(resolve));
    const script = document.createElement('script');
    const refusedText = outcome(() => {
      script.text = 'document.title = "injected"';
    });
    document.head.append(script);
    document.body.setAttribute('style', 'opacity: 0.5');
    return {
      script: refusedText,
      handler: outcome(() => document.body.setAttribute('onclick', 'document.title = "injected"')),
      markup: outcome(() => {
        document.createElement('div').innerHTML = '<img src=x onerror="document.title = 1">';
      }),
      code: outcome(() => Reflect.construct(Function, ['return 1'])),
      worker: outcome(() => new Worker(`${elsewhere}worker.js`)),
      fetch: await fetch(elsewhere).then(
        () => 'done',
        () => 'refused',
      ),
      repository: await fetch('https://cdn.jsdelivr.net/gh/somebody/else@1/file').then(
        () => 'done',
        () => 'refused',
      ),
    };
  }, ELSEWHERE);
  expect(attempts).toEqual({
    script: 'refused',
    handler: 'refused',
    markup: 'refused',
    code: 'refused',
    worker: 'refused',
    fetch: 'refused',
    repository: 'refused',
  });
  await expect(page).toHaveTitle('DLAM Lab');
  const directives = () => [...new Set(violations.map((text) => text.split(':')[0]))].sort();
  await expect
    .poll(directives)
    .toEqual(
      expect.arrayContaining(['connect-src', 'require-trusted-types-for', 'style-src-attr']),
    );
  expect(violations.filter((text) => text.includes(ELSEWHERE)).length).toBeGreaterThan(0);
});

test('a script in the markup of the page does not run', async ({ page }) => {
  const violations = await collectViolations(page);
  await page.route('**/', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(
      '</body>',
      '<script>document.title = "injected"</script></body>',
    );
    await route.fulfill({ response: answer, body });
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  await expect(page).toHaveTitle('DLAM Lab');
  expect(violations.map((text) => text.split(' ')[0])).toContain('script-src-elem:');
});

test('the build carries its policy where the host sends no headers', async ({ page }) => {
  const violations = await collectViolations(page);
  await page.route('**/*', async (route) => {
    const answer = await route.fetch();
    const { 'content-security-policy': sent, ...headers } = answer.headers();
    expect(sent).toContain("frame-ancestors 'none'");
    await route.fulfill({ response: answer, headers });
  });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Start' })).toBeVisible();
  const refused = await page.evaluate(
    (elsewhere) =>
      fetch(elsewhere).then(
        () => false,
        () => true,
      ),
    ELSEWHERE,
  );
  expect(refused).toBe(true);
  await expect.poll(() => violations.length).toBe(1);
  expect(violations[0]).toContain(`connect-src: ${ELSEWHERE}`);
});

test('a first visit and a race ask no server but the own', async ({ page }) => {
  await page.route('**/mnist/**', (route) => route.fulfill({ status: 404 }));
  const origins = new Set<string>();
  // Requests of workers too.
  page.context().on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http')) origins.add(origin);
  });
  const lab = await race(page);
  await lab.choose('Data set', 'MNIST');
  await expect(page.getByText('It can be downloaded from cdn.jsdelivr.net.')).toBeVisible();
  expect([...origins]).toEqual([new URL(page.url()).origin]);
});
