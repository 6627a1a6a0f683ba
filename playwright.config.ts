import { defineConfig, type LaunchOptions } from 'playwright/test';
import { ensureBrowser } from './scripts/findBrowser.ts';
import { testMnistFolder } from './scripts/mnistFolder.ts';
import { usesNativeGpu } from './scripts/vulkan.ts';

const PORT = 4273;
const address = `http://127.0.0.1:${PORT}/`;
const mnist = testMnistFolder(import.meta.dirname);
const executablePath = ensureBrowser();

/** Nothing that a browser does by itself may disturb a test or reach the network. */
const QUIET = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];
/** WebGPU is off by default on Linux; SwiftShader makes it work, and alike, without a GPU. */
const WEBGPU = [
  '--enable-unsafe-webgpu',
  ...(usesNativeGpu() ? [] : ['--use-webgpu-adapter=swiftshader']),
];

function browserWith(args: readonly string[]): { launchOptions: LaunchOptions } {
  return { launchOptions: { executablePath, args: [...QUIET, ...args] } };
}

const NO_WEBGPU_TESTS = '**/*.no-webgpu.spec.ts';
const specs = (...names: readonly string[]) => names.map((name) => `**/${name}.spec.ts`);
/** Minutes each: they begin, so that no worker is left alone with one at the end. */
const LONGEST_TESTS = specs('sweep', 'longRun');
/**
 * Tests that measure time, and those of new versions: on a busy machine Chromium has been seen to miss that a service worker is
 * idle, which the next one waits for. Each has the machine to itself, once all others are through.
 */
const ALONE_TESTS = specs('offline', 'latency', 'pace', 'hiddenTab');

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // The files share nothing but the server.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
  use: {
    baseURL: address,
    browserName: 'chromium',
    headless: true,
    viewport: { width: 1280, height: 900 },
    // Only e2e/offline.spec.ts lets the app be kept: what a test routes would not pass by a service worker, and keeping
    // the app fetches all of it beside what is tested.
    serviceWorkers: 'block',
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'longest', testMatch: LONGEST_TESTS, use: browserWith(WEBGPU) },
    {
      name: 'webgpu',
      testIgnore: [NO_WEBGPU_TESTS, ...LONGEST_TESTS, ...ALONE_TESTS],
      use: browserWith(WEBGPU),
    },
    // Without a GPU process there is no adapter, on any machine.
    { name: 'no-webgpu', testMatch: NO_WEBGPU_TESTS, use: browserWith(['--disable-gpu']) },
    {
      name: 'alone',
      testMatch: ALONE_TESTS,
      // What else the machine does can only lengthen what they measure or wait for: the best of three counts.
      retries: 2,
      workers: 1,
      dependencies: ['longest', 'webgpu', 'no-webgpu'],
      use: browserWith(WEBGPU),
    },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --port ${PORT} --strictPort`,
    url: address,
    reuseExistingServer: false,
    env: mnist === null ? {} : { MNIST_DIR: mnist },
  },
});
