import { formatNumber } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import type { View } from '../store/viewStore.ts';
import { type Appearance, PART_APPEARANCES } from './appearance.ts';
import type { ChartSpec } from './chartSpec.ts';
import { columnsOf, type Pick } from './columns.ts';
import * as figures from './figures.ts';
import { objectiveKind } from './objectiveKind.ts';

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
      ? 'L is their sum: the loss R, the regularisers Ω, the residuals φ, the penalty (ν/2) Σ ‖a_l − h(z_l)‖², and the dual term, drawn by its size because it may be negative.'
      : 'F is their sum: the loss R, the regularisers Ω and the residuals φ of all layers.',
    scale: 'log',
    series: run
      ? parts.map(([name, pick], index) => ({
          id: name,
          group: name,
          part: null,
          appearance: PART_APPEARANCES[index] as Appearance,
          columns: columnsOf(run, view.xAxis, pick),
        }))
      : [],
    raised: [],
    yDomain: null,
    format: (value) => formatNumber(value, 4),
    tickLabel: null,
    empty: 'What F is made of: the loss R, the regulariser Ω and the residuals φ of all layers.',
  };
}
