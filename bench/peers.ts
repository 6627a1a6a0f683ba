/** The libraries that DLAM Lab is compared with: a package of their own, in bench/. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ContenderId } from './results.ts';

const FOLDER = import.meta.dirname;
const ROOT = join(FOLDER, '..');

const PACKAGES: Readonly<Record<ContenderId, string>> = {
  'dlam-lab': '..',
  'jax-js': 'node_modules/@jax-js/jax',
  'tfjs-webgpu': 'node_modules/@tensorflow/tfjs-backend-webgpu',
  'tfjs-wasm': 'node_modules/@tensorflow/tfjs-backend-wasm',
  'tfjs-wasm-transposed': 'node_modules/@tensorflow/tfjs-backend-wasm',
  'onnxruntime-web': 'node_modules/onnxruntime-web',
};

function lastChange(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function run(title: string, program: string, args: readonly string[], folder: string): void {
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${title} failed${error ? `: ${error.message}` : ''}`);
}

/** Installs the peers where they are missing or older than their lock file. */
export function installPeers(): void {
  const installed = lastChange(join(FOLDER, 'node_modules/.package-lock.json'));
  if (installed > 0 && installed >= lastChange(join(FOLDER, 'package-lock.json'))) return;
  console.log('npm ci in bench/');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  run('npm ci', npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], FOLDER);
}

/** Checks the types of the page, which need the peers. */
export function checkPageTypes(): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  run('The type check of bench/page', process.execPath, [compiler, '--build', 'bench/page'], ROOT);
}

export function versions(): Record<ContenderId, string> {
  const version = (folder: string): string =>
    (JSON.parse(readFileSync(join(FOLDER, folder, 'package.json'), 'utf8')) as { version: string })
      .version;
  return Object.fromEntries(
    Object.entries(PACKAGES).map(([id, folder]) => [id, version(folder)]),
  ) as Record<ContenderId, string>;
}
