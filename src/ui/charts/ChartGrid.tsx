import { type ReactElement, useMemo } from 'react';
import { useHiddenRuns, useView } from '../stores.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { Choice } from './Choice.tsx';
import styles from './charts.module.css';
import { DetailChart } from './DetailChart.tsx';
import { objectiveKinds, shownKind } from './objectiveKind.ts';
import { type RaceChartProps, withReason } from './raceChart.ts';
import { shownSamples } from './runSeries.ts';
import { accuracySpec, lossSpec, objectiveSpec } from './specs.ts';
import { usePacedRace } from './usePacedRace.ts';
import { whyEmpty } from './whyEmpty.ts';
import { raceXAxis } from './xAxis.ts';

/** The four charts; they look at the same place of the same horizontal axis. */
export function ChartGrid(): ReactElement {
  const race = usePacedRace();
  const hidden = useHiddenRuns(race);
  const [view, change] = useView();
  const shown = useMemo(
    () =>
      race && { ...race, runs: race.runs.filter(({ summary }) => !hidden.includes(summary.id)) },
    [race, hidden],
  );
  const xAxis = useMemo(() => raceXAxis(shown, view.xAxis), [shown, view.xAxis]);
  const reason = whyEmpty(race, shown, view.xAxis);
  const props: RaceChartProps = { race, shown, xAxis, view, change, reason };
  return (
    <div className={styles.grid}>
      <ObjectiveChart {...props} />
      <LossChart {...props} />
      <AccuracyChart {...props} />
      <DetailChart {...props} />
    </div>
  );
}

function ObjectiveChart({ race, shown, xAxis, view, change, reason }: RaceChartProps) {
  const kinds = objectiveKinds(race);
  const kind = shownKind(race, view.objective);
  const spec = useMemo(() => objectiveSpec(shown, kind, view), [shown, kind, view]);
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

function LossChart({ race, shown, xAxis, view, change, reason }: RaceChartProps) {
  const samples = shownSamples(race, view.lossSamples);
  const spec = useMemo(() => lossSpec(shown, samples, view), [shown, samples, view]);
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

function AccuracyChart({ race, shown, xAxis, view, change, reason }: RaceChartProps) {
  const samples = shownSamples(race, view.accuracySamples);
  const spec = useMemo(() => accuracySpec(shown, samples, view), [shown, samples, view]);
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
