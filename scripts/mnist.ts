/**
 * npm run mnist                  downloads the four MNIST files to public/mnist/
 * npm run mnist -- --from DIR    copies them from a folder; the variable MNIST_DIR does the same
 *
 * Exit codes: 0 done, 1 the files cannot be had or are broken, 2 wrong arguments.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installMnist } from './installMnist.ts';

const USAGE = 'Usage: npm run mnist [-- --from DIR]';

function sourceFolder(): string | null {
  const { values } = parseArgs({ options: { from: { type: 'string' } }, strict: true });
  const folder = values.from ?? process.env.MNIST_DIR ?? '';
  if (values.from === '') throw new Error('--from needs a folder');
  return folder === '' ? null : resolve(folder);
}

async function main(): Promise<number> {
  let from: string | null;
  try {
    from = sourceFolder();
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  try {
    const target = join(import.meta.dirname, '..', 'public', 'mnist');
    await installMnist({ target, from, log: (line) => console.log(line) });
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    if (from === null) {
      console.error('Offline? Copy the files from a folder: npm run mnist -- --from DIR');
    }
    return 1;
  }
}

process.exitCode = await main();
