/** The name, or with the first number from 2 that makes it one that is not taken: two runs of one name would be one curve in the legends. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let copy = 2;
  while (taken.has(`${name} ${copy}`)) copy++;
  return `${name} ${copy}`;
}
