/** Mutants that compute the same as the kernel, or nothing that anybody could tell from it, and why. */

export interface Equivalence {
  /** What holds of all these mutants. */
  readonly reason: string;
  /** Identities of mutants, as `npm run mutants` prints them. */
  readonly mutants: readonly string[];
}

const EQUIVALENCES: readonly Equivalence[] = [];

/**
 * The reason of every mutant that is equivalent.
 * @throws RangeError when the list names one that is none of the mutants: then the kernel has changed, and with it the reason.
 */
export function equivalentsAmong(
  ids: readonly string[],
  equivalences: readonly Equivalence[] = EQUIVALENCES,
): ReadonlyMap<string, string> {
  const known = new Set(ids);
  const listed = equivalences.flatMap(({ reason, mutants }) =>
    mutants.map((id) => [id, reason] as const),
  );
  const stale = listed.filter(([id]) => !known.has(id)).map(([id]) => id);
  if (stale.length > 0)
    throw new RangeError(
      `scripts/mutants/equivalents.ts names what is no mutant any more; look at the kernel and remove or renew:\n${stale.join('\n')}`,
    );
  return new Map(listed);
}
