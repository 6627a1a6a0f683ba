import type { ChartSpec, XAxis } from '../charts/chartSpec.ts';
import { columnsOf } from '../charts/columns.ts';
import { plotLines } from '../charts/plotModel.ts';
import { raisedMarks } from '../charts/raisedMarks.ts';
import { runSeries, single, smoothingWords } from '../charts/runSeries.ts';
import { calmDomain, type Domain, extent, paddedDomain } from '../charts/scale.ts';
import { formatNumber } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import type { LayerRow, View } from '../store/viewStore.ts';
import { layerPick, raisedPick } from '../theory/layerFigures.ts';
import { LAYER_ROW_WORDS } from './layerRows.ts';

/** W_1 … W_L. */
export function layersOf({ origin }: LabRun): number {
  return origin.settings.hidden.length + 1;
}

/** One quantity of one layer of all runs that have it. */
export function layerSpec(
  runs: readonly LabRun[],
  row: LayerRow,
  layer: number,
  view: View,
): ChartSpec {
  const { name, unit, scale, block } = LAYER_ROW_WORDS[row];
  const pick = layerPick(row, layer);
  const having = runs.filter((run) => columnsOf(run, view.xAxis, pick).length > 0);
  return {
    id: `layers-${row}-${layer}`,
    title: `${name}, layer ${layer}`,
    unit,
    scale,
    series: runSeries(having, view, single(pick)),
    raised: block ? raisedMarks(having, view, raisedPick(`${block}${layer}`)) : [],
    yDomain: null,
    format: (value) => formatNumber(value, 4),
    tickLabel: null,
    ...smoothingWords(view.smoothing),
    empty: 'nothing yet',
    namedAbove: true,
  };
}

/** About as many points as a small chart has pixels; of the extremes nothing is lost by more. */
const PIXELS = 200;

/** The vertical domain that shows what is visible of all charts; null where nothing is. */
export function commonDomain(specs: readonly ChartSpec[], xAxis: XAxis): Domain | null {
  const [first] = specs;
  const ranges = specs.flatMap((spec) => plotLines(spec, xAxis, PIXELS).range ?? []);
  const range = extent([ranges]);
  return first && range ? calmDomain(paddedDomain(range, first.scale)) : null;
}
