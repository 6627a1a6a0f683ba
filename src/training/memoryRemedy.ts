import type { ProblemSize } from '../optimiser/problem.ts';
import type { Settings } from '../settings/settings.ts';

/** What settles how much memory a race takes. */
export interface RacePlanSize {
  readonly size: ProblemSize;
  readonly settings: Settings;
}

type Fits = (plan: RacePlanSize) => Promise<boolean>;

/** One thing that a user can make smaller: as it is, with another value, and in words. */
interface Lever {
  readonly most: number;
  readonly set: (value: number) => RacePlanSize;
  readonly words: (value: string) => string;
}

const COUNT = new Intl.NumberFormat('en-GB');

function trainingSamples({ size, settings }: RacePlanSize): Lever {
  return {
    most: size.train.count,
    set: (count) => ({ size: { ...size, train: { ...size.train, count } }, settings }),
    words: (count) => `at most ${count} training samples`,
  };
}

function testSamples({ size, settings }: RacePlanSize): Lever {
  return {
    most: size.test.count,
    set: (count) => ({ size: { ...size, test: { ...size.test, count } }, settings }),
    words: (count) => `at most ${count} test samples`,
  };
}

function widths({ size, settings }: RacePlanSize): Lever {
  return {
    most: Math.max(1, ...settings.hidden),
    set: (most) => {
      const hidden = settings.hidden.map((width) => Math.min(width, most));
      return { size, settings: { ...settings, hidden } };
    },
    words: (most) => `hidden layers of at most ${most} neurons`,
  };
}

function repeats({ size, settings }: RacePlanSize): Lever {
  return {
    most: settings.repeats,
    set: (repeats) => ({ size, settings: { ...settings, repeats } }),
    words: (repeats) => `at most ${repeats} repeats`,
  };
}

function algorithms({ size, settings }: RacePlanSize): Lever {
  return {
    most: settings.algorithms.length,
    set: (count) => {
      const algorithms = settings.algorithms.slice(0, count);
      return { size, settings: { ...settings, repeats: 1, algorithms } };
    },
    words: (count) => `at most ${count} of the algorithms at once, without repeats`,
  };
}

/** The whole numbers from 1 below `most` that have at most two digits before their zeros, ascending. */
export function roundNumbersBelow(most: number): number[] {
  const numbers: number[] = [];
  for (let unit = 1; unit < most; unit *= 10)
    for (let digits = unit === 1 ? 1 : 10; digits < 100; digits++)
      if (digits * unit < most) numbers.push(digits * unit);
  return [...new Set(numbers)];
}

/** The largest round value of a lever with which the race fits, in words; null where none is small enough. */
async function largestThatFits({ most, set, words }: Lever, fits: Fits): Promise<string | null> {
  const values = roundNumbersBelow(most);
  // values[low − 1] fits, values[high] does not.
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (await fits(set(values[middle] as number))) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? null : words(COUNT.format(values[low - 1] as number));
}

/** What each of a few changes would have to be for a race to fit, in one sentence. */
export async function remedyFor(plan: RacePlanSize, fits: Fits): Promise<string> {
  for (const group of [
    [trainingSamples, widths],
    [testSamples, repeats, algorithms],
  ]) {
    const found: string[] = [];
    for (const lever of group) {
      const words = await largestThatFits(lever(plan), fits);
      if (words) found.push(words);
    }
    if (found.length > 0) return `Use ${found.join(', or ')}.`;
  }
  return 'No single change is enough: use fewer samples, narrower layers and fewer algorithms at once.';
}
