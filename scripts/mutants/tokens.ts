/** WGSL as tokens with their places. (wgsl_reflect parses all of WGSL, but its syntax tree keeps lines only, no columns.) */

export interface Token {
  readonly kind: 'name' | 'number' | 'symbol';
  readonly text: string;
  /** Offsets in the source: of the first character, and beyond the last. */
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\/\/.*|(?<number>0[xX][\da-fA-F]+[iu]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[iufh]?)|(?<name>[A-Za-z_]\w*)|(?<symbol><<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||->|[-+*/%&|^]=|\+\+|--|\S)/g;

/** All tokens but comments. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  for (const match of source.matchAll(TOKEN)) {
    const { number, name, symbol } = match.groups ?? {};
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'symbol';
    if (kind === 'symbol' && symbol === undefined) continue;
    const [text] = match;
    tokens.push({ kind, text, start: match.index, end: match.index + text.length });
  }
  return tokens;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Index of the bracket that belongs to the one at `index`, forwards. */
export function closing(tokens: readonly Token[], index: number): number {
  const opener = tokens[index]?.text as string;
  const closer = CLOSERS[opener];
  let depth = 0;
  for (let i = index; i < tokens.length; i++) {
    if (tokens[i]?.text === opener) depth++;
    else if (tokens[i]?.text === closer && --depth === 0) return i;
  }
  throw new SyntaxError(`"${opener}" at offset ${tokens[index]?.start} is never closed`);
}

/** Index of the bracket that belongs to the one at `index`, backwards. */
export function opening(tokens: readonly Token[], index: number): number {
  const closer = tokens[index]?.text as string;
  let depth = 0;
  for (let i = index; i >= 0; i--) {
    const text = tokens[i]?.text as string;
    if (text === closer) depth++;
    else if (CLOSERS[text] === closer && --depth === 0) return i;
  }
  throw new SyntaxError(`"${closer}" at offset ${tokens[index]?.start} was never opened`);
}

/** Index ranges of the arguments of the call whose "(" is at `index`: first token, last token. */
export function argumentsAt(tokens: readonly Token[], index: number): [number, number][] {
  const end = closing(tokens, index);
  const found: [number, number][] = [];
  let first = index + 1;
  for (let i = first; i <= end; i++) {
    const text = tokens[i]?.text as string;
    if (i < end && text in CLOSERS) i = closing(tokens, i);
    else if (text === ',' || i === end) {
      if (i > first) found.push([first, i - 1]);
      first = i + 1;
    }
  }
  return found;
}

/** Index ranges of the tokens between the braces of every function. */
export function functionBodies(tokens: readonly Token[]): [number, number][] {
  return tokens.flatMap(({ text }, i) => {
    if (text !== 'fn') return [];
    const parameters = tokens.findIndex((token, j) => j > i && token.text === '(');
    const after = closing(tokens, parameters);
    const brace = tokens.findIndex((token, j) => j > after && token.text === '{');
    return [[brace + 1, closing(tokens, brace) - 1] as [number, number]];
  });
}
