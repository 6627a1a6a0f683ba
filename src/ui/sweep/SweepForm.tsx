import { Button, NativeSelect } from '@mantine/core';
import type { ReactElement } from 'react';
import { ALGORITHMS, type Algorithm } from '../../model/algorithms.ts';
import { SETTINGS, type Settings } from '../../settings/settings.ts';
import { cellCount, MOST_SEEDS, runCount, type SweepPlan } from '../../sweep/plan.ts';
import { formatCount, formatDuration } from '../format.ts';
import { PlayIcon } from '../icons.tsx';
import { NumberField } from '../settings/NumberField.tsx';
import { useLab, useSettings } from '../stores.ts';
import { AxisFields } from './AxisFields.tsx';
import { Field } from './Field.tsx';
import { useSweep, useSweepControl } from './sweepContext.ts';
import { type AxisDraft, axisSettings, type DraftNumber, draftFor, planOf } from './sweepDraft.ts';
import { estimatedMs } from './sweepEstimate.ts';
import styles from './sweepForm.module.css';

const SEEDS_CONTROL = {
  kind: 'number',
  min: 1,
  max: MOST_SEEDS,
  integer: true,
  logarithmic: false,
  optional: false,
} as const;
/** More sentences than these would only say the same of other cells. */
const PROBLEMS_SHOWN = 3;

/** What is to be swept; all that it does not name comes from the settings. */
export function SweepForm(): ReactElement {
  const control = useSweepControl();
  const edited = useSweep((state) => state.draft);
  const status = useSweep((state) => state.status);
  const settings = useSettings((state) => state.settings);
  const invalid = useSettings((state) => Object.keys(state.problems).length > 0);
  const activity = useLab((state) => state.activity);
  const draft = edited ?? draftFor(settings);
  const { plan, problems } = planOf(draft, settings);
  const [first, second] = draft.axes;
  const choices = axisSettings(settings, draft.algorithm);
  const setAxes = (axes: readonly (AxisDraft | null | undefined)[]) =>
    control.edit({ ...draft, axes: axes.filter((axis) => axis != null) });
  return (
    <section className={styles.form} aria-labelledby="sweep-form-title">
      <h2 id="sweep-form-title">Sensitivity sweep</h2>
      <p className={styles.intro}>
        Trains one algorithm with every combination of the values of one or two settings. All else
        is as in the settings form; each seed starts all cells from the same W⁰.
      </p>
      <div className={styles.top}>
        <AlgorithmField
          algorithm={draft.algorithm}
          onChange={(algorithm) =>
            control.edit({ ...draftFor(settings, algorithm), seeds: draft.seeds })
          }
        />
        <SeedsField value={draft.seeds} onChange={(seeds) => control.edit({ ...draft, seeds })} />
      </div>
      <div className={styles.axes}>
        <AxisFields
          id="sweep-first"
          title="First axis"
          axis={first ?? null}
          optional={false}
          choices={choices}
          settings={settings}
          onChange={(axis) => setAxes([axis, second])}
        />
        <AxisFields
          id="sweep-second"
          title="Second axis"
          axis={second ?? null}
          optional
          choices={choices}
          settings={settings}
          onChange={(axis) => setAxes([first, axis])}
        />
      </div>
      <div className={styles.start}>
        <Button
          leftSection={<PlayIcon />}
          loading={status === 'preparing'}
          disabled={status !== 'idle' || problems.length > 0 || invalid || activity !== null}
          onClick={() => void control.start()}
        >
          Start sweep
        </Button>
        <Outlook plan={plan} problems={problems} settings={settings} />
      </div>
    </section>
  );
}

interface AlgorithmFieldProps {
  readonly algorithm: Algorithm;
  readonly onChange: (algorithm: Algorithm) => void;
}

function AlgorithmField({ algorithm, onChange }: AlgorithmFieldProps): ReactElement {
  const { control } = SETTINGS.algorithms;
  const names = control.kind === 'choices' ? control.names : {};
  return (
    <Field id="sweep-algorithm" label="Algorithm">
      <NativeSelect
        id="sweep-algorithm"
        size="xs"
        data={ALGORITHMS.map((value) => ({ value, label: names[value] ?? value }))}
        value={algorithm}
        onChange={(event) => onChange(event.currentTarget.value as Algorithm)}
      />
    </Field>
  );
}

interface SeedsFieldProps {
  readonly value: DraftNumber;
  readonly onChange: (seeds: DraftNumber) => void;
}

function SeedsField({ value, onChange }: SeedsFieldProps): ReactElement {
  return (
    <Field id="sweep-seeds" label="Seeds per cell">
      <NumberField
        id="sweep-seeds"
        label="Seeds per cell"
        control={SEEDS_CONTROL}
        value={value}
        invalid={typeof value !== 'number'}
        describedBy={undefined}
        onChange={(seeds) => onChange(seeds as DraftNumber)}
      />
    </Field>
  );
}

interface OutlookProps {
  readonly plan: SweepPlan;
  readonly problems: readonly string[];
  readonly settings: Settings;
}

/** How much the sweep is, and how long it takes; or why it cannot start. */
function Outlook({ plan, problems, settings }: OutlookProps): ReactElement {
  const race = useLab((state) => state.race);
  if (problems.length > 0)
    return (
      <ul className={styles.problems}>
        {problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
        {problems.length > PROBLEMS_SHOWN && (
          <li>and {problems.length - PROBLEMS_SHOWN} more of this kind</li>
        )}
      </ul>
    );
  const estimate = estimatedMs(plan, race);
  const cells = cellCount(plan);
  const runs = runCount(plan);
  return (
    <p className={styles.outlook} data-testid="sweep-outlook">
      {formatCount(cells)} {cells === 1 ? 'cell' : 'cells'}
      {plan.seeds > 1 && `, ${formatCount(runs)} runs`} of {formatCount(settings.iterations)}{' '}
      iterations;{' '}
      {estimate === null
        ? 'the time left is known after the first run.'
        : `about ${formatDuration(estimate)} at the pace of the race shown.`}
    </p>
  );
}
