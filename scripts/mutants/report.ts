import type { JobEvent } from './job.ts';

type Ended = Extract<JobEvent, { event: 'ended' }>;

/** How many tests to name that killed the most mutants of a shader. */
const NAMED_TESTS = 3;

function grouped<T>(values: readonly T[], key: (value: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return [...groups];
}

function killers(events: readonly Ended[]): string[] {
  return grouped(events, ({ test }) => test ?? 'the process ended')
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, NAMED_TESTS)
    .map(([test, { length }]) => `    ${String(length).padStart(4)} by ${test}`);
}

/** What `npm run mutants` prints, and whether every mutant was killed and every shader has enough of them. */
export function reportOn(
  plan: Readonly<Record<string, readonly string[]>>,
  events: readonly JobEvent[],
  equivalents: ReadonlyMap<string, string>,
  enough: number,
  seconds: number,
): { readonly lines: string[]; readonly passed: boolean } {
  const ended = new Map(
    events.flatMap((event) => (event.event === 'ended' ? [[event.id, event] as const] : [])),
  );
  const lines: string[] = [];
  const survivors: string[] = [];
  const few: string[] = [];
  let [tried, killed, hung] = [0, 0, 0];
  for (const [shader, ids] of Object.entries(plan)) {
    const verdicts = ids.flatMap((id) => ended.get(id) ?? []);
    const of = (outcome: Ended['outcome']): Ended[] =>
      verdicts.filter((verdict) => verdict.outcome === outcome);
    const dead = [...of('killed'), ...of('hung')];
    const alive = of('survived').map(({ id }) => id);
    const count = dead.length + alive.length;
    lines.push(
      `${shader}: ${dead.length} of ${count} mutants killed (${of('invalid').length} more do not compile)`,
      ...killers(dead),
      ...alive.map((id) => `    SURVIVED ${id}`),
    );
    if (count < enough) few.push(shader);
    survivors.push(...alive);
    tried += count;
    killed += dead.length;
    hung += of('hung').length;
  }
  const excluded = [...equivalents].filter(([id]) =>
    Object.keys(plan).some((shader) => id.startsWith(`${shader}: `)),
  );
  for (const [reason, group] of grouped(excluded, ([, why]) => why))
    lines.push(`Equivalent: ${reason}`, ...group.map(([id]) => `    ${id}`));
  if (few.length > 0) lines.push(`Fewer than ${enough} mutants: ${few.join(', ')}`);
  lines.push(
    `${killed} of ${tried} mutants of ${Object.keys(plan).length} shaders killed (${hung} of them hung), ` +
      `${survivors.length} survived, ${excluded.length} equivalent; ${seconds.toFixed(0)} s`,
  );
  return { lines, passed: survivors.length === 0 && few.length === 0 };
}
