import { DatasetFormatError } from '../model/errors.ts';
import { LARGEST_NPY_HEADER, LARGEST_VALUES } from '../model/fileLimits.ts';
import { shortened } from '../model/readableText.ts';
import { elementType, type ReadElement } from './npyElements.ts';

/** An array as NumPy stores it; nothing of it is copied until `inOrder`. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly descr: string;
  readonly fortran: boolean;
  readonly view: DataView;
  readonly itemBytes: number;
  readonly read: ReadElement;
}

const MAGIC = '\x93NUMPY';
/** Axes beyond these have no use here, and NumPy itself ends at 64. */
const MOST_AXES = 8;

/**
 * Reads an .npy array: magic, version, the header's length (16 bits in version 1, 32 in 2 and 3), a Python literal with
 * `descr`, `fortran_order` and `shape`, then the numbers (numpy/lib/format.py). Its body must be exactly as long as the
 * header says, so that no header can ask for memory that the file does not fill.
 * @param where names the array in errors, e.g. "mnist.npz, x_train".
 * @throws DatasetFormatError naming file and array, what was found and what was expected.
 */
export function parseNpy(bytes: Uint8Array, fileName: string, where: string): NpyArray {
  const broken = (finding: string) => new DatasetFormatError(fileName, `${where}: ${finding}`);
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== MAGIC || bytes.length < 12)
    throw broken('this is no NumPy array. Save the file again with np.savez.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] as number;
  if (version < 1 || version > 3)
    throw broken(`the .npy version is ${version}, expected 1, 2 or 3. Save the file again.`);
  const start = version === 1 ? 10 : 12;
  const bodyStart = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bodyStart - start > LARGEST_NPY_HEADER)
    throw broken(
      `its header holds ${bodyStart - start} bytes, expected at most ${LARGEST_NPY_HEADER}. Save the file again with np.savez.`,
    );
  if (bodyStart > bytes.length) throw broken('its header is cut short. Copy the file again.');
  const header = new TextDecoder().decode(bytes.subarray(start, bodyStart));
  const { descr, fortran, shape } = readHeader(header, broken);
  const type = elementType(descr);
  if (!type) throw broken(unreadable(descr));
  const count = shape.reduce((product, size) => product * size, 1);
  if (count > LARGEST_VALUES) {
    throw broken(
      `its shape (${shape.join(', ')}) makes ${count} numbers, expected at most ${LARGEST_VALUES}. Leave out samples.`,
    );
  }
  const [found, expected] = [bytes.length - bodyStart, count * type.bytes];
  if (found !== expected) {
    throw broken(
      `its numbers take ${found} bytes, expected ${expected} for the shape (${shape.join(', ')}) and ${descr}. Copy or save the file again.`,
    );
  }
  const body = new DataView(bytes.buffer, bytes.byteOffset + bodyStart, expected);
  return { shape, descr, fortran, view: body, itemBytes: type.bytes, read: type.read };
}

interface Header {
  readonly descr: string;
  readonly fortran: boolean;
  readonly shape: readonly number[];
}

function readHeader(text: string, broken: (finding: string) => Error): Header {
  if (/'descr'\s*:\s*\[/.test(text))
    throw broken('it is an array of records, expected plain numbers. Save each field by itself.');
  const descr = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const axes = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  // Python 2 wrote 60000L.
  const sizes = axes?.split(',').flatMap((size) => size.trim().replace(/L$/, '') || []);
  if (descr === undefined || !order || !sizes?.every((size) => /^\d{1,15}$/.test(size)))
    throw broken('its header cannot be read. Save the file again with np.savez.');
  if (sizes.length > MOST_AXES)
    throw broken(`it has ${sizes.length} axes, expected at most ${MOST_AXES}. Reshape it.`);
  return { descr, fortran: order === 'True', shape: sizes.map(Number) };
}

function unreadable(descr: string): string {
  if (/O/.test(descr)) {
    return 'it holds Python objects (pickled), which are not read because they can run code. Save it with a numeric dtype, e.g. x.astype("float32").';
  }
  if (/[US]\d*$/.test(descr)) {
    return `it holds text (${shortened(descr)}), expected numbers. Number the classes first: np.unique(y, return_inverse=True)[1].`;
  }
  return `its dtype is ${shortened(descr)}, expected booleans, integers or floats of up to 64 bits. Convert it, e.g. x.astype("float32").`;
}

/** Copies the numbers into `target` in C order: the last axis runs fastest. */
export function inOrder<T extends { [index: number]: number }>(array: NpyArray, target: T): T {
  const { shape, view, itemBytes, read } = array;
  const count = view.byteLength / itemBytes;
  if (!array.fortran) {
    for (let i = 0; i < count; i++) target[i] = read(view, i * itemBytes);
    return target;
  }
  // In Fortran order the first axis runs fastest: the stride of an axis is the product of the sizes before it.
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, itemBytes));
  const index = shape.map(() => 0);
  let position = 0;
  for (let i = 0; i < count; i++) {
    target[i] = read(view, position);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const [size, stride] = [shape[axis] as number, strides[axis] as number];
      position += stride;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < size) break;
      position -= size * stride;
      index[axis] = 0;
    }
  }
  return target;
}
