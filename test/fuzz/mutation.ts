import fc from 'fast-check';

/** One change of a file. Places are taken modulo its length, so that every mutation fits every file. */
export type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bits: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'drop'; readonly at: number; readonly length: number }
  | {
      readonly kind: 'repeat';
      readonly at: number;
      readonly length: number;
      readonly times: number;
    }
  /** A piece of another file of the same kind. */
  | {
      readonly kind: 'splice';
      readonly donor: number;
      readonly from: number;
      readonly length: number;
      readonly at: number;
    }
  /** A lie in a field of so many bytes. */
  | {
      readonly kind: 'number';
      readonly at: number;
      readonly bytes: 1 | 2 | 4 | 8;
      readonly little: boolean;
      readonly value: bigint;
    }
  /** The nth number, string or name in a text becomes another. */
  | {
      readonly kind: 'token';
      readonly pattern: keyof typeof TOKENS;
      readonly nth: number;
      readonly text: string;
    };

const TOKENS = {
  number: /-?\d+(\.\d+)?(e[+-]?\d+)?/gi,
  string: /"[^"\\]*"/g,
  word: /[A-Za-z_]\w*/g,
  separator: /[,;&=:\n]/g,
  list: /\[[^[\]]*\]/g,
} as const;

/** What headers lie with: bounds of types and those of this app, and what goes just beyond. */
const LIES = [
  0,
  1,
  2,
  8,
  31,
  32,
  127,
  128,
  255,
  256,
  65535,
  65536,
  2 ** 20,
  2 ** 24,
  2 ** 27,
  2 ** 29,
]
  .flatMap((value) => [BigInt(value), BigInt(value) + 1n])
  .concat([2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 1n]);

/** What texts lie with. */
const HOSTILE = [
  ...['', '0', '-0', '-1', '1e999', '-1e400', '5e-324', '1e-7', '0.5', '1e308', '9007199254740993'],
  ...['NaN', 'Infinity', 'null', 'true', '[]', '{}', '""', '"', '0x10', '1,2', '1_000', '٣'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '"__proto__"'],
  ...['{"__proto__":{"polluted":1}}', '"__proto__":{"polluted":1},"a"', '"constructor"', 'length'],
  ...[
    '<img src=x onerror=alert(1)>',
    '"<script>alert(1)</script>"',
    '"\\u202egnp.exe"',
    '\u202e\u2066',
  ],
  ...[
    '\0',
    '\ud800',
    '\ufeff',
    '%00',
    '%E0%A4',
    '%',
    '=cmd|x',
    '../../etc/passwd',
    '\r',
    '\r\n',
    '""',
  ],
  `[${'['.repeat(200)}${']'.repeat(200)}]`,
  '['.repeat(5000),
  `"${'x'.repeat(3000)}"`,
  `${'9'.repeat(400)}`,
  `[${'1,'.repeat(500)}1]`,
];

const place = fc.nat(2 ** 20);
const length = fc.nat(200);

/** Shrinks towards nothing at all, then towards the beginning of the file. */
export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constant('flip' as const),
    at: place,
    bits: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('drop' as const), at: place, length }),
  fc.record({ kind: fc.constant('repeat' as const), at: place, length, times: fc.nat(20) }),
  fc.record({
    kind: fc.constant('splice' as const),
    donor: fc.nat(100),
    from: place,
    length,
    at: place,
  }),
  fc.record({
    kind: fc.constant('number' as const),
    // Most fields stand at the beginning.
    at: fc.oneof(fc.nat(64), place),
    bytes: fc.constantFrom(1, 2, 4, 8),
    little: fc.boolean(),
    value: fc.constantFrom(...LIES),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('token' as const),
      pattern: fc.constantFrom(...(Object.keys(TOKENS) as (keyof typeof TOKENS)[])),
      nth: fc.nat(400),
      text: fc.constantFrom(...HOSTILE),
    }),
  },
);

/** A file with a change. */
export function mutated(
  bytes: Uint8Array,
  change: Mutation,
  donors: readonly Uint8Array[],
): Uint8Array {
  const at = (index: number) => (bytes.length === 0 ? 0 : index % bytes.length);
  switch (change.kind) {
    case 'flip': {
      const copy = Uint8Array.from(bytes);
      if (copy.length > 0) copy[at(change.at)] ^= change.bits;
      return copy;
    }
    case 'cut':
      return bytes.slice(0, at(change.at));
    case 'drop':
      return joined(
        bytes.subarray(0, at(change.at)),
        bytes.subarray(at(change.at) + change.length),
      );
    case 'repeat': {
      const piece = bytes.subarray(at(change.at), at(change.at) + change.length);
      const many = Array.from({ length: change.times }, () => piece);
      return joined(bytes.subarray(0, at(change.at)), ...many, bytes.subarray(at(change.at)));
    }
    case 'splice': {
      const donor = donors[change.donor % donors.length];
      const from = donor.length === 0 ? 0 : change.from % donor.length;
      const piece = donor.subarray(from, from + change.length);
      return joined(bytes.subarray(0, at(change.at)), piece, bytes.subarray(at(change.at)));
    }
    case 'number':
      return withNumber(bytes, change);
    case 'token':
      return withToken(bytes, change);
  }
}

function withNumber(
  bytes: Uint8Array,
  { at, bytes: size, little, value }: Extract<Mutation, { kind: 'number' }>,
): Uint8Array {
  const copy = Uint8Array.from(bytes);
  if (copy.length < size) return copy;
  const start = at % (copy.length - size + 1);
  for (let i = 0; i < size; i++) {
    const digit = BigInt(8 * (little ? i : size - 1 - i));
    copy[start + i] = Number((value >> digit) & 0xffn);
  }
  return copy;
}

function withToken(
  bytes: Uint8Array,
  { pattern, nth, text }: Extract<Mutation, { kind: 'token' }>,
): Uint8Array {
  // One character a byte: what is no text stays what it is.
  const given = Buffer.from(bytes).toString('latin1');
  const found = [...given.matchAll(TOKENS[pattern])];
  if (found.length === 0) return bytes;
  const { index, 0: token } = found[nth % found.length];
  const hostile = Buffer.from(text).toString('latin1');
  return Uint8Array.from(
    Buffer.from(given.slice(0, index) + hostile + given.slice(index + token.length), 'latin1'),
  );
}

function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(pieces));
}
