import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { usesNativeGpu, vulkanEnvironment } from '../scripts/vulkan.ts';

/** Where Linux keeps a Vulkan loader that comes with a driver. */
const LOADER = 'libvulkan.so.1';
const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
];

/** Whether Dawn may find a driver of the machine's own: only Linux can be told without asking it, which it would tell on stderr. */
export function mayHaveDriver(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (process.platform !== 'linux' || usesNativeGpu(environment)) return true;
  const named = (environment.LD_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean);
  return [...named, ...LIBRARY_FOLDERS].some((folder) => existsSync(join(folder, LOADER)));
}

/** The variables of the SwiftShader that a Chromium on this machine brings; null where there is none, or this process has them. */
export function softwareVariables(
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string> | null {
  const variables = vulkanEnvironment(environment);
  return Object.keys(variables).length > 0 ? variables : null;
}

const FORWARDED = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs this very command again with other variables, which the dynamic loader reads when a process starts; resolves to its
 * exit code. Signals are passed on, and the parent waits for what the child makes of them.
 */
export function runAgainWith(variables: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, ...variables },
  });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)),
    );
  });
}
