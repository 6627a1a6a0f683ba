import { SegmentedControl } from '@mantine/core';
import { type ReactElement, useMemo } from 'react';
import type { Race } from '../store/labState.ts';
import { useView } from '../stores.ts';
import { ChartPanel } from './ChartPanel.tsx';
import styles from './charts.module.css';
import { accuracySpec, gapSpec, lossSpec, objectiveSpec, partsSpec } from './specs.ts';
import { usePacedRace } from './usePacedRace.ts';
import { raceXAxis } from './xAxis.ts';

/** The four charts; they look at the same place of the same horizontal axis. */
export function ChartGrid(): ReactElement {
  const race = usePacedRace();
  const [view, change] = useView();
  const xAxis = useMemo(() => raceXAxis(race, view.xAxis), [race, view.xAxis]);
  const objective = useMemo(() => objectiveSpec(race, view), [race, view]);
  const loss = useMemo(() => lossSpec(race, view), [race, view]);
  const accuracy = useMemo(() => accuracySpec(race, view), [race, view]);
  const run = race?.runs.find((one) => one.summary.algorithm === view.detailRun) ?? race?.runs[0];
  const detail = useMemo(
    () => (view.detail === 'gap' ? gapSpec(race, view) : partsSpec(run ?? null, view)),
    [race, run, view],
  );
  return (
    <div className={styles.grid}>
      <ChartPanel spec={objective} xAxis={xAxis}>
        <Choice
          label="Scale of the objective"
          options={SCALES}
          value={view.objectiveScale}
          onChange={(objectiveScale) => change({ objectiveScale })}
        />
      </ChartPanel>
      <ChartPanel spec={loss} xAxis={xAxis}>
        <Choice
          label="Scale of the loss"
          options={SCALES}
          value={view.lossScale}
          onChange={(lossScale) => change({ lossScale })}
        />
      </ChartPanel>
      <ChartPanel spec={accuracy} xAxis={xAxis}>
        <Choice
          label="Range of the accuracy"
          options={RANGES}
          value={view.accuracyRange}
          onChange={(accuracyRange) => change({ accuracyRange })}
        />
      </ChartPanel>
      <ChartPanel spec={detail} xAxis={xAxis}>
        {view.detail === 'parts' && race && race.runs.length > 1 && run && (
          <Choice
            label="Run whose parts are shown"
            options={namesOf(race)}
            value={run.summary.algorithm}
            onChange={(detailRun) => change({ detailRun })}
          />
        )}
        <Choice
          label="Shown in the fourth chart"
          options={DETAILS}
          value={view.detail}
          onChange={(shown) => change({ detail: shown })}
        />
      </ChartPanel>
    </div>
  );
}

function namesOf(race: Race): Readonly<Record<string, string>> {
  return Object.fromEntries(race.runs.map(({ summary }) => [summary.algorithm, summary.name]));
}

const SCALES = { log: 'log', linear: 'linear' } as const;
const RANGES = { fitted: 'fitted', full: '0–100%' } as const;
const DETAILS = { parts: 'parts', gap: 'gap' } as const;

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
}: ChoiceProps<T>): ReactElement {
  return (
    <SegmentedControl
      size="xs"
      className={styles.choice}
      aria-label={label}
      data={(Object.keys(options) as T[]).map((option) => ({
        value: option,
        label: options[option],
      }))}
      value={value}
      onChange={(next) => onChange(next as T)}
    />
  );
}
