import { isAlternating, isGradient } from '../../model/algorithms.ts';
import type { Appearance } from '../charts/appearance.ts';
import type { ChartSpec, Series } from '../charts/chartSpec.ts';
import { columnsOf, type Pick } from '../charts/columns.ts';
import type { Columns } from '../charts/decimate.ts';
import * as figures from '../charts/figures.ts';
import { type Domain, extent, paddedDomain } from '../charts/scale.ts';
import { formatNumber } from '../format.ts';
import type { LabRun } from '../store/labState.ts';
import { DASHED, layerAppearance, WHOLE_APPEARANCE } from './layerAppearance.ts';
import { type LayerFigure, layerPick, omegaPick } from './layerFigures.ts';
import type { LayerQuantity } from './theoryStore.ts';
import { HELP, QUANTITIES } from './words.ts';

/** With more curves their names would take the chart's room; the key of the layers stands above, and the tooltip has them. */
const CURVES_NAMED = 8;

const SPEC = {
  scale: 'log',
  raised: [],
  yDomain: null,
  format: (value: number) => formatNumber(value, 4),
  tickLabel: null,
} as const;

const NOT_YET = 'Nothing to show before the first iteration.';

/** The terms of F one by one: R, every Ω_l and every φ_l; of dlADMM's L with its own two. */
export function splitSpec(run: LabRun, layers: number): ChartSpec {
  const { algorithm, name } = run.summary;
  const ofL = algorithm === 'dladmm';
  const whole = (group: string, pick: Pick, dash: string | null = null) =>
    series(run, group, null, pick, { ...WHOLE_APPEARANCE, dash });
  return {
    ...SPEC,
    id: 'theory-split',
    title: ofL ? 'Terms of L' : 'Terms of F',
    unit: 'R dark, φ_l solid, Ω_l dashed',
    help: ofL ? HELP.splitOfL : HELP.split,
    series: named([
      whole('R', figures.loss),
      ...ofLayers(run, layers, 'φ', 'residual'),
      ...ofLayers(run, layers, 'Ω', 'penalty', DASHED),
      ...(ofL
        ? [
            whole('a − h(z)', figures.activationPenalty, DASHED),
            whole('|dual|', figures.dualTermSize, '2 3'),
          ]
        : []),
    ]),
    ...namesAbove(2 * layers + 1),
    empty: isGradient(algorithm) ? `${name} has no z and a: its loss does not split.` : NOT_YET,
  };
}

/** How far the variables are from the network, and from what Problem 2 allows. */
export function constraintSpec(run: LabRun, layers: number): ChartSpec {
  const { algorithm, name } = run.summary;
  const gap = series(run, 'gap', null, figures.constraintGap, WHOLE_APPEARANCE);
  const curves = [gap, ...ofLayers(run, layers - 1, null, 'violation', DASHED)];
  return {
    ...SPEC,
    id: 'theory-constraint',
    yDomain: constraintDomain(gap, curves),
    title: 'Constraint',
    unit: isAlternating(algorithm)
      ? 'gap Σ ‖a_l − h(z_l)‖² dark, violation of ε by layer'
      : 'Σ ‖a_l − h(z_l)‖²',
    help: HELP.constraint,
    series: named(curves),
    ...namesAbove(layers),
    empty: isGradient(algorithm) ? `${name} has no constraint: it has no z and a.` : NOT_YET,
  };
}

/** Violations so many decades below the gap are rounding; showing them would flatten the gap. */
const DECADES_BELOW_GAP = 3;

function constraintDomain(gap: Series, curves: readonly Series[]): Domain | null {
  const places = ({ columns: { ys, length } }: Series) =>
    ys.slice(0, length).flatMap((value) => (value > 0 ? [Math.log10(value)] : []));
  const ofGap = extent([places(gap)]);
  const ofAll = extent(curves.map(places));
  if (!ofGap || !ofAll) return null;
  return paddedDomain([Math.max(ofAll[0], ofGap[0] - DECADES_BELOW_GAP), ofAll[1]], 'log');
}

/** What exists for a run: z and a are DLAM's, step sizes by backtracking also dlADMM's. */
export function quantitiesOf(run: LabRun): readonly LayerQuantity[] {
  const { algorithm } = run.summary;
  if (isAlternating(algorithm)) return Object.keys(QUANTITIES) as LayerQuantity[];
  return algorithm === 'dladmm'
    ? ['distances', 'weight-steps', 'step-sizes']
    : ['distances', 'weight-steps'];
}

/** One quantity of all layers. */
export function layersSpec(run: LabRun, layers: number, quantity: LayerQuantity): ChartSpec {
  const { unit, help } = QUANTITIES[quantity];
  const curves = quantityCurves(run, layers, quantity);
  return {
    ...SPEC,
    id: 'theory-layers',
    title: 'By layer',
    unit,
    help,
    scale: quantity === 'omega' || quantity === 'distances' ? 'linear' : 'log',
    series: named(curves),
    ...namesAbove(curves.length),
    empty: NOT_YET,
  };
}

function quantityCurves(run: LabRun, layers: number, quantity: LayerQuantity): readonly Series[] {
  switch (quantity) {
    case 'step-sizes':
      return [
        ...ofLayers(run, layers, 'θ', 'theta'),
        ...ofLayers(run, layers - 1, 'τ', 'tau', DASHED),
      ];
    case 'omega':
      return [series(run, 'ω', null, omegaPick, WHOLE_APPEARANCE)];
    case 'weight-steps':
      return ofLayers(run, layers, null, 'weightStep');
    case 'z-steps':
      return ofLayers(run, layers, null, 'zStep');
    case 'a-steps':
      return ofLayers(run, layers - 1, null, 'aStep');
    case 'distances':
      return ofLayers(run, layers, null, 'distance');
  }
}

/** k·c_k of Theorem 2. */
export function decreaseSpec(curve: Columns, scale: ChartSpec['scale']): ChartSpec {
  return {
    ...SPEC,
    id: 'theory-decrease',
    title: 'k·c_k',
    unit: 'Theorem 2: goes to 0',
    help: HELP.theorem2,
    scale,
    series: [
      { id: 'k·c_k', group: 'k·c_k', part: null, appearance: WHOLE_APPEARANCE, columns: curve },
    ],
    empty: 'c_k is known from the second iteration on.',
  };
}

/** A figure of every layer; the legend has a line for each layer, the symbol tells its figures apart. */
function ofLayers(
  run: LabRun,
  layers: number,
  symbol: string | null,
  figure: LayerFigure,
  dash: string | null = null,
): readonly Series[] {
  return Array.from({ length: layers }, (_, index) => {
    const layer = index + 1;
    const appearance = layerAppearance(layer, dash);
    return series(run, `layer ${layer}`, symbol, layerPick(figure, layer), appearance);
  });
}

function series(
  run: LabRun,
  group: string,
  part: string | null,
  pick: Pick,
  appearance: Appearance,
): Series {
  const columns = columnsOf(run, 'iteration', pick);
  return { id: `${group}-${part ?? ''}`, group, part, appearance, columns };
}

/** Without the curves that have no value at all: dlADMM has no violations, a linear network no a. */
function named(curves: readonly Series[]): readonly Series[] {
  return curves.filter((curve) => curve.columns.length > 0);
}

function namesAbove(curves: number): { readonly namedAbove?: boolean } {
  return curves > CURVES_NAMED ? { namedAbove: true } : {};
}
