import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

export interface Scan {
  /** A selector; the whole page without. */
  readonly part?: string;
  /** Of axe: what WCAG 2.1 asks for at A and AA, or best practices too. */
  readonly rules?: 'WCAG' | 'all';
}

/** Where the page, as it is, is hard to use for somebody: the rule and the first element that breaks it. */
export async function violations(
  page: Page,
  { part, rules = 'WCAG' }: Scan = {},
): Promise<string[]> {
  const scan = new AxeBuilder({ page });
  if (part !== undefined) scan.include(part);
  if (rules === 'WCAG') scan.withTags(WCAG);
  // Else axe opens a page of its own after every scan to gather what frames of other origins say, which takes as long
  // again. There are none.
  scan.setLegacyMode(true);
  const found = await scan.analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
