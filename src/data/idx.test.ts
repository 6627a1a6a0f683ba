import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DatasetFormatError } from '../model/errors.ts';
import { encodeIdx } from './encodeIdx.ts';
import { idxKind, parseIdxImages, parseIdxLabels } from './idx.ts';

const images = fc
  .record({
    count: fc.integer({ min: 1, max: 6 }),
    height: fc.integer({ min: 1, max: 5 }),
    width: fc.integer({ min: 1, max: 5 }),
  })
  .chain(({ count, height, width }) => {
    const length = count * height * width;
    return fc.record({
      dimensions: fc.constant([count, height, width]),
      pixels: fc.uint8Array({ minLength: length, maxLength: length }),
    });
  });

/** The error of a call that must fail, and fail in the house's way. */
function formatError(call: () => unknown): DatasetFormatError {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(DatasetFormatError);
    return error as DatasetFormatError;
  }
  throw new Error('no error');
}

describe('IDX', () => {
  it('gives back the images that were encoded', () => {
    fc.assert(
      fc.property(images, ({ dimensions, pixels }) => {
        const file = encodeIdx(dimensions, pixels);
        const parsed = parseIdxImages(file, 'a');
        expect(idxKind(file)).toBe('images');
        expect([parsed.count, parsed.height, parsed.width]).toEqual(dimensions);
        expect(parsed.pixels).toEqual(pixels);
      }),
    );
  });

  it('gives back the labels that were encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 50 }), (labels) => {
        const file = encodeIdx([labels.length], labels);
        expect(idxKind(file)).toBe('labels');
        expect(parseIdxLabels(file, 'a')).toEqual(labels);
      }),
    );
  });

  it('reads a file that lies somewhere in a larger buffer', () => {
    const file = encodeIdx([1, 1, 2], Uint8Array.of(7, 9));
    const larger = new Uint8Array(file.length + 5);
    larger.set(file, 3);
    const parsed = parseIdxImages(larger.subarray(3, 3 + file.length), 'a');
    expect([...parsed.pixels]).toEqual([7, 9]);
  });

  it('refuses every truncation and every surplus', () => {
    fc.assert(
      fc.property(images, fc.nat(), fc.integer({ min: 1, max: 9 }), (image, cut, surplus) => {
        const file = encodeIdx(image.dimensions, image.pixels);
        formatError(() => parseIdxImages(file.subarray(0, cut % file.length), 'a'));
        const longer = new Uint8Array(file.length + surplus);
        longer.set(file);
        formatError(() => parseIdxImages(longer, 'a'));
      }),
    );
  });

  it('parses or refuses any header, and never takes memory for what is not there', () => {
    const anyByte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(images, fc.nat(15), anyByte, (image, at, byte) => {
        const file = encodeIdx(image.dimensions, image.pixels);
        file[at] = byte;
        for (const parse of [parseIdxImages, parseIdxLabels]) {
          try {
            parse(file, 'a');
          } catch (error) {
            expect(error).toBeInstanceOf(DatasetFormatError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  const labels = encodeIdx([2], Uint8Array.of(1, 2));
  const text = new TextEncoder().encode('<!doctype html><html></html>');
  it.each([
    ['no IDX file', text, 'the magic number is 3c 21 64 6f, expected 00 00 08 03'],
    ['labels for images', labels, 'the dimension count is 1, expected 3 for images'],
    [
      'floats',
      Uint8Array.of(0, 0, 0x0d, 3),
      'the data type in the magic number is 0d (32-bit floats)',
    ],
    ['an unknown type', Uint8Array.of(0, 0, 0x55, 3), '55 (unknown), expected 08 (unsigned bytes)'],
    ['an empty file', new Uint8Array(0), 'the length is 0 bytes, too short'],
    [
      'half a header',
      Uint8Array.of(0, 0, 8, 3, 0, 0),
      'the length is 6 bytes, expected at least 16',
    ],
    ['no items', encodeIdx([0, 2, 2], new Uint8Array(0)), 'the item count is 0'],
    ['no height', encodeIdx([1, 0, 2], new Uint8Array(0)), 'the image height is 0, expected 1 to'],
    [
      'a vast width',
      encodeIdx([1, 1, 2 ** 31], new Uint8Array(9)),
      'the image width is 2147483648',
    ],
    [
      'a vast count',
      encodeIdx([2 ** 32 - 1, 1024, 1024], new Uint8Array(9)),
      'the length is 25 bytes, expected 4503599626321936 for 4294967295 × 1024 × 1024',
    ],
    ['missing pixels', encodeIdx([2, 2, 2], new Uint8Array(7)), 'it is cut short'],
    ['surplus bytes', encodeIdx([2, 2, 2], new Uint8Array(9)), 'bytes that do not belong'],
  ])('says what is wrong with %s', (_, bytes, words) => {
    const error = formatError(() => parseIdxImages(bytes, 'digits.idx'));
    expect(error.label).toBe('digits.idx');
    expect(error.message).toContain('digits.idx: ');
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/Copy or download the file again, or choose another one\.$/);
  });
});
