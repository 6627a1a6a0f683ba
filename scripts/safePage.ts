import type { Plugin } from 'vite';
import { PAGE_POLICY, SAFE_HEADERS } from './contentPolicy.ts';

/** In the form that Netlify and Cloudflare Pages read from the root of what they serve. */
function headersFile(): string {
  const lines = Object.entries(SAFE_HEADERS).map(([name, value]) => `  ${name}: ${value}\n`);
  return `/*\n${lines.join('')}`;
}

/** After the charset, which browsers look for in the first 1,024 bytes, and before all that the policy is about. */
export function withPolicy(html: string): string {
  const charset = /<meta charset="utf-8" ?\/?>/;
  if (!charset.test(html)) throw new Error('index.html lacks <meta charset="utf-8" />.');
  const meta = `<meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />`;
  return html.replace(charset, (found) => `${found}\n    ${meta}`);
}

/**
 * Puts the page's security policy into the build, and sends it with everything that `vite preview` serves. The
 * development server is left without: hot reload writes scripts and styles into the page.
 */
export function safePage(): Plugin {
  return {
    name: 'dlam-lab:safe-page',
    transformIndexHtml: (html, { server }) => (server ? html : withPolicy(html)),
    generateBundle() {
      // Of the page, not of its workers: they are built with plugins of their own.
      this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile() });
    },
    configurePreviewServer({ middlewares }) {
      middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value);
        next();
      });
    },
  };
}
