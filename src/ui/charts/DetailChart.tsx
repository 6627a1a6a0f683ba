import { type ReactElement, useMemo } from 'react';
import type { LabRun } from '../store/labState.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { Choice } from './Choice.tsx';
import { partsSpec } from './partsSpec.ts';
import { type RaceChartProps, withReason } from './raceChart.ts';
import { gapSpec, splitRuns } from './specs.ts';

const DETAILS = { parts: 'parts', gap: 'gap' } as const;
const NOTHING_SPLIT =
  'No run of this race has z and a of its own: gradient methods know neither parts of F nor a gap.';

/** What F of one run is made of, or how far the runs are from being a network. */
export function DetailChart({
  race,
  shown,
  xAxis,
  view,
  change,
  reason,
}: RaceChartProps): ReactElement {
  const runs = splitRuns(race);
  const run = runs.find(({ summary }) => summary.algorithm === view.detailRun) ?? runs[0] ?? null;
  const spec = useMemo(
    () => (view.detail === 'gap' ? gapSpec(shown, view) : partsSpec(run, view)),
    [shown, run, view],
  );
  const why = race && runs.length === 0 ? NOTHING_SPLIT : view.detail === 'gap' ? reason : null;
  return (
    <ChartPanel spec={withReason(spec, why)} xAxis={xAxis}>
      {view.detail === 'parts' && runs.length > 1 && run && (
        <Choice
          label="Run whose parts are shown"
          options={namesOf(runs)}
          value={run.summary.algorithm}
          onChange={(detailRun) => change({ detailRun })}
        />
      )}
      <Choice
        label="Shown in the fourth chart"
        options={DETAILS}
        value={view.detail}
        onChange={(detail) => change({ detail })}
      />
    </ChartPanel>
  );
}

function namesOf(runs: readonly LabRun[]): Readonly<Record<string, string>> {
  return Object.fromEntries(runs.map(({ summary }) => [summary.algorithm, summary.name]));
}
