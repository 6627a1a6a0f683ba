import { type ReactElement, useMemo } from 'react';
import { useView } from '../stores.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { Choice } from './Choice.tsx';
import styles from './charts.module.css';
import { DetailChart } from './DetailChart.tsx';
import { objectiveKinds, shownKind } from './objectiveKind.ts';
import { type RunChartProps, withReason } from './runChart.ts';
import { shownSamples } from './runSeries.ts';
import { accuracySpec, lossSpec, objectiveSpec } from './specs.ts';
import { usePacedRuns } from './usePacedRuns.ts';
import { whyEmpty } from './whyEmpty.ts';
import { runsXAxis } from './xAxis.ts';

/** The four charts; they look at the same place of the same horizontal axis. */
export function ChartGrid(): ReactElement {
  const all = usePacedRuns();
  const [view, change] = useView();
  const runs = useMemo(() => all.filter(({ marks }) => marks.shown), [all]);
  const xAxis = useMemo(() => runsXAxis(runs, view.xAxis), [runs, view.xAxis]);
  const reason = whyEmpty(all, runs, view.xAxis);
  const props: RunChartProps = { runs, xAxis, view, change, reason };
  return (
    <div className={styles.grid}>
      <ObjectiveChart {...props} />
      <LossChart {...props} />
      <AccuracyChart {...props} />
      <DetailChart {...props} />
    </div>
  );
}

function ObjectiveChart({ runs, xAxis, view, change, reason }: RunChartProps) {
  const kinds = objectiveKinds(runs);
  const kind = shownKind(runs, view.objective);
  const spec = useMemo(() => objectiveSpec(runs, kind, view), [runs, kind, view]);
  return (
    <ChartPanel spec={withReason(spec, reason)} xAxis={xAxis}>
      {kinds.length > 1 && (
        <Choice
          label="Objective that is shown"
          options={Object.fromEntries(kinds.map((one) => [one, one]))}
          value={kind}
          onChange={(objective) => change({ objective })}
        />
      )}
      <Choice
        label="Scale of the objective"
        options={SCALES}
        value={view.objectiveScale}
        onChange={(objectiveScale) => change({ objectiveScale })}
      />
    </ChartPanel>
  );
}

function LossChart({ runs, xAxis, view, change, reason }: RunChartProps) {
  const samples = shownSamples(runs, view.lossSamples);
  const spec = useMemo(() => lossSpec(runs, samples, view), [runs, samples, view]);
  return (
    <ChartPanel spec={withReason(spec, reason)} xAxis={xAxis}>
      <Choice
        label="Samples of the loss"
        options={SAMPLES}
        value={samples}
        onChange={(lossSamples) => change({ lossSamples })}
      />
      <Choice
        label="Scale of the loss"
        options={SCALES}
        value={view.lossScale}
        onChange={(lossScale) => change({ lossScale })}
      />
    </ChartPanel>
  );
}

function AccuracyChart({ runs, xAxis, view, change, reason }: RunChartProps) {
  const samples = shownSamples(runs, view.accuracySamples);
  const spec = useMemo(() => accuracySpec(runs, samples, view), [runs, samples, view]);
  return (
    <ChartPanel spec={withReason(spec, reason)} xAxis={xAxis}>
      <Choice
        label="Samples of the accuracy"
        options={SAMPLES}
        value={samples}
        onChange={(accuracySamples) => change({ accuracySamples })}
      />
      <Choice
        label="Range of the accuracy"
        options={RANGES}
        value={view.accuracyRange}
        onChange={(accuracyRange) => change({ accuracyRange })}
      />
    </ChartPanel>
  );
}

const SCALES = { log: 'log', linear: 'lin' } as const;
const SAMPLES = { test: 'test', train: 'train', both: 'both' } as const;
const RANGES = { fitted: 'fitted', full: '0–100%' } as const;
