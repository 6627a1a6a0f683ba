import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

/** Packages that the lock does not pin to one content. */
function unpinned(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages)
    .filter(([path, { link }]) => path !== '' && !link)
    .filter(([, { version, integrity }]) => !version || !/^sha512-/.test(integrity ?? ''))
    .map(([path]) => path);
}

describe.each(['package-lock.json', 'bench/package-lock.json'])('%s', (file) => {
  const { packages } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../..', file), 'utf8'),
  ) as { packages: Record<string, LockedPackage> };

  it('pins every package to its content', () => {
    expect(Object.keys(packages).length).toBeGreaterThan(10);
    expect(unpinned(packages)).toEqual([]);
  });

  it('would name a package without its hash', () => {
    expect(unpinned({ ...packages, 'node_modules/x': { version: '1.0.0' } })).toEqual([
      'node_modules/x',
    ]);
  });
});
