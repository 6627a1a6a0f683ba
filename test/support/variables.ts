import type { Iterate } from '../../src/model/iterate.ts';

/** The variables alone, so that what an engine keeps beside them is formed anew. */
export function variables({ images, ...iterate }: Iterate): Iterate {
  if (!images) throw new Error('This iterate keeps nothing beside its variables.');
  return iterate;
}
