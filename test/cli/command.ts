/** Runs the real commands in processes of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run NAME -- …words` without npm; `started` hears of every piece of output. */
export function runCommand(
  name: 'train' | 'sweep' | 'verify',
  words: readonly string[],
  options: {
    readonly environment?: NodeJS.ProcessEnv;
    readonly heard?: (child: ChildProcess, stdout: string) => void;
  } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, ['--import', 'tsx', join('cli', `${name}.ts`), ...words], {
    cwd: ROOT,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => {
    stdout += piece;
    options.heard?.(child, stdout);
  });
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
