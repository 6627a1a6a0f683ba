import { formatNumber } from '../format.ts';
import type { XAxis } from './chartSpec.ts';
import type { XAxisKind } from './columns.ts';
import { fromDisplay, type XWindow } from './scale.ts';
import { plainLabel } from './ticks.ts';

/** A cost axis in words. */
export interface CostAxis {
  /** In the list of axes. */
  readonly name: string;
  /** One sentence for the user. */
  readonly help: string;
  /** Places are whole numbers, one apart for the arrow keys. */
  readonly whole: boolean;
}

export const COST_AXES: Readonly<Record<XAxisKind, CostAxis>> = {
  iteration: {
    name: 'iteration (weight updates)',
    help: 'Counts the updates of the weights: one an iteration, or one a mini-batch.',
    whole: true,
  },
  passes: {
    name: 'passes over the data',
    help: 'Counts how often every training sample was used, so that mini-batches and full batches compare.',
    whole: true,
  },
  flops: {
    name: 'floating-point operations',
    help: 'Counts the floating-point operations that ran, retries included; forward passes that only measure are left out.',
    whole: false,
  },
  device: {
    name: 'device time',
    help: 'The time the engine computed, by its own clock: waiting and measuring are left out.',
    whole: false,
  },
  seconds: {
    name: 'wall time',
    help: 'The time since the start by the clock on the wall, pauses left out: what you wait for.',
    whole: false,
  },
};

export const NO_DEVICE_TIME = 'this engine cannot tell device time';

/** Prefixes of counted operations; races need thousands to 10¹⁸. */
const PREFIXES = [
  { size: 1e15, unit: 'PFLOP' },
  { size: 1e12, unit: 'TFLOP' },
  { size: 1e9, unit: 'GFLOP' },
  { size: 1e6, unit: 'MFLOP' },
] as const;
const LEAST_PREFIX = { size: 1, unit: 'FLOP' } as const;

function prefixOf(flops: number) {
  return PREFIXES.find(({ size }) => flops >= size) ?? LEAST_PREFIX;
}

/** What the labels of the axis's ticks are divided by: its label has the prefix. */
export function prefixSize({ kind, ...axis }: XAxis): number {
  return kind === 'flops' ? prefixOf(rightEnd(axis)).size : 1;
}

function rightEnd({ scale = 'linear', domain }: XWindow): number {
  return fromDisplay(domain[1], scale);
}

/** Below the axis. On a logarithmic one the start has no place, which is said. */
export function axisLabel(axis: XAxis): string {
  return axis.scale === 'log' ? `${nameOf(axis)}; 0 is left out` : nameOf(axis);
}

function nameOf({ kind, ...axis }: XAxis): string {
  switch (kind) {
    case 'flops':
      return `floating-point operations (${prefixOf(rightEnd(axis)).unit})`;
    case 'device':
      return 'device time (s)';
    case 'seconds':
      return 'wall time (s)';
    default:
      return COST_AXES[kind].name;
  }
}

/** Labels of the ticks of a linear axis; those of counted operations leave the prefix to the axis's label. */
export function tickLabel(axis: XAxis): (value: number, step: number) => string {
  const size = prefixSize(axis);
  return (value, step) => plainLabel(value / size, step / size);
}

/** A place on the axis with its unit. */
export function placeText(x: number, kind: XAxisKind): string {
  switch (kind) {
    case 'iteration':
      return x === 1 ? '1 weight update' : `${x.toLocaleString('en-GB')} weight updates`;
    case 'passes':
      return x === 1 ? '1 pass' : `${x.toLocaleString('en-GB')} passes`;
    case 'flops': {
      const { size, unit } = prefixOf(x);
      return `${formatNumber(x / size, 4)} ${unit}`;
    }
    case 'device':
      return `${x.toFixed(2)} s on the device`;
    case 'seconds':
      return `${x.toFixed(2)} s`;
  }
}
