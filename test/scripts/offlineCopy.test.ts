import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildId, keptFiles } from '../../scripts/offlineCopy.ts';

const CONTENTS: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html>',
  'assets/index-abc.js': 'export {};',
  'assets/index-abc.js.map': '{}',
  'mnist/train-labels-idx1-ubyte.gz': 'labels',
  'serviceWorker.js': 'self',
  _headers: '/*',
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dlam-kept-'));
  for (const part of ['assets', 'mnist']) mkdirSync(join(folder, part));
  for (const [path, text] of Object.entries(CONTENTS)) writeFileSync(join(folder, path), text);
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('keptFiles', () => {
  it('are those of the page, without MNIST, which has a cache of its own', () => {
    expect(keptFiles(folder).map(({ url }) => url)).toEqual(['assets/index-abc.js', 'index.html']);
  });

  it('have the SHA-256 of their content, and a revision where their name tells nothing of it', () => {
    const [script, page] = keptFiles(folder);
    const sum = createHash('sha256').update('<!doctype html>').digest('base64');
    expect(page).toEqual({ url: 'index.html', revision: sum, integrity: `sha256-${sum}` });
    expect(script?.revision).toBeNull();
  });
});

describe('buildId', () => {
  it('is that of the contents', () => {
    const before = buildId(keptFiles(folder));
    expect(buildId(keptFiles(folder))).toBe(before);
    writeFileSync(join(folder, 'index.html'), '<!doctype html><p>');
    expect(buildId(keptFiles(folder))).not.toBe(before);
  });
});
