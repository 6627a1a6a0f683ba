import { DatasetFormatError } from '../model/errors.ts';

/**
 * Two files with the one for training first: by name ("t10k" or "test" is for testing), else the larger one.
 * @throws DatasetFormatError when neither tells.
 */
export function trainingFirst<T extends { readonly name: string }>(
  one: T,
  other: T,
  size: (file: T) => number,
): [train: T, test: T] {
  const oneIsTest = isTestName(one.name);
  if (oneIsTest !== isTestName(other.name)) return oneIsTest ? [other, one] : [one, other];
  if (size(one) !== size(other)) return size(one) > size(other) ? [one, other] : [other, one];
  throw new DatasetFormatError(
    other.name,
    `${one.name} and ${other.name}: neither name nor number of items tells which is for testing; put "train" and "test" into the names.`,
  );
}

function isTestName(name: string): boolean {
  return /t10k|test/i.test(name) && !/train/i.test(name);
}
