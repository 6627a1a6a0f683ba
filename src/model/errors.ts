import { readableMessage, visibleText } from './readableText.ts';

/**
 * Errors that reach the user carry a sentence that says what is wrong and what to do about it. Their names are written
 * out: a build shortens those of classes. They may quote files of any origin, so they hold only what can be read.
 */
class LabelledError extends Error {
  /** What the error is about: a file, a kernel, a setting. */
  readonly label: string;
  constructor(label: string, message: string, options?: ErrorOptions) {
    super(readableMessage(message), options);
    this.label = visibleText(label);
  }
}

/** No adapter, or the browser has no WebGPU at all. */
export class WebGpuUnavailableError extends LabelledError {
  override readonly name = 'WebGpuUnavailableError';
}
export class ShaderCompilationError extends LabelledError {
  override readonly name = 'ShaderCompilationError';
}
export class GpuValidationError extends LabelledError {
  override readonly name = 'GpuValidationError';
}
export class OutOfMemoryError extends LabelledError {
  override readonly name = 'OutOfMemoryError';
}
/** The device went away by itself; one that we destroyed is no loss. */
export class DeviceLostError extends LabelledError {
  override readonly name = 'DeviceLostError';
}
/** The browser ended the worker that trains. */
export class WorkerLostError extends LabelledError {
  override readonly name = 'WorkerLostError';
}
/** A file is not what it should be; the label is the file's name. */
export class DatasetFormatError extends LabelledError {
  override readonly name: string = 'DatasetFormatError';
}
/** The file should hold a run or weights, and does not: told apart so that it is not taken for the data of a run. */
export class RecordFormatError extends DatasetFormatError {
  override readonly name = 'RecordFormatError';
}
/** The data could not be fetched; the label is the address. */
export class DatasetUnavailableError extends LabelledError {
  override readonly name = 'DatasetUnavailableError';
}
/** F or a block left the finite numbers; the label is the run. */
export class DivergenceError extends LabelledError {
  override readonly name = 'DivergenceError';
}
/** A setting is out of bounds; the label is the setting. */
export class ConfigurationError extends LabelledError {
  override readonly name = 'ConfigurationError';
}
