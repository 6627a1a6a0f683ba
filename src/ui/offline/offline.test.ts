import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TAKE_OVER, TIDY } from '../../model/buildName.ts';
import { type Container, createOffline } from './offline.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A service worker of the browser, which keeps what it is told. */
class FakeWorker extends EventTarget {
  readonly told: unknown[] = [];
  state: ServiceWorkerState;

  constructor(state: ServiceWorkerState) {
    super();
    this.state = state;
  }

  postMessage(message: unknown): void {
    this.told.push(message);
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  active: FakeWorker | null = null;
}

function createPage(registration: FakeRegistration) {
  const register = async () => registration as unknown as ServiceWorkerRegistration;
  const container = Object.assign(new EventTarget(), { register });
  const reload = vi.fn();
  const offline = createOffline({ container: container as unknown as Container, reload });
  const takeOver = () => container.dispatchEvent(new Event('controllerchange'));
  return { offline, reload, takeOver };
}

async function openPageWithUpdate() {
  const registration = new FakeRegistration();
  const former = new FakeWorker('activated');
  registration.active = former;
  const page = createPage(registration);
  await page.offline.keep();
  expect(page.offline.store.getState()).toEqual({ copy: 'kept', update: false });
  const next = new FakeWorker('installing');
  registration.installing = next;
  registration.dispatchEvent(new Event('updatefound'));
  next.become('installed');
  expect(page.offline.store.getState().update).toBe(true);
  former.told.length = 0;
  return { ...page, former, next };
}

it('the page is loaded anew when the newer build has taken over, once', async () => {
  const { offline, reload, takeOver, next } = await openPageWithUpdate();
  offline.takeUpdate();
  expect(next.told).toEqual([TAKE_OVER]);
  expect(reload).not.toHaveBeenCalled();
  takeOver();
  takeOver();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reload).toHaveBeenCalledTimes(1);
  expect(next.told).toEqual([TAKE_OVER]);
});

it('the browser is asked again while the former build stays, which gets an event each time', async () => {
  const { offline, reload, takeOver, former, next } = await openPageWithUpdate();
  offline.takeUpdate();
  await vi.advanceTimersByTimeAsync(3500);
  expect(next.told).toEqual([TAKE_OVER, TAKE_OVER, TAKE_OVER, TAKE_OVER]);
  expect(former.told).toEqual([TIDY, TIDY, TIDY]);
  expect(reload).not.toHaveBeenCalled();
  takeOver();
  expect(reload).toHaveBeenCalledTimes(1);
});

it('after ten seconds the page is loaded anew all the same', async () => {
  const { offline, reload } = await openPageWithUpdate();
  offline.takeUpdate();
  await vi.advanceTimersByTimeAsync(9500);
  expect(reload).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(reload).toHaveBeenCalledTimes(1);
});

it('a build that has taken over already is loaded at once, and one that another page takes disturbs nobody', async () => {
  const { offline, reload, takeOver, next } = await openPageWithUpdate();
  takeOver();
  expect(reload).not.toHaveBeenCalled();
  next.become('activated');
  offline.takeUpdate();
  expect(reload).toHaveBeenCalledTimes(1);
  expect(next.told).toEqual([]);
});

it('an update that waits since an earlier visit is announced; the first build of all is none', async () => {
  const registration = new FakeRegistration();
  registration.active = new FakeWorker('activated');
  registration.waiting = new FakeWorker('installed');
  const { offline } = createPage(registration);
  await offline.keep();
  expect(offline.store.getState()).toEqual({ copy: 'kept', update: true });

  const empty = new FakeRegistration();
  const first = new FakeWorker('installing');
  empty.installing = first;
  const visit = createPage(empty);
  const kept = visit.offline.keep();
  await Promise.resolve();
  empty.dispatchEvent(new Event('updatefound'));
  first.become('installed');
  first.become('activated');
  await kept;
  expect(visit.offline.store.getState()).toEqual({ copy: 'kept', update: false });
});

it('where the files do not arrive as they were built, or the browser keeps nothing, it is said', async () => {
  const registration = new FakeRegistration();
  const first = new FakeWorker('installing');
  registration.installing = first;
  const { offline } = createPage(registration);
  const kept = offline.keep();
  await Promise.resolve();
  first.become('redundant');
  await kept;
  expect(offline.store.getState().copy).toBe('none');
  const none = createOffline({ container: undefined, reload: vi.fn() });
  await none.keep();
  expect(none.store.getState().copy).toBe('none');
});
