import type { Page } from 'playwright/test';
import { type AdapterDescription, describeAdapter } from '../src/backend/gpu/device.ts';
import { BY_THREAD } from '../src/backend/gpu/productPlan.ts';
import { choiceKey } from '../src/backend/gpu/productTuner.ts';

/** Of the app's own origin, without the app; nor does the browser ask for an icon. */
const NO_APP = '/nothing';
const NOTHING = { contentType: 'text/html', body: '<link rel="icon" href="data:,">' };

/** What the adapter that the app will have tells of itself; null where there is none. */
async function adapterOf(page: Page): Promise<AdapterDescription | null> {
  const told = await page.evaluate(async () => {
    const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return null;
    // Objects of the browser's own do not come out of the page.
    const info: Record<string, unknown> = {};
    for (const key in adapter.info) info[key] = adapter.info[key as keyof GPUAdapterInfo];
    return { info: info as unknown as GPUAdapterInfo, features: [...adapter.features] };
  });
  return told && describeAdapter({ info: told.info, features: new Set(told.features) });
}

/** As src/data/byteCache.ts keeps files. */
function keep(page: Page, name: string, text: string): Promise<void> {
  return page.evaluate(
    ([key, value]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('dlam-lab');
        opening.onupgradeneeded = () => opening.result.createObjectStore('files');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const writing = database.transaction('files', 'readwrite');
          writing.objectStore('files').put(new TextEncoder().encode(value), key);
          writing.oncomplete = () => {
            database.close();
            resolve();
          };
          writing.onerror = () => reject(writing.error);
        };
      }),
    [name, text] as const,
  );
}

/**
 * As if an earlier visit had measured the kernels of products, which takes SwiftShader four seconds. The choice is the one
 * that it compiles in a third of the time that it needs for the one it computes fastest with.
 */
export async function rememberProducts(page: Page): Promise<void> {
  await page.route(NO_APP, (route) => route.fulfill(NOTHING), { times: 1 });
  await page.goto(NO_APP);
  const adapter = await adapterOf(page);
  if (adapter) await keep(page, choiceKey(adapter), JSON.stringify(BY_THREAD));
}
