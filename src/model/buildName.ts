/** What the names of all builds of the app below an address begin with; other copies of it may share the origin. */
export function buildPrefix(scope: string): string {
  return `dlam-lab build ${scope} `;
}

/** Name of a build in the browser: of the cache that has its files, and of the lock that every page of it holds. */
export function buildName(scope: string, build: string): string {
  return buildPrefix(scope) + build;
}

/** Messages that the service worker understands. */
export const TIDY = 'tidy';
export const TAKE_OVER = 'take-over';
