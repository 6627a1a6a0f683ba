import type { Backend } from '../../src/optimiser/backend.ts';
import { type Cases, digitNetwork } from '../cases.ts';
import type { ScalingPoint, ScalingSeries } from '../results.ts';
import { timingOf } from '../statistics.ts';
import { type AlternatingRun, createAlternatingRun, type RunSize } from './alternatingRun.ts';
import type { Digits } from './digits.ts';
import { type Rounds, takeTurns } from './takeTurns.ts';

interface Series {
  readonly axis: ScalingSeries['axis'];
  readonly points: readonly (RunSize & { readonly value: number })[];
}

function seriesOf({ samples, width, depth }: Cases['scaling']): readonly Series[] {
  return [
    {
      axis: 'samples',
      points: samples.values.map((value) => ({
        value,
        widths: digitNetwork(samples.hidden),
        samples: value,
      })),
    },
    {
      axis: 'width',
      points: width.values.map((value) => ({
        value,
        widths: digitNetwork([value, value]),
        samples: width.samples,
      })),
    },
    {
      axis: 'depth',
      points: depth.values.map((value) => ({
        value,
        widths: digitNetwork(Array<number>(value).fill(depth.width)),
        samples: depth.samples,
      })),
    },
  ];
}

/** The points of a series in turns. @throws Error when one of them fails. */
async function measureSeries(
  backend: Backend,
  digits: Digits,
  { axis, points }: Series,
  rounds: Rounds & { readonly before: number },
): Promise<ScalingSeries> {
  const entrants: { readonly id: string; readonly prepared: AlternatingRun }[] = [];
  for (const point of points) {
    const prepared = await createAlternatingRun(backend, digits, point, rounds.before);
    entrants.push({ id: String(point.value), prepared });
  }
  const outcomes = await takeTurns(entrants, rounds);
  const results = points.map(({ value, widths, samples }, index): ScalingPoint => {
    const outcome = outcomes.get(String(value));
    if (!outcome || outcome.error !== null) throw new Error(`${axis} ${value}: ${outcome?.error}`);
    const { prepared } = entrants[index] as (typeof entrants)[number];
    const evidence = prepared.evidence(rounds.repeats);
    return { value, widths, samples, timing: timingOf(outcome.samples), evidence };
  });
  for (const { prepared } of entrants) prepared.dispose();
  return { axis, points: results };
}

/** An mDLAM iteration over the number of samples, the width and the depth. */
export async function measureScaling(
  backend: Backend,
  digits: Digits,
  cases: Cases['scaling'],
  rounds: Rounds & { readonly before: number },
  log: (line: string) => void,
): Promise<ScalingSeries[]> {
  const results: ScalingSeries[] = [];
  for (const series of seriesOf(cases)) {
    const result = await measureSeries(backend, digits, series, rounds);
    results.push(result);
    const times = result.points.map(
      ({ value, timing }) => `${value}: ${timing.median.toFixed(1)} ms`,
    );
    log(`iteration over ${result.axis}: ${times.join(', ')}`);
  }
  return results;
}
