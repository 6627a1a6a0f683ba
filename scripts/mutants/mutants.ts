import { type Edit, editsAt, FAMILIES, type Family } from './operators.ts';
import { functionBodies, tokensOf } from './tokens.ts';

/** A shader with one operation changed. */
export interface Mutant {
  /**
   * Shader, changed line and change; the same whatever else changes in the file. Where a line occurs more than
   * once, the later ones are numbered.
   */
  readonly id: string;
  /** The file below shaders/. */
  readonly shader: string;
  readonly family: Family;
  /** The whole text of the shader. */
  readonly source: string;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** What an edit does to its line: `let x = a «+» b; → -`. */
function describe(source: string, { start, end, replacement }: Edit): string {
  const lineStart = source.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = source.indexOf('\n', end);
  const before = source.slice(lineStart, start).trimStart();
  const after = source.slice(end, lineEnd < 0 ? source.length : lineEnd).trimEnd();
  return oneLine(`${before}«${source.slice(start, end)}»${after} → «${replacement}»`);
}

/** All mutants of a shader, in the order of its text. */
export function mutantsOf(shader: string, source: string): Mutant[] {
  const tokens = tokensOf(source);
  const seen = new Map<string, number>();
  return functionBodies(tokens).flatMap(([first, last]) => {
    const edits: Edit[] = [];
    for (let i = first; i <= last; i++) edits.push(...editsAt(source, tokens, i));
    return edits.map((edit) => {
      const change = `${shader}: ${describe(source, edit)}`;
      const count = (seen.get(change) ?? 0) + 1;
      seen.set(change, count);
      return {
        id: count === 1 ? change : `${change} (${count})`,
        shader,
        family: edit.family,
        source: source.slice(0, edit.start) + edit.replacement + source.slice(edit.end),
      };
    });
  });
}

/** FNV-1a: a number that an identity has on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** The lines of the network that gather_rows.wgsl repeats until it has come to a row of source. */
const AWAITED =
  /^gather_rows\.wgsl: (let (mask|next|half)|var (left|right)|left =|right =|return \(left)/;

/** Whether the change is in the head of a loop, or in what the loop waits for. */
function isOfLoop({ id, shader }: Mutant): boolean {
  return /^(for|while) \(/.test(id.slice(`${shader}: `.length)) || AWAITED.test(id);
}

/**
 * A shader's mutants for a sample: signs, bounds and indices in turns, each in an order that looks random and stays. Those of
 * loops come last: some of them never end, which costs a process.
 */
export function inSampleOrder(mutants: readonly Mutant[]): Mutant[] {
  const shuffled = mutants.toSorted(
    (a, b) => Number(isOfLoop(a)) - Number(isOfLoop(b)) || hash(a.id) - hash(b.id),
  );
  const queues = FAMILIES.map((family) => shuffled.filter((mutant) => mutant.family === family));
  const longest = Math.max(...queues.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) =>
    queues.flatMap((queue) => queue[i] ?? []),
  ).flat();
}
