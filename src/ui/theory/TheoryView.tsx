import { NativeSelect } from '@mantine/core';
import { type ReactElement, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import { isAlternating } from '../../model/algorithms.ts';
import { ChartPanel } from '../charts/ChartPanel.tsx';
import { Choice } from '../charts/Choice.tsx';
import { Swatch } from '../charts/Swatch.tsx';
import { ThinnedLine } from '../charts/ThinnedLine.tsx';
import { usePacedRuns } from '../charts/usePacedRuns.ts';
import { runsXAxis } from '../charts/xAxis.ts';
import type { LabRun } from '../store/labState.ts';
import { BlockTicks } from './BlockTicks.tsx';
import { FigureList } from './FigureList.tsx';
import { GapChart } from './GapChart.tsx';
import { layerAppearance } from './layerAppearance.ts';
import { constraintSpec, decreaseSpec, layersSpec, quantitiesOf, splitSpec } from './layerSpecs.ts';
import { problemOf } from './problemKey.ts';
import { type RunTheory, theoryOf } from './runTheory.ts';
import styles from './theory.module.css';
import { type LayerQuantity, theoryStore } from './theoryStore.ts';
import { QUANTITIES } from './words.ts';

/** What the convergence theory predicts, and what one of the runs shown did; all over iterations k. */
export function TheoryView(): ReactElement {
  const all = usePacedRuns();
  const runs = useMemo(() => all.filter(({ marks }) => marks.shown), [all]);
  const wanted = useStore(theoryStore, (state) => state.view.run);
  const run = runLookedAt(runs, wanted);
  if (!run) {
    return (
      <section className={styles.view} aria-label="Theory">
        <p className={styles.nothing}>
          No run yet. Once a race has begun, this shows what Lemma 1 and Theorems 1, 2 and 4 say of
          it.
        </p>
      </section>
    );
  }
  return (
    <section className={styles.view} aria-label="Theory">
      <RunTheoryView key={run.key} runs={runs} run={run} />
    </section>
  );
}

/** The run asked for, else the first with the figures of DLAM, else any. */
function runLookedAt(runs: readonly LabRun[], wanted: string | null): LabRun | null {
  return (
    runs.find((run) => run.key === wanted) ??
    runs.find((run) => isAlternating(run.summary.algorithm)) ??
    runs[0] ??
    null
  );
}

interface RunViewProps {
  /** The runs in the charts. */
  readonly runs: readonly LabRun[];
  readonly run: LabRun;
}

function RunTheoryView({ runs, run }: RunViewProps): ReactElement {
  const layers = run.origin.settings.hidden.length + 1;
  const hasF = isAlternating(run.summary.algorithm);
  const theory = theoryOf(run, run.origin.device.precision);
  return (
    <>
      <header className={styles.top}>
        <RunChoice runs={runs} run={run} />
        <LayerKey layers={layers} />
      </header>
      {!hasF && (
        <p className={styles.nothing}>
          The lemma and the theorems are about DLAM and mDLAM. Of {run.marks.name} there is what
          every method has.
        </p>
      )}
      <div className={styles.grid}>
        <LayerCharts run={run} layers={layers} theory={theory} />
        {hasF && <ShownGapChart runs={runs} run={run} />}
      </div>
      <ThinnedLine runs={[run]} />
    </>
  );
}

function RunChoice({ runs, run }: RunViewProps): ReactElement {
  const id = useId();
  return (
    <div className={styles.run}>
      <label htmlFor={id}>Run</label>
      <NativeSelect
        id={id}
        size="xs"
        data={runs.map(({ key, marks }) => ({ value: key, label: marks.name }))}
        value={run.key}
        onChange={(event) => theoryStore.getState().change({ run: event.currentTarget.value })}
      />
    </div>
  );
}

/** The colours of the layers, common to all charts. */
function LayerKey({ layers }: { layers: number }): ReactElement {
  return (
    <ul className={styles.key} aria-label="Colours of the layers">
      {Array.from({ length: layers }, (_, index) => index + 1).map((layer) => (
        <li key={layer}>
          <Swatch appearance={layerAppearance(layer)} />
          layer {layer}
        </li>
      ))}
    </ul>
  );
}

interface LayerChartsProps {
  readonly run: LabRun;
  readonly layers: number;
  readonly theory: RunTheory;
}

function LayerCharts({ run, layers, theory }: LayerChartsProps): ReactElement {
  const view = useStore(theoryStore, (state) => state.view);
  const { change } = theoryStore.getState();
  const hasF = isAlternating(run.summary.algorithm);
  const quantities = quantitiesOf(run);
  const quantity = quantities.includes(view.quantity) ? view.quantity : 'distances';
  const xAxis = useMemo(() => runsXAxis([run], 'iteration'), [run]);
  const split = useMemo(() => splitSpec(run, layers), [run, layers]);
  const constraint = useMemo(() => constraintSpec(run, layers), [run, layers]);
  const byLayer = useMemo(() => layersSpec(run, layers, quantity), [run, layers, quantity]);
  const { theorem2 } = theory;
  const decrease = decreaseSpec(theorem2.curve, view.decreaseScale);
  return (
    <>
      <ChartPanel spec={split} xAxis={xAxis}>
        {null}
      </ChartPanel>
      <ChartPanel spec={constraint} xAxis={xAxis}>
        {null}
      </ChartPanel>
      <ChartPanel spec={byLayer} xAxis={xAxis}>
        <NativeSelect
          size="xs"
          aria-label="Quantity shown by layer"
          data={quantities.map((one) => ({ value: one, label: QUANTITIES[one].name }))}
          value={quantity}
          onChange={(event) => change({ quantity: event.currentTarget.value as LayerQuantity })}
        />
      </ChartPanel>
      {hasF && (
        <>
          <BlockTicks run={run} layers={layers} theory={theory} xAxis={xAxis} />
          <FigureList run={run} theory={theory} />
          <ChartPanel spec={decrease} xAxis={xAxis}>
            <Choice
              label="Scale of k·c_k"
              options={SCALES}
              value={view.decreaseScale}
              onChange={(decreaseScale) => change({ decreaseScale })}
            />
          </ChartPanel>
        </>
      )}
    </>
  );
}

const SCALES = { log: 'log', linear: 'linear' } as const;

/** F − F* of the runs of the same problem: between two functions F* means nothing. */
function ShownGapChart({ runs, run }: RunViewProps): ReactElement {
  const comparable = useMemo(() => {
    const problem = problemOf(run);
    return runs.filter(
      (other) => isAlternating(other.summary.algorithm) && problemOf(other) === problem,
    );
  }, [runs, run]);
  return <GapChart runs={comparable} run={run} precision={run.origin.device.precision} />;
}
