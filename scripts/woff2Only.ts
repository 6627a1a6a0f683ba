import type { Plugin } from 'vite';

/** KaTeX's style sheet with one format a font: every browser with module scripts reads woff2. */
export function woff2Only(css: string): string {
  return css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, '');
}

/** Leaves KaTeX's other font files out of the build; no browser would fetch them. */
export function katexFonts(): Plugin {
  return {
    name: 'dlam-lab:katex-fonts',
    enforce: 'pre',
    transform(code, id) {
      return /\/katex\/dist\/katex(?:\.min)?\.css$/.test(id) ? woff2Only(code) : null;
    },
  };
}
