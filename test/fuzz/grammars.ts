import fc from 'fast-check';
import { npyFile } from '../../src/data/testing/npyFile.ts';
import { SETTINGS } from '../../src/settings/settings.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

const number = fc.oneof(
  fc.integer({ min: -2, max: 20 }).map(String),
  fc.double().map(String),
  fc.constantFrom('1e999', '-0', '1e-7', '2^53', '9007199254740993', 'NaN', '0x1', ''),
);
const word = fc.oneof(
  fc.constantFrom('x', 'y', '<b>', '__proto__', 'constructor', '"', '""', '\u202e', 'label'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const quotedWord = word.map((text) => `"${text.replaceAll('"', '""')}"`);

/** Rows that mostly have the same number of cells. */
export const table: fc.Arbitrary<Uint8Array> = fc
  .record({
    separator: fc.constantFrom(',', ';', '\t'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    width: fc.integer({ min: 1, max: 6 }),
    rows: fc.array(
      fc.array(fc.oneof({ weight: 6, arbitrary: number }, word, quotedWord), {
        minLength: 6,
        maxLength: 7,
      }),
      { maxLength: 12 },
    ),
  })
  .map(({ separator, end, width, rows }) =>
    bytesOf(rows.map((cells) => cells.slice(0, width).join(separator)).join(end)),
  );

/** A header with any type, order and shape over any numbers. */
export const array: fc.Arbitrary<Uint8Array> = fc
  .record({
    descr: fc.constantFrom('<f4', '>f8', '|u1', '<i8', '<u8', '<f2', '|b1', '|O', '<U3', 'f0', ''),
    fortran: fc.constantFrom('True', 'False', '1'),
    shape: fc.array(
      fc.constantFrom('6', '1', '2', '0', '4294967296', '999999999999999', '-1', '6L'),
      {
        maxLength: 9,
      },
    ),
    body: fc.uint8Array({ maxLength: 96 }),
    version: fc.constantFrom(1, 2, 3, 0, 255),
  })
  .map(({ descr, fortran, shape, body, version }) => {
    const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
    const header = `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${sizes}), }\n`;
    return npyFile(header, body, version);
  });

const place = fc.constantFrom(0, 4, 8, 12, 24, 48, -4, 0.5, 2 ** 32, 2 ** 53);

/** A header with any tensors over any numbers, mostly of its length. */
export const tensors: fc.Arbitrary<Uint8Array> = fc
  .record({
    header: fc.dictionary(
      fc.constantFrom('W1', 'b1', 'W2', 'b2', 'W01', '0.weight', '__metadata__', '__proto__', 'x'),
      fc.oneof(
        fc.record(
          {
            dtype: fc.constantFrom('F32', 'F64', 'F16', 'BF16', 'I8', 'constructor'),
            shape: fc.array(fc.oneof(fc.nat(4), place), { maxLength: 3 }),
            data_offsets: fc.array(place, { maxLength: 3 }),
          },
          { noNullPrototype: true },
        ),
        fc.jsonValue({ maxDepth: 3 }),
      ),
      { maxKeys: 5 },
    ),
    lie: fc.constantFrom(0, 0, 0, 0, 1, -1, 2 ** 20),
    values: fc.uint8Array({ maxLength: 96 }),
  })
  .map(({ header, lie, values }) => {
    const text = bytesOf(JSON.stringify(header));
    const bytes = new Uint8Array(8 + text.length + values.length);
    new DataView(bytes.buffer).setBigInt64(0, BigInt(text.length + lie), true);
    bytes.set(text, 8);
    bytes.set(values, 8 + text.length);
    return bytes;
  });

export const json: fc.Arbitrary<Uint8Array> = fc.json({ maxDepth: 6 }).map((text) => bytesOf(text));

export const link: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...Object.keys(SETTINGS), 'preset', 'v', '__proto__', 'constructor'),
      fc.oneof(number, word, fc.array(number, { maxLength: 5 }).map(String)),
    ),
    { maxLength: 8 },
  )
  .map((entries) => bytesOf(`#v=2&${entries.map(([key, value]) => `${key}=${value}`).join('&')}`));
