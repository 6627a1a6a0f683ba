import type { Snapshot, StoredSnapshot } from '../../src/optimiser/snapshot.ts';

/** A snapshot with all its arrays read. */
export async function stored(
  { arrays, ...rest }: Snapshot,
  rounded = false,
): Promise<StoredSnapshot> {
  const values = new Map<string, Float64Array>();
  for (const { name, shape, read } of arrays) {
    const array = await read();
    if (array.length !== shape.reduce((product, length) => product * length, 1))
      throw new Error(`${name} is not of its shape.`);
    if (values.has(name)) throw new Error(`There are two arrays ${name}.`);
    values.set(name, rounded ? Float64Array.from(Float32Array.from(array)) : array);
  }
  return { ...rest, array: async (name) => values.get(name) ?? [] };
}
