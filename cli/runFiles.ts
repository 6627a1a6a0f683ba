import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { RecordFormatError } from '../src/model/errors.ts';
import type { StoredWeights } from '../src/model/storedWeights.ts';
import { readRecord } from '../src/record/readRecord.ts';
import { RECORD_FORMAT } from '../src/record/recordFile.ts';
import type { RunRecord } from '../src/record/runRecord.ts';
import { readWeightsFile } from '../src/record/weightsFile.ts';
import { SETTINGS, type Settings } from '../src/settings/settings.ts';
import { CommandError } from './exitCodes.ts';
import { COMMAND_SETTINGS } from './runSettings.ts';

/** The bytes of a file that a flag names. @throws CommandError with `kind` */
export async function readNamed(
  flag: string,
  path: string,
  kind: 'usage' | 'data',
): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new CommandError(kind, `${flag} ${path}: it cannot be read (${cause.message}).`, {
      cause,
    });
  });
  return new Uint8Array(bytes);
}

/** @throws CommandError where the file cannot be written */
export async function writeNamed(
  flag: string,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  await writeFile(path, content).catch((cause: Error) => {
    throw new CommandError('data', `${flag} ${path}: it cannot be written (${cause.message}).`, {
      cause,
    });
  });
}

/** The weights of `--init`. @throws RecordFormatError, CommandError */
export async function readInit(path: string | null): Promise<StoredWeights | null> {
  if (path === null) return null;
  return readWeightsFile(await readNamed('--init', path, 'data'), basename(path)).weights;
}

/** A run record that a command is about. @throws CommandError */
export async function readRunRecord(flag: string, path: string): Promise<RunRecord> {
  const text = new TextDecoder().decode(await readNamed(flag, path, 'usage'));
  return asUsage(() => readRecord(text, basename(path)));
}

/**
 * The settings of `--config`: those of a run record, or a JSON object of settings, where those that are left out are a
 * command's own.
 * @throws CommandError
 */
export async function readConfig(path: string): Promise<Settings> {
  const text = new TextDecoder().decode(await readNamed('--config', path, 'usage'));
  const value = parseJson('--config', path, text);
  if ('format' in value && value.format === RECORD_FORMAT)
    return asUsage(() => readRecord(text, basename(path))).origin.settings;
  return knownSettings(value, basename(path));
}

/** A JSON object of some settings on top of a command's own, unchecked but for their names. @throws CommandError */
export function knownSettings(value: object, file: string): Settings {
  const unknown = Object.keys(value).find((name) => !Object.hasOwn(SETTINGS, name));
  if (unknown !== undefined)
    throw new CommandError(
      'usage',
      `${file}: its field "${unknown}" is no setting; the settings are ${Object.keys(SETTINGS).join(', ')}. A run record that the page exported works as well.`,
    );
  return { ...COMMAND_SETTINGS, ...value };
}

/** @throws CommandError where the text is no JSON object */
export function parseJson(flag: string, path: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (cause) {
    throw new CommandError(
      'usage',
      `${flag} ${path}: this is no JSON (${(cause as Error).message}).`,
      {
        cause,
      },
    );
  }
  throw new CommandError('usage', `${flag} ${path}: this is no JSON object.`);
}

/** A file that configures a command is part of its usage. */
function asUsage<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RecordFormatError)
      throw new CommandError('usage', cause.message, { cause });
    throw cause;
  }
}
