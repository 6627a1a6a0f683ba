import { type ReactElement, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { useLab, useView } from '../stores.ts';
import { useAfterPaint } from '../useAfterPaint.ts';
import { ChartPanel } from './ChartPanel.tsx';
import styles from './charts.module.css';
import { DetailChart } from './DetailChart.tsx';
import { loadAxes } from './lazyAxes.ts';
import { OverviewBar } from './OverviewBar.tsx';
import { objectiveKinds, shownKind } from './objectiveKind.ts';
import { type RunChartProps, withReason } from './runChart.ts';
import { shownSamples } from './runSeries.ts';
import { accuracySpec, lossSpec, objectiveSpec } from './specs.ts';
import { usePacedRuns } from './usePacedRuns.ts';
import { ViewChoice } from './ViewChoice.tsx';
import { whyEmpty } from './whyEmpty.ts';
import { runsXAxis } from './xAxis.ts';
import { zoomStore } from './zoomStore.ts';

/** The four charts; they look at the same place of the same horizontal axis, and show the same part of it. */
export function ChartGrid(): ReactElement {
  const all = usePacedRuns();
  const view = useAfterPaint(useView()[0]);
  useAxesInTime();
  const runs = useMemo(() => all.filter(({ marks }) => marks.shown), [all]);
  const xAxis = useMemo(
    () => runsXAxis(runs, view.xAxis, view.xScale),
    [runs, view.xAxis, view.xScale],
  );
  const reason = whyEmpty(all, runs, view.xAxis);
  const props: RunChartProps = { runs, xAxis, view, reason };
  return (
    <>
      <div className={styles.grid}>
        <ObjectiveChart {...props} />
        <LossChart {...props} />
        <AccuracyChart {...props} />
        <DetailChart {...props} />
      </div>
      {runs.length > 0 && <OverviewBar runs={runs} xAxis={xAxis} view={view} />}
    </>
  );
}

/** The axes are on their way before the first record comes. */
function useAxesInTime(): void {
  const wanted = useLab(
    ({ activity, race, kept }) =>
      activity !== null || race !== null || kept.some(({ marks }) => marks.shown),
  );
  useEffect(() => {
    // The charts themselves report what cannot be fetched.
    if (wanted) loadAxes().catch(() => undefined);
  }, [wanted]);
}

function ObjectiveChart({ runs, xAxis, view, reason }: RunChartProps) {
  const kinds = objectiveKinds(runs).join('');
  const names = useMemo(() => Object.fromEntries([...kinds].map((one) => [one, one])), [kinds]);
  const kind = shownKind(runs, view.objective);
  const spec = useMemo(() => objectiveSpec(runs, kind, view), [runs, kind, view]);
  return (
    <ChartPanel spec={withReason(spec, reason)} xAxis={xAxis}>
      {kinds.length > 1 && (
        <ViewChoice of="objective" label="Objective that is shown" options={names} value={kind} />
      )}
      <ViewChoice
        of="objectiveScale"
        label="Scale of the objective"
        options={SCALES}
        value={view.objectiveScale}
      />
    </ChartPanel>
  );
}

function LossChart({ runs, xAxis, view, reason }: RunChartProps) {
  const samples = shownSamples(runs, view.lossSamples);
  const spec = useMemo(() => lossSpec(runs, samples, view), [runs, samples, view]);
  return (
    <ChartPanel spec={withReason(spec, reason)} xAxis={xAxis}>
      <ViewChoice of="lossSamples" label="Samples of the loss" options={SAMPLES} value={samples} />
      <ViewChoice
        of="lossScale"
        label="Scale of the loss"
        options={SCALES}
        value={view.lossScale}
      />
    </ChartPanel>
  );
}

function AccuracyChart({ runs, xAxis, view, reason }: RunChartProps) {
  const samples = shownSamples(runs, view.accuracySamples);
  const zoomed = useStore(zoomStore, ({ kind }) => kind === view.xAxis);
  const spec = useMemo(
    () => accuracySpec(runs, samples, view, zoomed),
    [runs, samples, view, zoomed],
  );
  return (
    <ChartPanel spec={withReason(spec, reason)} xAxis={xAxis}>
      <ViewChoice
        of="accuracySamples"
        label="Samples of the accuracy"
        options={SAMPLES}
        value={samples}
      />
      <ViewChoice
        of="accuracyRange"
        label="Range of the accuracy"
        options={RANGES}
        value={view.accuracyRange}
      />
    </ChartPanel>
  );
}

const SCALES = { log: 'log', linear: 'lin' } as const;
const SAMPLES = { test: 'test', train: 'train', both: 'both' } as const;
const RANGES = { fitted: 'fitted', full: '0–100%' } as const;
