import { type ReactElement, useMemo } from 'react';
import type { LabRun } from '../store/labState.ts';
import { ChartPanel } from './ChartPanel.tsx';
import { Choice } from './Choice.tsx';
import { partsSpec } from './partsSpec.ts';
import { type RunChartProps, withReason } from './runChart.ts';
import { gapSpec, splitRuns } from './specs.ts';

const DETAILS = { parts: 'parts', gap: 'gap' } as const;
const NOTHING_SPLIT =
  'No run shown has z and a of its own: gradient methods know neither parts of F nor a gap.';

/** What F of one run is made of, or how far the runs are from being a network. */
export function DetailChart({ runs, xAxis, view, change, reason }: RunChartProps): ReactElement {
  const split = splitRuns(runs);
  const run = split.find(({ key }) => key === view.detailRun) ?? split[0] ?? null;
  const spec = useMemo(
    () => (view.detail === 'gap' ? gapSpec(runs, view) : partsSpec(run, view)),
    [runs, run, view],
  );
  const why = runs.length > 0 && split.length === 0 ? NOTHING_SPLIT : reason;
  return (
    <ChartPanel spec={withReason(spec, why)} xAxis={xAxis}>
      {view.detail === 'parts' && split.length > 1 && run && (
        <Choice
          label="Run whose parts are shown"
          options={namesOf(split)}
          value={run.key}
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
  return Object.fromEntries(runs.map(({ key, marks }) => [key, marks.name]));
}
