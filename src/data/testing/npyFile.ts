const encode = (text: string) => new TextEncoder().encode(text);

/** An .npy array with any header over any body. */
export function npyFile(header: string, body: Uint8Array, version = 1): Uint8Array {
  const text = encode(header);
  const file = new Uint8Array((version === 1 ? 10 : 12) + text.length + body.length);
  file.set([0x93, ...encode('NUMPY'), version, 0]);
  const view = new DataView(file.buffer);
  if (version === 1) view.setUint16(8, text.length, true);
  else view.setUint32(8, text.length, true);
  file.set(text, file.length - body.length - text.length);
  file.set(body, file.length - body.length);
  return file;
}
