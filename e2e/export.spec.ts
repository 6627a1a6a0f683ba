import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from 'playwright/test';
import { collectComplaints } from './complaints.ts';
import { Lab } from './lab.ts';
import { violations } from './violations.ts';

const exportButton = (page: Page) => page.getByRole('button', { name: 'Export Objective F' });

/** The first two algorithms have an F: so many curves of one record an iteration, and one of the start. */
const CURVES = 2;
const RECORDS = 13;

async function race(page: Page): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open('cpu');
  await expect(exportButton(page)).toBeDisabled();
  if ((page.viewportSize()?.width ?? 0) < 800) {
    await page.getByRole('button', { name: 'Settings' }).click();
  }
  await lab.choose('Data set', 'Synthetic digits');
  await lab.makeQuick();
  await lab.button('Start').click();
  await lab.expectState('mdlam', 'finished');
  await lab.expectState('dlam', 'finished');
  return lab;
}

/** Chooses an item of the menu; the file's name and its bytes. */
async function save(page: Page, item: string): Promise<{ name: string; bytes: Buffer }> {
  await exportButton(page).click();
  const started = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  const file = await started;
  await expect(page.getByRole('menu')).toBeHidden();
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Width and height, from the header. */
function pngSize(bytes: Buffer): readonly [number, number] {
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test('a chart is saved as a figure for print and as its data', async ({ page }) => {
  const complaints = collectComplaints(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await race(page);

  const svg = await save(page, 'SVG, one column');
  expect(svg.name).toBe('dlam-lab-objective.svg');
  // A page of its own: the app's policy lets no text become markup.
  const reader = await page.context().newPage();
  const root = await reader.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    const attribute = (name: string) => documentElement.getAttribute(name);
    return {
      name: documentElement.nodeName,
      size: [attribute('width'), attribute('height')],
      title: documentElement.querySelector('title')?.textContent,
      curves: documentElement.querySelectorAll('[data-series] > path').length,
      text: documentElement.textContent,
    };
  }, svg.bytes.toString());
  await reader.close();
  expect(root).toMatchObject({
    name: 'svg',
    size: ['3.5in', '2.6in'],
    title: 'Objective F',
    curves: CURVES,
  });
  expect(root.text).toContain('mDLAM');
  // The light colours, though the page is dark.
  expect(svg.bytes.toString()).toContain('#0060a8');

  const wide = await save(page, 'SVG, two columns');
  expect(wide.name).toBe('dlam-lab-objective-wide.svg');
  expect(wide.bytes.toString()).toContain('width="7in" height="4in"');

  const png = await save(page, 'PNG, one column');
  expect(png.name).toBe('dlam-lab-objective.png');
  expect(pngSize(png.bytes)).toEqual([1050, 780]);
  expect(pngSize((await save(page, 'PNG, two columns')).bytes)).toEqual([2100, 1200]);

  const csv = await save(page, 'CSV');
  expect(csv.name).toBe('dlam-lab-objective.csv');
  expect(csv.bytes.toString().trimEnd().split('\r\n')).toHaveLength(1 + CURVES * RECORDS);

  const json = await save(page, 'JSON');
  expect(json.name).toBe('dlam-lab-objective.json');
  const { title, series } = JSON.parse(json.bytes.toString());
  expect(title).toBe('Objective F');
  expect(series.map(({ y }: { y: number[] }) => y.length)).toEqual([RECORDS, RECORDS]);
  expect(complaints).toEqual([]);
});

test('the menu closes at a second click, is used by keyboard, and gives the focus back', async ({
  page,
}) => {
  await race(page);
  await exportButton(page).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await exportButton(page).click();
  await expect(page.getByRole('menu')).toBeHidden();
  await exportButton(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(exportButton(page)).toBeFocused();
  await page.keyboard.press('Enter');
  const items = page.getByRole('menuitem');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'JSON' })).toBeFocused();
  const started = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await started).suggestedFilename()).toBe('dlam-lab-objective.json');
});

test('a menu that is closed and opened within one frame has the focus', async ({ page }) => {
  await race(page);
  await exportButton(page).focus();
  await page.keyboard.press('Enter');
  const items = page.getByRole('menuitem');
  await expect(items.first()).toBeFocused();
  // Before the browser tells of the closing, which it does in a task of its own.
  await page.evaluate(() => {
    const menu = document.querySelector<HTMLElement>('[role="menu"]');
    const button = document.querySelector<HTMLElement>(
      '[aria-haspopup="menu"][aria-expanded="true"]',
    );
    menu?.hidePopover();
    button?.click();
  });
  await expect(items.first()).toBeFocused();
});

for (const { name, width, height, colorScheme } of [
  { name: 'wide, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const) {
  test(`the open menu has no violation of WCAG A or AA and stays on the screen: ${name}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await race(page);
    await exportButton(page).click();
    const last = page.getByRole('menuitem', { name: 'JSON' });
    await expect(last).toBeInViewport({ ratio: 1 });
    expect(await violations(page)).toEqual([]);
    const beyond = await page.evaluate(() => [
      document.documentElement.scrollWidth - window.innerWidth,
      window.innerWidth > 800 ? document.documentElement.scrollHeight - window.innerHeight : 0,
    ]);
    expect(Math.max(...beyond), 'nothing sticks out').toBeLessThanOrEqual(0);
  });
}
