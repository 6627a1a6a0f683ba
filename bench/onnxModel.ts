/** An ONNX model of one Gemm, in the protocol buffers of onnx.proto: field numbers are its. */

type Field = readonly [number: number, value: number | string | Uint8Array];

const VARINT = 0;
const LENGTH_DELIMITED = 2;

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

function message(...fields: readonly Field[]): Uint8Array {
  const bytes = fields.flatMap(([number, value]) => {
    if (typeof value === 'number') return [...varint(8 * number + VARINT), ...varint(value)];
    const content = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return [...varint(8 * number + LENGTH_DELIMITED), ...varint(content.length), ...content];
  });
  return Uint8Array.from(bytes);
}

/** AttributeProto of a whole number. */
function attribute(name: string, value: number): Uint8Array {
  const INT = 2;
  return message([1, name], [3, value], [20, INT]);
}

/** ValueInfoProto of a float32 matrix. */
function matrix(name: string, [rows, columns]: readonly [number, number]): Uint8Array {
  const FLOAT = 1;
  const shape = message([1, message([1, rows])], [1, message([1, columns])]);
  return message([1, name], [2, message([1, message([1, FLOAT], [2, shape])])]);
}

type Shape = readonly [rows: number, columns: number];

/** C = op(A)·op(B) for matrices of these shapes, as they are stored. */
export function gemmModel(
  { a, b }: { readonly a: Shape; readonly b: Shape },
  options: {
    readonly rows: number;
    readonly columns: number;
    readonly transposeA: boolean;
    readonly transposeB: boolean;
  },
): Uint8Array {
  const node = message(
    [1, 'A'],
    [1, 'B'],
    [2, 'C'],
    [4, 'Gemm'],
    [5, attribute('transA', Number(options.transposeA))],
    [5, attribute('transB', Number(options.transposeB))],
  );
  const graph = message(
    [1, node],
    [2, 'product'],
    [11, matrix('A', a)],
    [11, matrix('B', b)],
    [12, matrix('C', [options.rows, options.columns])],
  );
  const IR_VERSION = 8;
  const OPERATORS = message([1, ''], [2, 17]);
  return message([1, IR_VERSION], [7, graph], [8, OPERATORS]);
}
