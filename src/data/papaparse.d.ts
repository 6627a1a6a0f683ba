/**
 * The part of Papa Parse that tableRows.ts uses. The package's own types bring Node's and the page's names into whatever
 * room they are seen from; tsconfig.json leads here instead.
 */
interface ParseError {
  readonly code: string;
  readonly message: string;
  /** Of the piece's data, from 0. */
  readonly row?: number;
}

interface ParseResult {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly ParseError[];
  /** `cursor`: up to which character of the whole text rows were found. */
  readonly meta: { readonly cursor: number };
}

interface ParseConfig {
  readonly delimitersToGuess: readonly string[];
  /** Characters of a piece. */
  readonly chunkSize: number;
  /** Called for every piece with the rows that end in it, before `parse` returns. */
  chunk(result: ParseResult, parser: { abort(): void }): void;
}

declare const Papa: {
  parse(text: string, config: ParseConfig): void;
};
export default Papa;
