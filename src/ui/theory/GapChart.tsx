import { Button } from '@mantine/core';
import { type ReactElement, type ReactNode, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Precision } from '../../theory/lemma1.ts';
import { usableGap } from '../../theory/objectiveFloor.ts';
import { fitRate, type RateFit } from '../../theory/rateFit.ts';
import { Choice } from '../charts/Choice.tsx';
import type { ChartSpec } from '../charts/chartSpec.ts';
import chartStyles from '../charts/charts.module.css';
import { hoverStore } from '../charts/hoverStore.ts';
import { Legend } from '../charts/Legend.tsx';
import { Plot } from '../charts/Plot.tsx';
import { ExportButton } from '../export/ExportButton.tsx';
import { useFigure } from '../export/useFigure.ts';
import { Help } from '../Help.tsx';
import { type LabRun, lastRecord } from '../store/labState.ts';
import { useElementSize } from '../useElementSize.ts';
import { useInTurn } from '../useInTurn.ts';
import { FloorChoice } from './FloorChoice.tsx';
import { type FitWindow, lastAbove, middleHalf } from './fitWindow.ts';
import { type GapAxis, gapDomain, gapModel, gapSpec } from './gapSpec.ts';
import { gapsOf } from './runTheory.ts';
import styles from './theory.module.css';
import { theoryStore } from './theoryStore.ts';
import { type Floor, useFloor } from './useFloor.ts';
import { WindowLayer } from './WindowLayer.tsx';
import { fitText } from './words.ts';

/** In less there is no room for axes. */
const LEAST_PX = 110;

interface GapChartProps {
  /** The runs that have F. */
  readonly runs: readonly LabRun[];
  /** The one whose rate is fitted. */
  readonly run: LabRun;
  readonly precision: Precision;
}

/** F − F* over k, with the rate over a window that the user chooses. */
export function GapChart({ runs, run, precision }: GapChartProps): ReactElement {
  const titleId = useId();
  const axis = useStore(theoryStore, (state) => state.view.gapAxis);
  const floor = useFloor(runs, precision);
  const [chosen, setChosen] = useState<FitWindow | null>(null);
  const { value } = floor;
  const { window, fit } = useWindowFit(run, floor, chosen, precision);
  const spec = useMemo(() => gapSpec(runs, value, fit), [runs, value, fit]);
  const shown = useMemo(
    () => ({ kind: 'iteration', scale: axis, domain: gapDomain(reachedBy(runs), axis) }) as const,
    [runs, axis],
  );
  const figure = useFigure(spec, shown);
  return (
    <figure
      className={`${chartStyles.panel} ${styles.wide}`}
      aria-labelledby={titleId}
      data-testid="chart-theory-gap"
    >
      <figcaption className={chartStyles.head}>
        <h2 id={titleId}>{spec.title}</h2>
        {spec.help && <Help labelId={titleId} {...spec.help} />}
        <span className={chartStyles.switches}>
          <Choice
            label="Axis of k"
            options={AXES}
            value={axis}
            onChange={(gapAxis) => theoryStore.getState().change({ gapAxis })}
          />
          <ExportButton title={spec.title} drawn={spec.series.length > 0} figure={figure} />
        </span>
      </figcaption>
      <FloorChoice floor={floor} />
      {fit && (
        <Verdict fit={fit} name={run.marks.name}>
          {chosen && (
            <Button size="compact-xs" variant="default" onClick={() => setChosen(null)}>
              Middle half
            </Button>
          )}
        </Verdict>
      )}
      <GapPlot
        spec={spec}
        runs={runs}
        axis={axis}
        window={window}
        last={lastRecord(run)?.iteration ?? 0}
        onChange={setChosen}
      />
    </figure>
  );
}

/** The window chosen, or the middle half of what is worth a logarithm, and the rate fitted over it. */
function useWindowFit(
  run: LabRun,
  { value, uncertainty }: Floor,
  chosen: FitWindow | null,
  precision: Precision,
): { readonly window: FitWindow; readonly fit: RateFit | null } {
  const resolution = value === null ? 0 : usableGap(value, uncertainty, precision);
  const usable = useMemo(
    () => (value === null ? 0 : lastAbove(gapsOf(run, value), resolution)),
    [run, value, resolution],
  );
  const window = chosen ?? middleHalf(usable);
  const [from, to] = window;
  const fit = useMemo(
    () => (value === null ? null : fitRate(gapsOf(run, value), { from, to, resolution })),
    [run, value, from, to, resolution],
  );
  return { window, fit };
}

const AXES = { linear: 'log F over k', log: 'log–log' } as const;

interface VerdictProps {
  readonly fit: RateFit;
  readonly name: string;
  readonly children: ReactNode;
}

function Verdict({ fit, name, children }: VerdictProps): ReactElement {
  const { verdict, basis } = fitText(fit);
  return (
    <div className={styles.verdict}>
      <output data-testid="theory-rate" data-kind={fit.kind}>
        <strong>
          {name}: {verdict}
        </strong>{' '}
        <small>{basis}</small>
      </output>
      {children}
    </div>
  );
}

/** The newest iteration of any of the runs. */
function reachedBy(runs: readonly LabRun[]): number {
  return Math.max(2, ...runs.map((run) => lastRecord(run)?.iteration ?? 0));
}

interface GapPlotProps {
  readonly spec: ChartSpec;
  readonly runs: readonly LabRun[];
  readonly axis: GapAxis;
  readonly window: FitWindow;
  readonly last: number;
  readonly onChange: (window: FitWindow) => void;
}

function GapPlot({ spec, runs, axis, window, last, onChange }: GapPlotProps): ReactElement {
  const [box, size] = useElementSize();
  const shown = useInTurn(useMemo(() => ({ spec, runs, axis, size }), [spec, runs, axis, size]));
  const model = useMemo(() => {
    if (!shown?.size) return null;
    const { width, height } = shown.size;
    return width > LEAST_PX && height > LEAST_PX
      ? gapModel(shown.spec, reachedBy(shown.runs), shown.axis, width, height)
      : null;
  }, [shown]);
  const drawn = spec.series.length > 0;
  return (
    <>
      <div className={chartStyles.below}>{drawn && <LiveLegend spec={spec} />}</div>
      <div ref={box} className={chartStyles.plot}>
        {drawn && model && (
          <>
            <Plot model={model} />
            <WindowLayer
              area={model.area}
              axis={axis}
              window={window}
              last={Math.max(2, last)}
              onChange={onChange}
            />
          </>
        )}
        {!drawn && (
          <p className={chartStyles.empty}>
            <span>{spec.empty}</span>
          </p>
        )}
      </div>
    </>
  );
}

function LiveLegend({ spec }: { spec: ChartSpec }): ReactElement {
  const x = useStore(hoverStore, (hover) => hover.x);
  return <Legend spec={spec} x={x} />;
}
