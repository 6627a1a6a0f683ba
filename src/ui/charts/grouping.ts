import type { Series } from './chartSpec.ts';

/** What belongs to the curves of one group, a run say. */
export interface Group<T> {
  readonly key: string;
  readonly name: string;
  readonly members: readonly T[];
}

/** Things by the group of their curve; groups in the order in which they first come. */
export function byGroup<T>(
  things: readonly T[],
  seriesOf: (thing: T) => Series,
): readonly Group<T>[] {
  const groups = new Map<string, { key: string; name: string; members: T[] }>();
  for (const thing of things) {
    const { group, groupKey = group } = seriesOf(thing);
    const known = groups.get(groupKey);
    if (known) known.members.push(thing);
    else groups.set(groupKey, { key: groupKey, name: group, members: [thing] });
  }
  return [...groups.values()];
}
