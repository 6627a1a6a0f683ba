import { expect, type Page } from 'playwright/test';
import type { Algorithm } from '../src/model/algorithms.ts';
import { applyPreset } from '../src/settings/presets.ts';
import { INITIAL_SETTINGS, type Settings } from '../src/settings/settings.ts';
import { rememberProducts } from './rememberedProducts.ts';

/** A race small enough for a software GPU: seconds, not minutes. */
const QUICK: Readonly<Record<string, string>> = {
  'Training samples': '200',
  'Test samples': '100',
  'Hidden layers': '16',
  Iterations: '12',
};

/** What a first visit begins with where no GPU computes. */
const FIRST_VISIT = applyPreset('first', INITIAL_SETTINGS);

/** The algorithms of a first visit's race. */
export const FIRST_RACE = ['mdlam', 'dlam', 'sgd', 'adam'] as const;

/** The page as a user drives it. */
export class Lab {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** What a first visit finds remembered, with this engine; an engine that is remembered already stays. */
  async remember(engine: Settings['engine']): Promise<void> {
    const remembered = { state: { settings: { ...FIRST_VISIT, engine } }, version: 2 };
    await this.page.addInitScript(
      ([key, text]) => localStorage.getItem(key) ?? localStorage.setItem(key, text),
      ['dlam-lab-settings', JSON.stringify(remembered)] as const,
    );
  }

  /**
   * Opens the page and waits until data and engine are there. By itself the page might prefer the CPU to a WebGPU in
   * software, from run to run: what is tested is WebGPU, unless a test is about the page alone, which has its curves
   * sooner on the CPU. Nor does it measure which kernel multiplies fastest, unless it is a `first-visit`.
   */
  async open(
    engine: Settings['engine'] = 'gpu',
    visit: 'first-visit' | 'later-visit' = 'later-visit',
  ): Promise<void> {
    if (engine !== 'auto') await this.remember(engine);
    if (engine === 'gpu' && visit === 'later-visit') await rememberProducts(this.page);
    await this.page.goto('/');
    await this.expectStatus('Ready to train.');
  }

  async set(label: string, value: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: label, exact: true });
    await field.fill(value);
    await field.blur();
  }

  async choose(label: string, option: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).selectOption({ label: option });
  }

  /** Ticks all of the algorithms. */
  async raceAll(): Promise<void> {
    const boxes = this.page.getByRole('group', { name: 'Algorithms' }).getByRole('checkbox');
    for (const box of await boxes.all()) await box.check();
  }

  /** Settings for a race of seconds, with others on top. */
  async makeQuick(changes: Readonly<Record<string, string>> = {}): Promise<void> {
    for (const [label, value] of Object.entries({ ...QUICK, ...changes })) {
      await this.set(label, value);
    }
    await this.expectStatus('Ready to train.');
  }

  button(name: 'Start' | 'Pause' | 'Resume' | 'Step' | 'Reset') {
    return this.page.getByRole('button', { name, exact: true });
  }

  async expectStatus(text: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('status')).toContainText(text, { timeout: 60_000 });
  }

  /** A figure of a run in full precision; null while there is none. A race may take its time to begin beside another test's. */
  async figure(algorithm: Algorithm, name: string): Promise<number | null> {
    const value = await this.page
      .getByTestId(`run-${algorithm}-${name}`)
      .getAttribute('data-value', { timeout: 60_000 });
    return value === null || value === '' ? null : Number(value);
  }

  async expectState(algorithm: Algorithm, state: string): Promise<void> {
    await expect(this.page.getByTestId(`run-${algorithm}-state`)).toHaveAttribute(
      'data-value',
      state,
      { timeout: 100_000 },
    );
  }

  /** Number of curves with something drawn in a chart. */
  async curves(chart: string): Promise<number> {
    const paths = this.page
      .getByRole('img', { name: chart })
      .or(this.page.getByRole('figure', { name: chart }))
      .locator('path.recharts-curve');
    const drawn = await paths.evaluateAll(
      (found) => found.filter((path) => (path.getAttribute('d') ?? '').length > 20).length,
    );
    return drawn;
  }
}
