import { visibleText } from '../model/readableText.ts';
import { z } from '../settings/schema.ts';

/** Characters of a text in a file; what cannot be seen in it is left out. */
const LONGEST_TEXT = 1000;

export const text = z.pipe(z.string().check(z.maxLength(LONGEST_TEXT)), z.transform(visibleText));

export const count = z.int().check(z.nonnegative());

/** A list whose length is looked at before its items are: each of a million bad ones would be a fault of its own. */
export function shortList<T extends z.ZodMiniType>(item: T, most: number) {
  return z.pipe(z.array(z.unknown()).check(z.maxLength(most)), z.array(item));
}
