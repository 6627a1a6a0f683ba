import type { Page } from 'playwright/test';

/** Errors and warnings that the page logs, and exceptions that nothing caught; filled as they come. */
/** Playwright's own word on what playwright.config.ts blocks. */
const BLOCKED = 'Service Worker registration blocked by Playwright';

export function collectComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.text() === BLOCKED) return;
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}
