/** Errors that reach the user carry a sentence that says what is wrong and what to do about it. */
class LabelledError extends Error {
  /** What the error is about: a file, a kernel, a setting. */
  readonly label: string;
  constructor(label: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.label = label;
  }
}

/** No adapter, or the browser has no WebGPU at all. */
export class WebGpuUnavailableError extends LabelledError {}
export class ShaderCompilationError extends LabelledError {}
export class GpuValidationError extends LabelledError {}
export class OutOfMemoryError extends LabelledError {}
/** The device went away by itself; one that we destroyed is no loss. */
export class DeviceLostError extends LabelledError {}
/** A file is not what it should be; the label is the file's name. */
export class DatasetFormatError extends LabelledError {}
/** A file that should hold a run or weights does not; the label is the file's name. */
export class RecordFormatError extends LabelledError {}
/** The data could not be fetched; the label is the address. */
export class DatasetUnavailableError extends LabelledError {}
/** F or a block left the finite numbers; the label is the run. */
export class DivergenceError extends LabelledError {}
/** A setting is out of bounds; the label is the setting. */
export class ConfigurationError extends LabelledError {}
