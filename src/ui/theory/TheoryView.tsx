import { NativeSelect } from '@mantine/core';
import { type ReactElement, useId, useMemo } from 'react';
import { useStore } from 'zustand';
import { isAlternating } from '../../model/algorithms.ts';
import type { Precision } from '../../theory/lemma1.ts';
import { ChartPanel } from '../charts/ChartPanel.tsx';
import { Choice } from '../charts/Choice.tsx';
import { Swatch } from '../charts/Swatch.tsx';
import { usePacedRace } from '../charts/usePacedRace.ts';
import { raceXAxis } from '../charts/xAxis.ts';
import type { LabRun, Race } from '../store/labState.ts';
import { useHiddenRuns, useLab } from '../stores.ts';
import { BlockTicks } from './BlockTicks.tsx';
import { FigureList } from './FigureList.tsx';
import { GapChart } from './GapChart.tsx';
import { layerAppearance } from './layerAppearance.ts';
import { constraintSpec, decreaseSpec, layersSpec, quantitiesOf, splitSpec } from './layerSpecs.ts';
import { type RunTheory, theoryOf } from './runTheory.ts';
import styles from './theory.module.css';
import { type LayerQuantity, theoryStore } from './theoryStore.ts';
import { QUANTITIES } from './words.ts';

/** What the convergence theory predicts, and what one run of the race did; all over iterations k. */
export function TheoryView(): ReactElement {
  const race = usePacedRace();
  const wanted = useStore(theoryStore, (state) => state.view.run);
  const precision = useLab((state) => state.device?.precision ?? 'float32');
  const run = race && runLookedAt(race, wanted);
  if (!race || !run) {
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
      <RunTheoryView key={race.number} race={race} run={run} precision={precision} />
    </section>
  );
}

/** The run asked for, else the first with the figures of DLAM, else any. */
function runLookedAt(race: Race, wanted: string | null): LabRun | null {
  const { runs } = race;
  return (
    runs.find((run) => run.summary.id === wanted) ??
    runs.find((run) => isAlternating(run.summary.algorithm)) ??
    runs[0] ??
    null
  );
}

interface RunViewProps {
  readonly race: Race;
  readonly run: LabRun;
  readonly precision: Precision;
}

function RunTheoryView({ race, run, precision }: RunViewProps): ReactElement {
  const layers = race.settings.hidden.length + 1;
  const hasF = isAlternating(run.summary.algorithm);
  const theory = theoryOf(run, precision);
  return (
    <>
      <header className={styles.top}>
        <RunChoice race={race} run={run} />
        <LayerKey layers={layers} />
      </header>
      {!hasF && (
        <p className={styles.nothing}>
          The lemma and the theorems are about DLAM and mDLAM. Of {run.summary.name} there is what
          every method has.
        </p>
      )}
      <div className={styles.grid}>
        <LayerCharts race={race} run={run} layers={layers} theory={theory} />
        {hasF && <ShownGapChart race={race} run={run} precision={precision} />}
      </div>
    </>
  );
}

function RunChoice({ race, run }: { race: Race; run: LabRun }): ReactElement {
  const id = useId();
  return (
    <div className={styles.run}>
      <label htmlFor={id}>Run</label>
      <NativeSelect
        id={id}
        size="xs"
        data={race.runs.map(({ summary }) => ({ value: summary.id, label: summary.name }))}
        value={run.summary.id}
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
  readonly race: Race;
  readonly run: LabRun;
  readonly layers: number;
  readonly theory: RunTheory;
}

function LayerCharts({ race, run, layers, theory }: LayerChartsProps): ReactElement {
  const view = useStore(theoryStore, (state) => state.view);
  const { change } = theoryStore.getState();
  const hasF = isAlternating(run.summary.algorithm);
  const quantities = quantitiesOf(run);
  const quantity = quantities.includes(view.quantity) ? view.quantity : 'distances';
  const xAxis = useMemo(() => raceXAxis({ ...race, runs: [run] }, 'iteration'), [race, run]);
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
          <BlockTicks run={run} layers={layers} lemma1={theory.lemma1} xAxis={xAxis} />
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

/** F − F* of the runs that have F and were not taken out of the charts; the one looked at is always there. */
function ShownGapChart({ race, run, precision }: RunViewProps): ReactElement {
  const hidden = useHiddenRuns(race);
  const runs = useMemo(
    () =>
      race.runs.filter(
        ({ summary }) =>
          isAlternating(summary.algorithm) &&
          (summary.id === run.summary.id || !hidden.includes(summary.id)),
      ),
    [race, run, hidden],
  );
  return <GapChart race={race} runs={runs} run={run} precision={precision} />;
}
