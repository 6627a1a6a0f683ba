import { formatNumber } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import type { View } from '../store/viewStore.ts';
import { type Appearance, PART_APPEARANCES } from './appearance.ts';
import type { ChartSpec, Series } from './chartSpec.ts';
import { columnsOf, type Pick } from './columns.ts';
import * as figures from './figures.ts';
import { OBJECTIVES, objectiveKind } from './objectiveKind.ts';
import { smoothedSeries, smoothingWords } from './runSeries.ts';

type Part = readonly [name: string, pick: Pick];

const PARTS: readonly Part[] = [
  ['loss R', figures.loss],
  ['regulariser Ω', figures.penalties],
  ['residuals φ', figures.residuals],
];
const ADMM_PARTS: readonly Part[] = [
  ['a − h(z)', figures.activationPenalty],
  ['|dual term|', figures.dualTermSize],
];

/** The parts of F of one run, or of dlADMM's L: which of them the algorithm is working on. */
export function partsSpec(run: LabRun | null, view: View): ChartSpec {
  const ofL = run !== null && objectiveKind(run.summary.algorithm) === 'L';
  const parts = ofL ? [...PARTS, ...ADMM_PARTS] : PARTS;
  return {
    id: 'parts',
    title: ofL ? 'Parts of L' : 'Parts of F',
    unit: run ? `of ${run.marks.name} (sums over training samples)` : '',
    help: ofL
      ? {
          ...OBJECTIVES.L.help,
          text: 'L is their sum; the dual term ⟨u, r⟩ is drawn by its size because it may be negative.',
        }
      : {
          ...OBJECTIVES.F.help,
          text: 'F is their sum: the loss R, the regularisers Ω and the residuals φ of all layers.',
        },
    scale: 'log',
    series: run ? parts.map((part, index) => partSeries(run, part, index, view)) : [],
    raised: [],
    yDomain: null,
    format: (value) => formatNumber(value, 4),
    tickLabel: null,
    ...smoothingWords(view.smoothing),
    empty: 'What F is made of: the loss R, the regulariser Ω and the residuals φ of all layers.',
  };
}

function partSeries(run: LabRun, [name, pick]: Part, index: number, view: View): Series {
  const series = {
    id: name,
    group: name,
    part: null,
    appearance: PART_APPEARANCES[index] as Appearance,
    columns: columnsOf(run, view.xAxis, pick),
  };
  return smoothedSeries(series, view.smoothing);
}
