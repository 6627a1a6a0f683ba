import { MNIST_ADDRESS } from '../src/data/mnistFiles.ts';

/**
 * What the page may do, by directive of its Content-Security-Policy: fetch itself and MNIST, run its own scripts, and
 * no text as code. docs/decisions/0022-safe-page.md says why each is as it is.
 */
const DIRECTIVES: Readonly<Record<string, readonly string[]>> = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'"],
  // Figures become pictures by way of a blob; Mantine's and our marks are data.
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  // The folder, not the host: the host serves anybody's repositories.
  'connect-src': ["'self'", MNIST_ADDRESS],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'object-src': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  // src/ui/trustedScripts.ts
  'trusted-types': ['default'],
};

function policy(directives: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** For a `<meta>` in the page, which holds on every host. */
export const PAGE_POLICY = policy(DIRECTIVES);

/**
 * For workers, which heed the headers of their own answers only: the trainer's products are WebAssembly. It permits nothing
 * else, and no text as code. The page heeds both, so that there it stays forbidden.
 */
const WORKER_SCRIPTS = [...(DIRECTIVES['script-src'] ?? []), "'wasm-unsafe-eval'"];

/** For hosts that can send headers: the same for workers too, and what no `<meta>` can say. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': policy({
    ...DIRECTIVES,
    'script-src': WORKER_SCRIPTS,
    'frame-ancestors': ["'none'"],
  }),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};
