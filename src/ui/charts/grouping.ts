import type { Series } from './chartSpec.ts';

/** Things by the group of their curve; groups in the order in which they first come. */
export function byGroup<T>(
  things: readonly T[],
  seriesOf: (thing: T) => Series,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    const { group } = seriesOf(thing);
    const members = groups.get(group);
    if (members) members.push(thing);
    else groups.set(group, [thing]);
  }
  return groups;
}
