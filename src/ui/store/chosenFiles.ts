import { LARGEST_FILE } from '../../model/fileLimits.ts';
import type { ReportedError } from '../../model/reportedError.ts';
import type { UserFile } from '../../worker/protocol.ts';
import { toReportedError } from './reportedError.ts';

/** The name of errors about the user's files. */
export const FILE_PROBLEM = 'DatasetFormatError';

/** Whatever kept files from being read, under that one name: a build shortens the names of the worker's classes. */
export function fileProblem(reason: unknown): ReportedError {
  return { ...toReportedError(reason), name: FILE_PROBLEM };
}

/** Whether a file may be one of several IDX files: those have no common extension, tables and archives do. */
export function isIdxName(name: string): boolean {
  return !/\.(csv|tsv|txt|npz|npy)(\.gz)?$/i.test(name);
}

/** @throws ReportedError naming the file that is too large or cannot be read. */
export async function readFiles(files: readonly File[]): Promise<readonly UserFile[]> {
  const read: UserFile[] = [];
  let left = LARGEST_FILE;
  for (const file of files) {
    left -= file.size;
    // The worker would refuse them too, but the page's memory would be full by then.
    if (left < 0) {
      throw fileError(
        file.name,
        `it holds ${file.size} bytes, expected at most ${LARGEST_FILE} in all files together. Leave out samples.`,
      );
    }
    read.push({ name: file.name, bytes: await bytesOf(file) });
  }
  return read;
}

async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw fileError(
      file.name,
      'it cannot be read. If it is a folder, choose the files in it; if it was changed, choose it again.',
    );
  }
}

function fileError(name: string, finding: string): ReportedError {
  return { name: FILE_PROBLEM, label: name, message: `${name}: ${finding}` };
}
