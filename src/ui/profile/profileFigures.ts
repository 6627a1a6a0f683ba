import type { IterationProfile, KernelUse, TimedProducts } from '../../model/iterationProfile.ts';

/** What the table says of some dispatches. */
export interface ProfileFigures {
  readonly dispatches: number;
  readonly milliseconds: number;
  /** Of the time of all dispatches, 0 … 1. */
  readonly share: number;
  /** null where there are no products, or none that was long enough to be timed. */
  readonly gflops: number | null;
  /** `gflops` over the measured peak. */
  readonly ofPeak: number | null;
}

export interface ProfileTotals {
  readonly products: ProfileFigures;
  readonly others: ProfileFigures;
  readonly all: ProfileFigures;
  /** Of the wall time, that of all dispatches. */
  readonly ofWall: number;
}

const FLOPS_PER_GFLOP = 1e9;
const MILLISECONDS_PER_SECOND = 1000;

/** The figures of some kernels of a profile: of one, of the products, of all. */
export function figuresOf(
  { kernels, peak }: Pick<IterationProfile, 'kernels' | 'peak'>,
  some: readonly KernelUse[],
): ProfileFigures {
  const milliseconds = total(some, (use) => use.milliseconds);
  const all = total(kernels, (use) => use.milliseconds);
  const gflops = rate(some.flatMap(({ timed }) => timed ?? []));
  return {
    dispatches: total(some, (use) => use.dispatches),
    milliseconds,
    share: all > 0 ? milliseconds / all : 0,
    gflops,
    ofPeak: gflops === null ? null : gflops / peak.gflops,
  };
}

export function totalsOf(profile: IterationProfile): ProfileTotals {
  const { kernels, wallMs } = profile;
  const all = figuresOf(profile, kernels);
  const isProduct = ({ product }: KernelUse) => product;
  return {
    products: figuresOf(profile, kernels.filter(isProduct)),
    others: figuresOf(
      profile,
      kernels.filter((use) => !isProduct(use)),
    ),
    // Of the products' time and operations only; a rate of everything would mean nothing.
    all: { ...all, gflops: null, ofPeak: null },
    ofWall: wallMs > 0 ? all.milliseconds / wallMs : 0,
  };
}

/** All operations over all the time they took, not the mean of the rates. */
function rate(timed: readonly TimedProducts[]): number | null {
  const flops = total(timed, (one) => one.flops);
  const seconds = total(timed, (one) => one.milliseconds) / MILLISECONDS_PER_SECOND;
  return seconds > 0 ? flops / FLOPS_PER_GFLOP / seconds : null;
}

function total<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
