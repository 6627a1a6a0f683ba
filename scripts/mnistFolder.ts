import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** One of the four files, which stands for all. */
const TRAINING_IMAGES = 'train-images-idx3-ubyte.gz';

/**
 * The folder with the MNIST files for the tests: MNIST_DIR, or ../shared/mnist beside the checkout;
 * null where there is neither, and the tests that need MNIST are left out.
 */
export function testMnistFolder(
  root: string,
  environment: NodeJS.ProcessEnv = process.env,
): string | null {
  const named = environment.MNIST_DIR;
  const folder =
    named === undefined || named === ''
      ? join(root, '..', 'shared', 'mnist')
      : resolve(root, named);
  return existsSync(join(folder, TRAINING_IMAGES)) ? folder : null;
}
