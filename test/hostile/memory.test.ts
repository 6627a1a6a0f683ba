import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { LARGEST_MEMORY } from '../../src/model/fileLimits.ts';
import { BOMBS, LARGEST_THAT_IS_READ } from './bombs.ts';

const run = promisify(execFile);

/**
 * Reading takes at most LARGEST_MEMORY. What is measured is the peak of a whole process over what it held at its
 * start: the file itself, garbage, and what making the bomb took count as well, so that the figure is never too small.
 */
it.each(Object.keys(BOMBS))(
  '%s takes no more memory than may be taken',
  async (name) => {
    const script = join(import.meta.dirname, 'readBomb.ts');
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script, name], {
      cwd: join(import.meta.dirname, '../..'),
    });
    const { outcome, message, taken, elapsed } = JSON.parse(stdout);
    console.log(
      `${name}: ${Math.round(taken / 2 ** 20)} MiB, ${Math.round(elapsed)} ms: ${message}`,
    );
    expect(outcome).toBe(name === LARGEST_THAT_IS_READ ? 'read' : 'refused');
    expect(taken).toBeLessThan(LARGEST_MEMORY);
  },
  300_000,
);
