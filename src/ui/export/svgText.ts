const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** What XML 1.0 cannot hold even as an entity, the line breaks and tabs apart. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is these that must go
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A text as XML has it, between tags or in an attribute. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

export type Attributes = Readonly<Record<string, string | number | null>>;

/** An element; attributes that are null are left out. The content is XML already. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** An element that holds a text. */
export function textElement(name: string, attributes: Attributes, text: string): string {
  return element(name, attributes, escapeXml(text));
}

const WIDE = /[A-ZΑ-Ω0-9mw%−‖Σ]/;
const NARROW = /[ijlt.,;:'’|()\s⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/;

/** About as wide as Arial sets it; there is no page to measure on. */
export function textWidth(text: string, fontSize: number): number {
  const ems = [...text].map((character) => {
    if (NARROW.test(character)) return 0.32;
    return WIDE.test(character) ? 0.68 : 0.54;
  });
  return fontSize * ems.reduce((sum, width) => sum + width, 0);
}

/** A text in lines that are no wider than `width`, where its words allow. */
function wrapWords(text: string, fontSize: number, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, fontSize) <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}

/** The same in as few lines, but about equally long ones. */
export function wrapEvenly(text: string, fontSize: number, width: number): readonly string[] {
  const lines = wrapWords(text, fontSize, width);
  const share = (1.15 * textWidth(text, fontSize)) / lines.length;
  const even = wrapWords(text, fontSize, Math.min(width, share));
  return even.length === lines.length ? even : lines;
}
