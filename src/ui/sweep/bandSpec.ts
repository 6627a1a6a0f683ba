import { type Algorithm, isGradient } from '../../model/algorithms.ts';
import type { SweepFigure } from '../../sweep/cellResult.ts';
import { type CurveBand, curveBand } from '../../sweep/curveBand.ts';
import { runsOfCell, type SweepPlan, sweptAlgorithm } from '../../sweep/plan.ts';
import { defaultLook, runAppearance } from '../charts/appearance.ts';
import type { ChartSpec, Series, XAxis } from '../charts/chartSpec.ts';
import { figureWords } from './cellWords.ts';
import type { Sweep } from './sweepState.ts';

/** A chart of one figure of one cell. */
export interface BandChartSpec {
  readonly spec: ChartSpec;
  readonly xAxis: XAxis;
  /** null for a single curve. */
  readonly band: CurveBand | null;
  readonly colour: string;
}

/** Curves that span more than this factor are drawn over a logarithmic axis. */
const LINEAR_UP_TO = 10;

/** The curves of a cell over its seeds: the median, and the middle half as a band. */
export function bandSpec(sweep: Sweep, cell: number, figure: SweepFigure): BandChartSpec {
  const { plan, results } = sweep;
  const curves = runsOfCell(plan, cell).flatMap((run) => {
    const points = results[run]?.curves[figure];
    return points && points.iterations.length > 0 ? [points] : [];
  });
  const band = curveBand(curves);
  const algorithm = sweptAlgorithm(plan);
  const words = figureWords(figure, algorithm);
  const { color } = runAppearance(defaultLook(algorithm));
  const several = curves.length > 1;
  const values = [...band.low, ...band.high];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return {
    colour: color,
    band: several ? band : null,
    xAxis: bandXAxis(plan, algorithm, band),
    spec: {
      id: `sweep-${figure}`,
      title: words.title,
      unit: words.unit,
      scale: figure !== 'testAccuracy' && low > 0 && high > LINEAR_UP_TO * low ? 'log' : 'linear',
      series: bandSeries(band, color, several),
      raised: [],
      yDomain: null,
      format: words.format,
      tickLabel:
        figure === 'testAccuracy' ? (value) => `${Number((value * 100).toFixed(2))}%` : null,
      empty: 'Not measured before the run ended.',
    },
  };
}

/** The curves of a legend: each is a group of its own, so that the legend can break between them. */
function bandSeries(band: CurveBand, color: string, several: boolean): readonly Series[] {
  const series = (name: string, ys: readonly number[], width: number, opacity: number): Series => ({
    id: name,
    group: name,
    part: null,
    appearance: { color, width, opacity, dash: null },
    columns: { xs: band.iterations, ys, length: ys.length },
  });
  if (!several) return [series('value', band.median, 1.75, 1)];
  return [
    series('median', band.median, 1.75, 1),
    series('25%', band.low, 0.75, 0.6),
    series('75%', band.high, 0.75, 0.6),
  ];
}

/** With mini-batches an iteration is a pass over the data; elsewhere it is one update. */
function bandXAxis(plan: SweepPlan, algorithm: Algorithm, { iterations }: CurveBand): XAxis {
  const swept = plan.axes.some(({ setting }) => setting === 'batchSize');
  const passes = isGradient(algorithm) && (swept || plan.base.batchSize !== null);
  return { kind: passes ? 'passes' : 'iteration', domain: [0, Math.max(1, ...iterations)] };
}
