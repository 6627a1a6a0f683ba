import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { build, preview } from 'vite';
import { ensureBrowser } from '../scripts/findBrowser.ts';
import { serveMnist } from '../scripts/serveMnist.ts';
import { usesNativeGpu } from '../scripts/vulkan.ts';
import { PROGRESS } from './pageProtocol.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGE = join(import.meta.dirname, 'page');

const FLAGS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  ...(usesNativeGpu() ? [] : ['--use-webgpu-adapter=swiftshader']),
];

/** Cross-origin isolation: threads for WebAssembly, and a clock that counts microseconds. */
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export interface OpenedPage {
  readonly page: Page;
  readonly browserVersion: string;
  /** Rejects when the page or the browser dies. */
  readonly died: Promise<never>;
  readonly close: () => Promise<void>;
}

async function buildPage(folder: string): Promise<void> {
  await build({
    root: PAGE,
    base: './',
    configFile: false,
    logLevel: 'error',
    // Not minified: tfjs-wasm hands the source of a function to its workers.
    build: { outDir: folder, target: 'chrome120', minify: false, assetsInlineLimit: 0 },
  });
}

function watch(page: Page, browser: Browser): Promise<never> {
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(PROGRESS)) console.log(text.slice(PROGRESS.length));
    else if (message.type() === 'error') console.error(`page: ${text}`);
  });
  page.on('pageerror', (error) => console.error(`page: ${error.message}`));
  const died = new Promise<never>((_, reject) => {
    page.on('crash', () => reject(new Error('the page crashed')));
    browser.on('disconnected', () => reject(new Error('the browser ended')));
  });
  // Whoever waits hears of it; a browser that is closed on purpose is no error.
  died.catch(() => undefined);
  return died;
}

/** Builds the page into a temporary folder, serves it, and opens it in headless Chromium. */
export async function openPage(): Promise<OpenedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'dlam-bench-'));
  // An interrupted run ends here too.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const closers: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    await buildPage(folder);
    const server = await preview({
      root: PAGE,
      configFile: false,
      logLevel: 'error',
      plugins: [serveMnist(ROOT)],
      build: { outDir: folder },
      preview: { host: '127.0.0.1', port: 0, headers: HEADERS },
    });
    closers.push(() => server.close());
    const browser = await chromium.launch({ executablePath: ensureBrowser(), args: FLAGS });
    closers.push(() => browser.close());
    const page = await browser.newPage();
    const died = watch(page, browser);
    await page.goto(server.resolvedUrls?.local[0] as string);
    return { page, browserVersion: browser.version(), died, close };
  } catch (error) {
    await close();
    throw error;
  }
}
