/**
 * The part of Papa Parse that tableRows.ts uses. The package's own types bring Node's and the page's names into whatever
 * room they are seen from; tsconfig.json leads here instead.
 */
interface ParseError {
  readonly code: string;
  readonly message: string;
}

interface ParseResult {
  readonly data: readonly string[];
  readonly errors: readonly ParseError[];
}

interface ParseConfig {
  readonly delimitersToGuess: readonly string[];
  /** Called for every row, before `parse` returns. */
  step(result: ParseResult, parser: { abort(): void }): void;
}

declare const Papa: {
  parse(text: string, config: ParseConfig): void;
};
export default Papa;
