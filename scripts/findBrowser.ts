import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** The variable that names the browser to use, before every other place. */
export const BROWSER_VARIABLE = 'DLAM_BROWSER';

/**
 * A `light` browser has no windows, which cost a third of the time of a test and show nothing to it: what Playwright too
 * takes for headless tests. Tabs that lie behind others only a `whole` one has; light is whatever there is.
 */
export type BrowserKind = 'light' | 'whole';

const LIGHT = 'chromium-headless-shell';
const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Where installers usually put Chrome and Chromium. */
function usualPlaces(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') {
    const programs = ['Google Chrome', 'Chromium', 'Google Chrome Canary'];
    const folders = ['/Applications', join(environment.HOME ?? '', 'Applications')];
    return folders.flatMap((folder) =>
      programs.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];
    return roots.flatMap((name) => {
      const root = environment[name];
      if (root === undefined) return [];
      return [
        join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(root, 'Chromium', 'Application', 'chrome.exe'),
      ];
    });
  }
  return ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium', '/snap/bin/chromium'];
}

function onPath(
  names: readonly string[],
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): string[] {
  if (platform === 'win32') return [];
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The browser that `playwright install chromium` downloads; the file need not exist. */
function playwrightBrowser(): string[] {
  const require = createRequire(import.meta.url);
  const { chromium } = require('playwright') as { chromium: { executablePath(): string } };
  return [chromium.executablePath()];
}

/**
 * The Chrome or Chromium of this machine, or null: the one that DLAM_BROWSER names, an installed
 * one, or Playwright's own. A DLAM_BROWSER that is no program is an error, not a reason to look on.
 */
export function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  kind: BrowserKind = 'light',
): string | null {
  const named = environment[BROWSER_VARIABLE];
  if (named !== undefined && named !== '') {
    if (isProgram(named)) return named;
    throw new Error(`${BROWSER_VARIABLE} is "${named}", and there is no program of that name.`);
  }
  const installed = [
    ...onPath(kind === 'light' ? [LIGHT, ...NAMES] : NAMES, process.platform, environment),
    ...usualPlaces(process.platform, environment),
  ].find(isProgram);
  return installed ?? playwrightBrowser().find(isProgram) ?? null;
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function apt(...words: string[]): boolean {
  console.log(`apt-get ${words.join(' ')}`);
  const { status } = spawnSync('apt-get', words, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}

/** {@link findBrowser}; where there is none, root on Debian gets Chromium from apt, of both kinds. */
export function ensureBrowser(kind: BrowserKind = 'light'): string {
  const found = findBrowser(process.env, kind);
  if (found !== null) return found;
  if (canInstall()) {
    const install = (...packages: string[]) =>
      apt('install', '-y', '-q', '--no-install-recommends', 'fonts-dejavu-core', ...packages);
    // Not every release has the light one.
    if (!apt('update', '-q') || !(install('chromium', LIGHT) || install('chromium')))
      throw new Error('apt-get failed; install Chromium by hand.');
    const installed = findBrowser(process.env, kind);
    if (installed !== null) return installed;
  }
  throw new Error(
    `No Chrome or Chromium was found: install one, or set ${BROWSER_VARIABLE} to its program.`,
  );
}
