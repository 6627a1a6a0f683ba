import { PrecacheController, type PrecacheEntry, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { buildName, buildPrefix, TAKE_OVER, TIDY } from '../model/buildName.ts';

declare const self: ServiceWorkerGlobalScope;

/** scripts/offlineCopy.ts puts these in. */
declare const BUILD: string;
declare const FILES: PrecacheEntry[];

const { scope } = self.registration;
const ownCache = buildName(scope, BUILD);
/** A cache a build: what an older page still needs is not overwritten. */
const controller = new PrecacheController({ cacheName: ownCache });
controller.addToCacheList(FILES);

/** Removes the builds that no open page is of. */
async function tidy(): Promise<void> {
  // A build that comes is in no page yet.
  if (self.registration.installing || self.registration.waiting) return;
  const { held = [] } = await navigator.locks.query();
  const needed = new Set([ownCache, ...held.map(({ name }) => name)]);
  const names = await caches.keys();
  const removable = names.filter(
    (name) => name.startsWith(buildPrefix(scope)) && !needed.has(name),
  );
  await Promise.all(removable.map((name) => caches.delete(name)));
}

self.addEventListener('install', controller.install);

self.addEventListener('activate', (event) => {
  // Pages of the first visit have their files from here too, from now on. Nothing of an older page is replaced: only
  // the page itself has the same address in every build, and it is loaded already.
  event.waitUntil(tidy().then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
  if (event.data === TIDY) event.waitUntil(tidy());
});

registerRoute(
  new PrecacheRoute(controller, { cleanURLs: false, ignoreURLParametersMatching: [/./] }),
);
// Files of an older build, for the pages of it that are still open: their names have a hash of what is in them.
registerRoute(
  ({ url }) => url.href.startsWith(`${scope}assets/`),
  async ({ request }) => (await caches.match(request)) ?? fetch(request),
);
