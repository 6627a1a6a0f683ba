import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { woff2Only } from '../../scripts/woff2Only.ts';

const { resolve } = createRequire(import.meta.url);
const original = readFileSync(resolve('katex/dist/katex.min.css'), 'utf8');
const files = (css: string, ending: string) => css.split(`.${ending})`).length - 1;

describe('woff2Only', () => {
  it('leaves every font of KaTeX its woff2 file and no other', () => {
    const css = woff2Only(original);
    expect(files(original, 'woff')).toBeGreaterThan(10);
    expect(files(css, 'woff2')).toBe(files(original, 'woff2'));
    expect(files(css, 'woff') + files(css, 'ttf')).toBe(0);
    expect(css.split('@font-face').length).toBe(original.split('@font-face').length);
  });
});
