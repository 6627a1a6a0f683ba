import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/findBrowser.ts';
import { testMnistFolder } from '../../scripts/mnistFolder.ts';
import { usesNativeGpu, vulkanEnvironment } from '../../scripts/vulkan.ts';

const folder = mkdtempSync(join(tmpdir(), 'dlam-environment-'));
const browser = join(folder, 'chromium');
mkdirSync(join(folder, 'root'));
writeFileSync(browser, '', { mode: 0o755 });

afterAll(() => rmSync(folder, { recursive: true }));

describe('findBrowser', () => {
  it('takes the program that DLAM_BROWSER names', () => {
    expect(findBrowser({ DLAM_BROWSER: browser })).toBe(browser);
  });

  it('refuses a DLAM_BROWSER that is no program, instead of taking another', () => {
    expect(() => findBrowser({ DLAM_BROWSER: join(folder, 'none') })).toThrow('DLAM_BROWSER');
    expect(() => findBrowser({ DLAM_BROWSER: folder })).toThrow('DLAM_BROWSER');
  });

  it.skipIf(process.platform === 'win32')('finds one on the PATH', () => {
    expect(findBrowser({ PATH: `/nowhere:${folder}` })).toBe(browser);
  });

  it.skipIf(process.platform === 'win32')(
    'prefers one without windows, unless it has to have them',
    () => {
      const both = join(folder, 'both');
      mkdirSync(both);
      for (const name of ['chromium', 'chromium-headless-shell'])
        writeFileSync(join(both, name), '', { mode: 0o755 });
      const environment = { PATH: `${both}:${folder}` };
      expect(findBrowser(environment)).toBe(join(both, 'chromium-headless-shell'));
      expect(findBrowser(environment, 'whole')).toBe(join(both, 'chromium'));
      expect(findBrowser({ PATH: folder }, 'light')).toBe(browser);
      expect(findBrowser({ ...environment, DLAM_BROWSER: browser }, 'whole')).toBe(browser);
    },
  );
});

describe.skipIf(process.platform !== 'linux')('vulkanEnvironment', () => {
  it('points Dawn at the SwiftShader beside the browser', () => {
    for (const file of ['vk_swiftshader_icd.json', 'libvulkan.so.1']) {
      writeFileSync(join(folder, file), '');
    }
    expect(vulkanEnvironment({ DLAM_BROWSER: browser, LD_LIBRARY_PATH: '/lib' })).toEqual({
      VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
      LD_LIBRARY_PATH: `${folder}:/lib`,
    });
  });

  it('leaves a chosen driver alone', () => {
    expect(vulkanEnvironment({ DLAM_BROWSER: browser, VK_ICD_FILENAMES: 'mine.json' })).toEqual({});
    expect(vulkanEnvironment({ DLAM_BROWSER: browser, DLAM_GPU: 'native' })).toEqual({});
    expect(usesNativeGpu({})).toBe(false);
  });
});

describe('testMnistFolder', () => {
  it('is MNIST_DIR where that has the files, else null', () => {
    const root = join(folder, 'root');
    expect(testMnistFolder(root, {})).toBeNull();
    expect(testMnistFolder(root, { MNIST_DIR: folder })).toBeNull();
    writeFileSync(join(folder, 'train-images-idx3-ubyte.gz'), '');
    expect(testMnistFolder(root, { MNIST_DIR: '..' })).toBe(folder);
  });
});
