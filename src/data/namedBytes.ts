/** A file as the user chose it. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}
