import type { ReportedError } from '../model/reportedError.ts';

/** An error as plain data: class instances lose their fields on the way to the page. */
export function reportError(error: unknown): ReportedError {
  if (error instanceof Error) {
    const label = 'label' in error && typeof error.label === 'string' ? error.label : null;
    return { name: error.name, label, message: error.message };
  }
  return { name: 'Error', label: null, message: String(error) };
}
