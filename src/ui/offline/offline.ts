import { createStore, type StoreApi } from 'zustand/vanilla';
import { buildName, TAKE_OVER, TIDY } from '../../model/buildName.ts';

export interface OfflineState {
  /** Whether the browser keeps the app: nobody knows yet; so that it opens without a network; not at all. */
  readonly copy: 'unknown' | 'kept' | 'none';
  /** A newer build is in the browser, and waits. */
  readonly update: boolean;
}

export interface Offline {
  readonly store: StoreApi<OfflineState>;
  /** Lets the browser keep the app, and hears of newer builds; never rejects. */
  keep(): Promise<void>;
  /** Loads the newest build in the place of this page. */
  takeUpdate(): void;
}

/** How often the browser is asked to let the newer build take over, and how long; milliseconds. */
const ASK_EVERY_MS = 1000;
const PATIENCE_MS = 10_000;

/** What is used of `navigator.serviceWorker`. */
export type Container = Pick<
  ServiceWorkerContainer,
  'register' | 'addEventListener' | 'removeEventListener'
>;

export interface OfflineOptions {
  /** undefined where the browser has none: at http addresses of other machines. */
  readonly container: Container | undefined;
  readonly reload: () => void;
}

/** Follows the service worker that `register` brings. */
export function createOffline({ container, reload }: OfflineOptions): Offline {
  const store = createStore<OfflineState>(() => ({ copy: 'unknown', update: false }));
  let waiting: ServiceWorker | null = null;
  /** The worker that this page has its files from. */
  let former: ServiceWorker | null = null;

  function announce(worker: ServiceWorker, { active }: ServiceWorkerRegistration): void {
    waiting = worker;
    former = active;
    store.setState({ update: true });
  }

  function follow(registration: ServiceWorkerRegistration): void {
    if (registration.waiting) announce(registration.waiting, registration);
    registration.addEventListener('updatefound', () => {
      const { installing, active } = registration;
      // The first of all is no update.
      if (!installing || !active) return;
      installing.addEventListener('statechange', () => {
        if (installing.state === 'installed') announce(installing, registration);
      });
    });
  }

  /** Whether the first worker came to be: its installation fails where a file does not arrive as it was built. */
  function firstInstallation({ installing }: ServiceWorkerRegistration): Promise<void> {
    return new Promise((resolve, reject) => {
      installing?.addEventListener('statechange', () => {
        if (installing.state === 'activated') resolve();
        if (installing.state === 'redundant') reject(new Error('The app could not be kept.'));
      });
    });
  }

  async function keep(): Promise<void> {
    try {
      if (!container) throw new Error('This browser keeps no app of this address.');
      const registration = await container.register('serviceWorker.js');
      follow(registration);
      if (!registration.active) await firstInstallation(registration);
      store.setState({ copy: 'kept' });
      registration.active?.postMessage(TIDY);
    } catch {
      // Not needed for anything but being offline: the panel says it.
      store.setState({ copy: 'none' });
    }
  }

  function takeUpdate(): void {
    // Another page may have made it take over already.
    if (waiting?.state !== 'installed') {
      reload();
      return;
    }
    const startedAt = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - startedAt < PATIENCE_MS) ask();
      else leave();
    }, ASK_EVERY_MS);
    // What the former build still has under way ends with this page, at the latest.
    function leave(): void {
      clearInterval(timer);
      container?.removeEventListener('controllerchange', leave);
      reload();
    }
    container?.addEventListener('controllerchange', leave);
    waiting.postMessage(TAKE_OVER);
  }

  /**
   * A worker takes over once the former one is idle. Under load Chromium can miss that it is: it has been seen to wait the
   * five minutes that it gives a busy one at most. An event of the former one, however short, should make it look again.
   */
  function ask(): void {
    waiting?.postMessage(TAKE_OVER);
    former?.postMessage(TIDY);
  }

  return { store, keep, takeUpdate };
}

/** Holds the files of this build in the browser for as long as the page is open. */
export function holdBuild(): void {
  const build = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content ?? '';
  const name = buildName(new URL('.', location.href).href, build);
  // Where there are no locks there are no service workers either.
  void navigator.locks?.request(name, { mode: 'shared' }, () => new Promise(() => undefined));
}
