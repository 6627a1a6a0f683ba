import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findBrowser } from './findBrowser.ts';

/** DLAM_GPU=native: tests use the system's own graphics driver, not SwiftShader. */
export function usesNativeGpu(environment: NodeJS.ProcessEnv = process.env): boolean {
  return environment.DLAM_GPU === 'native';
}

/** Folders that may hold a Chromium's libraries: beside the program, and where Linux keeps them. */
function libraryFolders(environment: NodeJS.ProcessEnv): string[] {
  const browser = findBrowser(environment);
  return [
    ...(browser === null ? [] : [dirname(realpathSync(browser))]),
    '/usr/lib/chromium',
    '/opt/google/chrome',
    '/usr/lib/chromium-browser',
    '/snap/chromium/current/usr/lib/chromium-browser',
  ];
}

/**
 * The variables with which Node's Dawn (package `webgpu`) finds a Vulkan driver on Linux: the
 * SwiftShader that Chromium brings, so that tests run alike on machines with and without a GPU.
 * The dynamic loader reads LD_LIBRARY_PATH when a process starts: give these to child processes.
 * Empty where the system's own driver is to be used, or nothing was found.
 */
export function vulkanEnvironment(
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  if (process.platform !== 'linux' || usesNativeGpu(environment)) return {};
  if (environment.VK_ICD_FILENAMES !== undefined) return {};
  const folder = libraryFolders(environment).find((candidate) =>
    ['vk_swiftshader_icd.json', 'libvulkan.so.1'].every((file) =>
      existsSync(join(candidate, file)),
    ),
  );
  if (folder === undefined) return {};
  const before = environment.LD_LIBRARY_PATH;
  return {
    VK_ICD_FILENAMES: join(folder, 'vk_swiftshader_icd.json'),
    LD_LIBRARY_PATH: before === undefined || before === '' ? folder : `${folder}:${before}`,
  };
}
