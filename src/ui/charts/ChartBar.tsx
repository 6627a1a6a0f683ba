import { Button, NativeSelect } from '@mantine/core';
import { type ReactElement, useId } from 'react';
import { useStore } from 'zustand';
import { SHORTCUTS } from '../keys/shortcuts.ts';
import type { LabRun } from '../store/labState.ts';
import { useView } from '../stores.ts';
import { Brush } from './Brush.tsx';
import styles from './chartBar.module.css';
import type { ChartSpec, XAxis } from './chartSpec.ts';
import { hasRepeats } from './seedGroups.ts';
import { SMOOTHING_WEIGHTS, SMOOTHINGS, type Smoothing } from './smoothing.ts';
import { ThinnedLine } from './ThinnedLine.tsx';
import { ViewChoice } from './ViewChoice.tsx';
import { resetZoom, zoomStore } from './zoomStore.ts';

interface ChartBarProps {
  /** The runs in the charts. */
  readonly runs: readonly LabRun[];
  readonly overview: ChartSpec;
  readonly xAxis: XAxis;
}

/** What bears on all charts of a tab: the window of their axis, smoothing, and how repeats are shown. */
export function ChartBar({ runs, overview, xAxis }: ChartBarProps): ReactElement {
  const [view] = useView();
  const zoomed = useStore(zoomStore, ({ kind }) => kind === xAxis.kind);
  return (
    <section className={styles.bar} aria-label="All charts">
      <ThinnedLine runs={runs} />
      <div className={styles.choices}>
        <div className={styles.choice}>
          <span className={styles.name}>x axis</span>
          <ViewChoice
            of="xScale"
            label="Scale of the horizontal axis"
            options={X_SCALES}
            value={view.xScale}
          />
        </div>
        <SmoothingChoice />
        {hasRepeats(runs) && (
          <div className={styles.choice}>
            <span className={styles.name}>Repeats</span>
            <ViewChoice
              of="seeds"
              label="How repeats are shown"
              options={SEEDS}
              value={view.seeds}
            />
          </div>
        )}
      </div>
      <div className={styles.window}>
        <Brush overview={overview} xAxis={xAxis} />
        <Button
          size="compact-xs"
          variant="default"
          disabled={!zoomed}
          aria-keyshortcuts={SHORTCUTS.unzoom.name}
          title="Drag across a chart, with Shift a rectangle, to look closer; a double click shows all again"
          onClick={resetZoom}
        >
          Reset zoom
        </Button>
      </div>
    </section>
  );
}

const X_SCALES = { linear: 'lin', log: 'log' } as const;
const SEEDS = { band: 'median', each: 'each' } as const;

const WEIGHTS = Object.entries(SMOOTHING_WEIGHTS)
  .map(([name, weight]) => `${name} ${weight}`)
  .join(', ');

function SmoothingChoice(): ReactElement {
  const [view, change] = useView();
  const id = useId();
  return (
    <div className={styles.choice}>
      <label className={styles.name} htmlFor={id}>
        Smoothing
      </label>
      <NativeSelect
        id={id}
        size="xs"
        className={styles.smoothing}
        title={`Moving average, weight of the values before: ${WEIGHTS}. What was measured stays in sight, pale.`}
        data={[...SMOOTHINGS]}
        value={view.smoothing}
        onChange={(event) => change({ smoothing: event.currentTarget.value as Smoothing })}
      />
    </div>
  );
}
