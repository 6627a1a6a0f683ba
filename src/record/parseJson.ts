import { DEEPEST_JSON, MOST_JSON_VALUES } from '../model/fileLimits.ts';

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const [OPENING_LIST, CLOSING_LIST] = [91, 93];
const [OPENING_OBJECT, CLOSING_OBJECT] = [123, 125];

/**
 * The value of a JSON text of any origin. Before anything is made of it, its values are counted and its depth is
 * measured: two characters can become an object of 64 bytes, and what walks a value deeper than the stack fails.
 * @throws Error that says in words what is wrong; whoever knows the file adds its name and the remedy.
 */
export function parseJson(text: string, mostValues: number = MOST_JSON_VALUES): unknown {
  checkSize(text, mostValues);
  return JSON.parse(text);
}

function checkSize(text: string, mostValues: number): void {
  let values = 1;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE:
        i = closingQuote(text, i);
        break;
      case COMMA:
        values++;
        break;
      case OPENING_LIST:
      case OPENING_OBJECT:
        values++;
        depth++;
        break;
      case CLOSING_LIST:
      case CLOSING_OBJECT:
        depth--;
        break;
    }
    if (depth > DEEPEST_JSON) throw new Error(`it nests deeper than ${DEEPEST_JSON} levels`);
    if (values > mostValues) throw new Error(`it holds more than ${mostValues} values`);
  }
}

/** Where the string that begins at `from` ends; the end of the text where it does not. */
function closingQuote(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === QUOTE) return i;
  }
  return text.length;
}
