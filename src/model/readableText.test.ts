import { describe, expect, it } from 'vitest';
import { DatasetFormatError } from './errors.ts';
import { quoted, readableMessage, shortened, visibleText } from './readableText.ts';

describe('text of any origin', () => {
  it('loses what cannot be seen and what turns the line round', () =>
    expect(visibleText('a\0\n\u202egpj.\u2066\u200b\ud800\u2028b')).toBe('agpj.b'));

  it('is cut short within a sentence', () => {
    expect(shortened('x'.repeat(60))).toBe('x'.repeat(60));
    expect(quoted('x'.repeat(61))).toBe(`“${'x'.repeat(60)}…”`);
    expect(quoted('\0'.repeat(1e6)), 'a million characters that cannot be seen').toBe('“…”');
    expect(shortened('😀'.repeat(61)), 'characters are not halved').toBe(`${'😀'.repeat(60)}…`);
  });

  it('keeps its line breaks and its end in a message', () => {
    const message = readableMessage(`a.csv: ${'\u202e<b>'.repeat(1e5)}\n Mend it.`);
    expect(message.length).toBeLessThan(4100);
    expect(message).toMatch(/^a\.csv: <b>/);
    expect(message).toMatch(/\n Mend it\.$/);
    expect(message).not.toContain('\u202e');
  });
});

describe('an error', () => {
  it('says nothing that cannot be read, whatever the file is called', () => {
    const name = '\u202egpj.csv\0';
    const error = new DatasetFormatError(name, `${name}: it is empty.`);
    expect([error.label, error.message]).toEqual(['gpj.csv', 'gpj.csv: it is empty.']);
  });
});
