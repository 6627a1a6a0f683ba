import type { ReportedError } from '../../model/reportedError.ts';

/** Whatever a promise was rejected with, as an error that can be shown. */
export function toReportedError(reason: unknown): ReportedError {
  if (typeof reason === 'object' && reason !== null && 'message' in reason) {
    const { name, label, message } = reason as Partial<Record<keyof ReportedError, unknown>>;
    return {
      name: typeof name === 'string' ? name : 'Error',
      label: typeof label === 'string' ? label : null,
      message: String(message),
    };
  }
  return { name: 'Error', label: null, message: String(reason) };
}

const LOSSES: readonly string[] = ['DeviceLostError', 'WorkerLostError'];

/** Whether what computed is gone, device or worker: it has a report of its own, and another takes its place. */
export function isLoss({ name }: ReportedError): boolean {
  return LOSSES.includes(name);
}
