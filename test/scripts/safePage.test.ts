import { describe, expect, it } from 'vitest';
import { PAGE_POLICY, SAFE_HEADERS } from '../../scripts/contentPolicy.ts';
import { withPolicy } from '../../scripts/safePage.ts';
import { MNIST_ADDRESS } from '../../src/data/mnistFiles.ts';

/** Sources by directive. */
const directives = new Map(
  PAGE_POLICY.split('; ').map((text) => {
    const [name = '', ...sources] = text.split(' ');
    return [name, sources] as const;
  }),
);

describe('the security policy of the page', () => {
  it('lets nothing in by default, and no text as code or style', () => {
    expect(directives.get('default-src')).toEqual(["'none'"]);
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|nonce/);
    expect(directives.get('script-src')).toEqual(["'self'"]);
    expect(directives.get('style-src')).toEqual(["'self'"]);
  });

  it('lets the page connect to itself and to where MNIST is, no wider', () => {
    expect(directives.get('connect-src')).toEqual(["'self'", MNIST_ADDRESS]);
    // A path that ends otherwise would match one file only.
    expect(MNIST_ADDRESS).toMatch(/^https:\/\/[^/]+\/.+\/$/);
  });

  it('is the same in headers, but for the WebAssembly of workers and what a page cannot say of itself', () => {
    const scripts = "script-src 'self'";
    expect(PAGE_POLICY).toContain(`${scripts};`);
    expect(SAFE_HEADERS['Content-Security-Policy']).toBe(
      `${PAGE_POLICY.replace(scripts, `${scripts} 'wasm-unsafe-eval'`)}; frame-ancestors 'none'`,
    );
  });
});

describe('withPolicy', () => {
  it('puts the policy before all that it is about, within the reach of the charset', () => {
    const page = withPolicy('<head><meta charset="utf-8" /><script src="a.js"></script></head>');
    expect(page.indexOf('Content-Security-Policy')).toBeGreaterThan(page.indexOf('charset'));
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<script'));
  });

  it('does not build a page without a place for it', () => {
    expect(() => withPolicy('<head></head>')).toThrow(/charset/);
  });
});
