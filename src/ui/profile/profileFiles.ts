import { VERSION } from '../../model/version.ts';
import { csvField } from '../../sweep/csvField.ts';
import type { ProfiledRun } from '../store/lab.ts';
import { figuresOf, totalsOf } from './profileFigures.ts';

const COLUMNS = [
  'kernel',
  'detail',
  'dispatches',
  'milliseconds',
  'share',
  'timedDispatches',
  'timedFlops',
  'timedMilliseconds',
  'gflops',
  'ofPeak',
] as const;

/** One row a kernel and what it computed, in full precision. */
export function profileCsv({ profile }: ProfiledRun): string {
  const rows = profile.kernels.map((use) => {
    const { share, gflops, ofPeak } = figuresOf(profile, [use]);
    const { kernel, detail, dispatches, milliseconds, timed } = use;
    return [
      ...[kernel, detail, dispatches, milliseconds, share],
      ...[timed?.dispatches, timed?.flops, timed?.milliseconds, gflops, ofPeak],
    ];
  });
  return `${[COLUMNS, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`;
}

/** The profile with its sums, and what was trained on what. */
export function profileJson({ run, profile }: ProfiledRun): string {
  const { iteration, wallMs, peak, kernels } = profile;
  const { settings, data, device } = run.origin;
  const content = {
    app: VERSION,
    run: run.marks.name,
    iteration,
    wallMs,
    peak,
    totals: totalsOf(profile),
    kernels: kernels.map((use) => ({ ...use, ...figuresOf(profile, [use]) })),
    device,
    data,
    settings,
  };
  return `${JSON.stringify(content, null, 1)}\n`;
}
