import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatasetFormatError } from '../model/errors.ts';
import { gunzip } from './gunzip.ts';

describe('gunzip', () => {
  it('unzips what was zipped', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        expect(await gunzip(gzipSync(bytes), 'a')).toEqual(bytes);
      }),
      { numRuns: 50 },
    );
  });

  it('lets other bytes through untouched', async () => {
    const bytes = Uint8Array.of(0, 0, 8, 1);
    expect(await gunzip(bytes, 'a')).toBe(bytes);
    expect(await gunzip(new Uint8Array(0), 'a')).toHaveLength(0);
  });

  it('refuses more output than allowed, without unpacking it all', async () => {
    const bomb = gzipSync(new Uint8Array(50_000_000));
    expect(bomb.length).toBeLessThan(60_000);
    const error = await gunzip(bomb, 'bomb.gz', 1_000_000).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatasetFormatError);
    expect(error).toMatchObject({ label: 'bomb.gz' });
    expect((error as Error).message).toMatch(/more than 1000000 bytes/);
    expect(await gunzip(gzipSync(new Uint8Array(10)), 'a', 10), 'the limit itself').toHaveLength(
      10,
    );
  });

  it('refuses damaged gzip, and nothing but a DatasetFormatError comes out', async () => {
    const whole = gzipSync(Uint8Array.from({ length: 3000 }, (_, i) => (i * i) % 251));
    const damaged: Uint8Array[] = [
      Uint8Array.of(0x1f, 0x8b),
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, 200),
      Uint8Array.from([...whole, 1, 2, 3]),
    ];
    for (const at of [2, 30, 250, whole.length - 6, whole.length - 1]) {
      const copy = Uint8Array.from(whole);
      copy[at] ^= 0xff;
      damaged.push(copy);
    }
    for (const bytes of damaged) {
      const error = await gunzip(bytes, 'x.gz').catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DatasetFormatError);
      expect((error as Error).message).toMatch(/^x\.gz: the gzip data are damaged \(.+\)\. Copy/);
    }
  });
});
