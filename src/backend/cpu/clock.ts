/** What the engine needs of its host: workers and Node have it, under different type libraries. */
declare const performance: { now(): number };

/** Milliseconds since some fixed moment; never runs backwards. */
export function now(): number {
  return performance.now();
}
