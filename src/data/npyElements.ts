/** Reads one number at a byte position. */
export type ReadElement = (view: DataView, position: number) => number;

export interface ElementType {
  readonly bytes: number;
  readonly read: ReadElement;
}

/**
 * The numbers of a NumPy `descr` such as "<f4" or "|u1": byte order, kind, bytes; null for text, complex numbers,
 * dates and objects. 64-bit integers beyond 2^53 are rounded.
 */
export function elementType(descr: string): ElementType | null {
  const [, order, kind, digits] = /^([<>|=]?)([biuf])(\d+)$/.exec(descr) ?? [];
  const little = order !== '>';
  const bytes = Number(digits);
  const read = READERS[`${kind}${bytes}`]?.(little);
  return read ? { bytes, read } : null;
}

const READERS: Readonly<Record<string, (little: boolean) => ReadElement>> = {
  b1: () => (view, position) => (view.getUint8(position) === 0 ? 0 : 1),
  u1: () => (view, position) => view.getUint8(position),
  i1: () => (view, position) => view.getInt8(position),
  u2: (little) => (view, position) => view.getUint16(position, little),
  i2: (little) => (view, position) => view.getInt16(position, little),
  u4: (little) => (view, position) => view.getUint32(position, little),
  i4: (little) => (view, position) => view.getInt32(position, little),
  u8: (little) => (view, position) => Number(view.getBigUint64(position, little)),
  i8: (little) => (view, position) => Number(view.getBigInt64(position, little)),
  f2: (little) => (view, position) => halfOf(view.getUint16(position, little)),
  f4: (little) => (view, position) => view.getFloat32(position, little),
  f8: (little) => (view, position) => view.getFloat64(position, little),
};

/** IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 of the fraction. */
function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}
