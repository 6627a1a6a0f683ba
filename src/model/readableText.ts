/** What a sentence quotes of a text at most. */
const LONGEST_QUOTE = 60;
/** What an error says at most; compilers of shaders have much to say. */
const LONGEST_MESSAGE = 4000;

/**
 * A text of any origin, fit for a line on the screen or a name: nothing invisible, nothing that turns the line round.
 * Control and format characters, lone surrogates and separators of lines become nothing.
 */
export function visibleText(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
}

/** A text of any origin for a sentence: visible, not long. */
export function shortened(text: string): string {
  // Three characters may be one, or none.
  const visible = [...visibleText(text.slice(0, 4 * LONGEST_QUOTE))];
  const short = visible.slice(0, LONGEST_QUOTE).join('');
  const isWhole = visible.length <= LONGEST_QUOTE && text.length <= 4 * LONGEST_QUOTE;
  return isWhole ? short : `${short}…`;
}

/** The same in quotation marks. */
export function quoted(text: string): string {
  return `“${shortened(text)}”`;
}

/** The message of an error: visible but for its line breaks, and cut in the middle, as the remedy stands at the end. */
export function readableMessage(text: string): string {
  const half = LONGEST_MESSAGE / 2;
  const short =
    text.length > LONGEST_MESSAGE ? `${text.slice(0, half)} … ${text.slice(-half)}` : text;
  return short.replace(/[^\P{C}\n\t]/gu, '');
}
