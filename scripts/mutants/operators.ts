/** What a mutant changes: one operation of a kernel. */
import { argumentsAt, closing, opening, type Token } from './tokens.ts';

/** The kind of fault that a mutant stands for. */
export type Family = 'sign' | 'bound' | 'index';
export const FAMILIES: readonly Family[] = ['sign', 'bound', 'index'];

/** A change of the source between two offsets. */
export interface Edit {
  readonly family: Family;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

interface Place {
  readonly source: string;
  readonly tokens: readonly Token[];
  readonly index: number;
}

type Operator = (place: Place) => Edit[];

function at({ tokens, index }: Place, offset = 0): Token | undefined {
  return tokens[index + offset];
}

/** The place's own token becomes another. */
function exchange(family: Family, pairs: Readonly<Record<string, string>>): Operator {
  return (place) => {
    const token = at(place);
    const replacement = token && Object.hasOwn(pairs, token.text) ? pairs[token.text] : undefined;
    if (token === undefined || replacement === undefined) return [];
    return [{ family, start: token.start, end: token.end, replacement }];
  };
}

function only(where: (place: Place) => boolean, operator: Operator): Operator {
  return (place) => (where(place) ? operator(place) : []);
}

/** Whether the token ends an operand, so that a sign after it has two of them. */
function endsOperand(token: Token | undefined): boolean {
  if (token === undefined || token.text === 'return') return false;
  return token.kind !== 'symbol' || token.text === ')' || token.text === ']';
}

const isBinary = (place: Place): boolean => endsOperand(at(place, -1));
const isCall = (place: Place): boolean => at(place, 1)?.text === '(';
/** House style: a comparison has spaces around it, a template's bracket none before it. */
const isComparison = (place: Place): boolean => at(place, -1)?.end !== at(place)?.start;

/** The 1 of `j += 1`: a loop that stands still hangs whatever runs it, and costs a process. */
const isLoopStep = (place: Place): boolean =>
  at(place, -1)?.text === '+=' && at(place, 1)?.text === ')';

/** Index of the first token of the factor that ends at `index`. */
function factorStart(tokens: readonly Token[], index: number): number {
  let i = index;
  for (;;) {
    const text = tokens[i]?.text;
    if (text === ')' || text === ']') i = opening(tokens, i);
    const before = tokens[i - 1];
    const isCallee = tokens[i]?.text === '(' && before?.kind === 'name' && before.text !== 'return';
    if (before?.text === '.') i -= 2;
    else if (isCallee || (tokens[i]?.text === '[' && endsOperand(before))) i -= 1;
    else return i;
  }
}

/** Index of the last token of the factor that begins at `index`. */
function factorEnd(tokens: readonly Token[], index: number): number {
  let i = index;
  if (tokens[i]?.text === '-') i++;
  if (tokens[i]?.text === '(') i = closing(tokens, i);
  for (;;) {
    const next = tokens[i + 1]?.text;
    if (next === '(' || next === '[') i = closing(tokens, i + 1);
    else if (next === '.') i += 2;
    else return i;
  }
}

const isProduct = (token: Token | undefined): boolean =>
  token !== undefined && ['*', '/', '%'].includes(token.text);

/** a - b becomes b - a, where a and b are terms: factors and their products. */
const swapDifference: Operator = ({ source, tokens, index }) => {
  let first = factorStart(tokens, index - 1);
  while (isProduct(tokens[first - 1])) first = factorStart(tokens, first - 2);
  let last = factorEnd(tokens, index + 1);
  while (isProduct(tokens[last + 1])) last = factorEnd(tokens, last + 2);
  // |a - b| is |b - a|.
  if (tokens[first - 1]?.text === '(' && tokens[first - 2]?.text === 'abs') return [];
  const text = (from: number, to: number): string =>
    source.slice(tokens[from]?.start, tokens[to]?.end);
  return [
    {
      family: 'sign',
      start: tokens[first]?.start as number,
      end: tokens[last]?.end as number,
      replacement: `${text(index + 1, last)} - ${text(first, index - 1)}`,
    },
  ];
};

/** select(no, yes, condition) with its arms swapped. */
const swapArms: Operator = ({ source, tokens, index }) => {
  const [no, yes] = argumentsAt(tokens, index + 1);
  if (no === undefined || yes === undefined) return [];
  const [start, end] = [tokens[no[0]]?.start as number, tokens[yes[1]]?.end as number];
  const text = ([from, to]: [number, number]): string =>
    source.slice(tokens[from]?.start, tokens[to]?.end);
  return [{ family: 'bound', start, end, replacement: `${text(yes)}, ${text(no)}` }];
};

/** fma(a, b, c) with the sign of the product or of c turned. */
const turnFma: Operator = ({ source, tokens, index }) => {
  const [a, , c] = argumentsAt(tokens, index + 1);
  return [a, c].flatMap((range) => {
    if (range === undefined) return [];
    const [start, end] = [tokens[range[0]]?.start as number, tokens[range[1]]?.end as number];
    return [{ family: 'sign' as const, start, end, replacement: `-(${source.slice(start, end)})` }];
  });
};

/** The stride of one matrix becomes that of another. */
const otherStride: Operator = ({ tokens, index }) => {
  const strides = tokens.filter(
    ({ text }, i) => text.endsWith('_stride') && tokens[i + 1]?.text === ':',
  );
  const own = strides.findIndex(({ text }) => text === tokens[index]?.text);
  const other = strides[(own + 1) % strides.length];
  const [start, end] = [tokens[index]?.start as number, tokens[index]?.end as number];
  if (own < 0 || other === undefined || strides.length < 2) return [];
  return [{ family: 'index', start, end, replacement: other.text }];
};

/** An element's index, one further. */
const nextElement: Operator = ({ source, tokens, index }) => {
  const start = tokens[index]?.end as number;
  const end = tokens[closing(tokens, index)]?.start as number;
  return [{ family: 'index', start, end, replacement: `(${source.slice(start, end)}) + 1u` }];
};

/** A loop that ends one turn early: `index < end;` becomes `index < end - 1u;`. */
const shorterLoop: Operator = ({ tokens, index }) => {
  const [first, second] = tokens.flatMap(({ text }, i) => (i > index && text === ';' ? [i] : []));
  const compared = tokens.slice(first, second).some(({ text }) => text === '<' || text === '<=');
  const start = tokens[second ?? 0]?.start;
  if (!compared || start === undefined) return [];
  return [{ family: 'bound', start, end: start, replacement: ' - 1u' }];
};

const SINGLE: Operator[] = [
  only(isBinary, exchange('sign', { '+': '-', '-': '+', '*': '/', '/': '*' })),
  only((place) => !isBinary(place), exchange('sign', { '-': '' })),
  only((place) => at(place)?.text === '-' && isBinary(place), swapDifference),
  exchange('sign', { '+=': '-=', '-=': '+=', '*=': '/=' }),
  only((place) => at(place)?.text === 'fma' && isCall(place), turnFma),
  only(isCall, exchange('sign', { abs: '', transpose: '' })),
  only(isComparison, exchange('bound', { '<': '<=', '<=': '<', '>': '>=', '>=': '>' })),
  exchange('bound', { '==': '!=', '!=': '==', '&&': '||', '||': '&&', '!': '' }),
  only(isCall, exchange('bound', { min: 'max', max: 'min' })),
  only((place) => at(place)?.text === 'select' && isCall(place), swapArms),
  only((place) => at(place)?.text === 'for', shorterLoop),
  only(
    (place) => !isLoopStep(place),
    exchange('bound', { '0': '1', '1': '0', '0u': '1u', '1u': '0u', '0.0': '1.0', '1.0': '0.0' }),
  ),
  exchange('bound', { true: 'false', false: 'true' }),
  only((place) => at(place)?.text === '[' && isBinary(place), nextElement),
  only((place) => at(place, -1)?.text === '.', otherStride),
  only(
    (place) => at(place, -1)?.text === '.',
    exchange('index', { x: 'y', y: 'x', z: 'w', w: 'z' }),
  ),
  only(isBinary, exchange('index', { '%': '/', '&': '|', '|': '&', '^': '&' })),
  exchange('index', { '<<': '>>', '>>': '<<' }),
  exchange('index', {
    quadSwapX: 'quadSwapY',
    quadSwapY: 'quadSwapX',
    quadSwapDiagonal: 'quadSwapX',
  }),
];

/** Every edit that an operator makes of the token at `index`. */
export function editsAt(source: string, tokens: readonly Token[], index: number): Edit[] {
  return SINGLE.flatMap((operator) => operator({ source, tokens, index }));
}
