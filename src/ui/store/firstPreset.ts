import type { DeviceSummary } from '../../worker/protocol.ts';

/** The preset whose race takes seconds on the device: smaller where no GPU computes. */
export function firstPreset(device: DeviceSummary | null): 'first' | 'quick' {
  return device && !device.software && device.engine === 'gpu' ? 'quick' : 'first';
}
