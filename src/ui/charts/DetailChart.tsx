import { NativeSelect } from '@mantine/core';
import { memo, type ReactElement, useMemo } from 'react';
import { useView } from '../stores.ts';
import { ChartPanel } from './ChartPanel.tsx';
import styles from './charts.module.css';
import { partsSpec } from './partsSpec.ts';
import { type RunChartProps, withReason } from './runChart.ts';
import { gapSpec, splitRuns } from './specs.ts';
import { ViewChoice } from './ViewChoice.tsx';

const DETAILS = { parts: 'parts', gap: 'gap' } as const;
const NOTHING_SPLIT =
  'No run shown has z and a of its own: gradient methods know neither parts of F nor a gap.';
/** More names than these do not stand beside a chart's title. */
const RUNS_SIDE_BY_SIDE = 2;

/** What F of one run is made of, or how far the runs are from being a network. */
export function DetailChart({ runs, xAxis, view, reason }: RunChartProps): ReactElement {
  const split = splitRuns(runs);
  const run = split.find(({ key }) => key === view.detailRun) ?? split[0] ?? null;
  const spec = useMemo(
    () => (view.detail === 'gap' ? gapSpec(runs, view) : partsSpec(run, view)),
    [runs, run, view],
  );
  const named = split.map(({ key, marks }) => `${key}\n${marks.name}`).join('\n');
  const why = runs.length > 0 && split.length === 0 ? NOTHING_SPLIT : reason;
  return (
    <ChartPanel spec={withReason(spec, why)} xAxis={xAxis}>
      {view.detail === 'parts' && split.length > 1 && run && (
        <RunOfParts named={named} value={run.key} />
      )}
      <ViewChoice
        of="detail"
        label="Shown in the fourth chart"
        options={DETAILS}
        value={view.detail}
      />
    </ChartPanel>
  );
}

interface RunOfPartsProps {
  /** Key and name of every run, a line each: drawn anew only when one of them changes. */
  readonly named: string;
  readonly value: string;
}

const RunOfParts = memo(function RunOfParts({ named, value }: RunOfPartsProps): ReactElement {
  const [, change] = useView();
  const names = useMemo(() => {
    const lines = named.split('\n');
    return Object.fromEntries(
      lines.flatMap((key, index) => (index % 2 === 0 ? [[key, lines[index + 1] as string]] : [])),
    );
  }, [named]);
  const label = 'Run whose parts are shown';
  if (Object.keys(names).length <= RUNS_SIDE_BY_SIDE)
    return <ViewChoice of="detailRun" label={label} options={names} value={value} />;
  return (
    <NativeSelect
      size="xs"
      className={styles.runChoice}
      aria-label={label}
      data={Object.entries(names).map(([key, name]) => ({ value: key, label: name }))}
      value={value}
      onChange={(event) => change({ detailRun: event.currentTarget.value })}
    />
  );
});
