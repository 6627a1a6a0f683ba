import { ConfigurationError } from '../model/errors.ts';

/**
 * SHA-256 in 64 hexadecimal digits.
 * @throws ConfigurationError on a page that browsers deem insecure: they offer no digest there.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (!subtle) {
    throw new ConfigurationError(
      'page address',
      'This page may not compute checksums; open it over https or from localhost.',
    );
  }
  // As for Blob: files and downloads are never shared memory.
  const digest = await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
