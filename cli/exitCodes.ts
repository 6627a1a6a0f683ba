/** What a command's exit code says; `--help` lists them from here. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  usage: 2,
  data: 3,
  device: 4,
  diverged: 5,
  deviates: 6,
  interrupted: 130,
} as const;

export const EXIT_MEANINGS: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  done: 'done',
  failed: 'something unforeseen failed',
  usage: 'a flag, a setting or the file that holds them is wrong',
  data: 'data or weights cannot be read or do not fit, or a file cannot be written',
  device: 'there is no GPU driver, or the device failed',
  diverged: 'the run diverged; what came before is written',
  deviates: 'the run deviates from its record by more than the tolerance (verify)',
  interrupted: 'Ctrl-C (SIGTERM: 143); what is done is written',
};

/** A failure that is told in one sentence, with the exit code that it ends in. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;
  constructor(kind: keyof typeof EXIT_CODES, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = EXIT_CODES[kind];
  }
}

/** Which errors of the engine and of files end in which code. */
const KINDS: Readonly<Record<string, keyof typeof EXIT_CODES>> = {
  ConfigurationError: 'usage',
  DatasetFormatError: 'data',
  DatasetUnavailableError: 'data',
  RecordFormatError: 'data',
  WebGpuUnavailableError: 'device',
  DeviceLostError: 'device',
  OutOfMemoryError: 'device',
  GpuValidationError: 'device',
  ShaderCompilationError: 'device',
  DivergenceError: 'diverged',
};

/** The code that an error ends in. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode;
  return EXIT_CODES[error instanceof Error ? (KINDS[error.name] ?? 'failed') : 'failed'];
}
