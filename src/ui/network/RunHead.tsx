import { Button, NativeSelect } from '@mantine/core';
import { type ReactElement, useId } from 'react';
import { SETTINGS } from '../../settings/settings.ts';
import type { RunWeights } from '../../worker/protocol.ts';
import { runAppearance } from '../charts/appearance.ts';
import { Swatch } from '../charts/Swatch.tsx';
import { formatCount, formatPercent } from '../format.ts';
import { ResetIcon } from '../icons.tsx';
import { type LabRun, lastEvaluated } from '../store/labState.ts';
import { useLab } from '../stores.ts';
import { LoadButton } from './LoadButton.tsx';
import styles from './network.module.css';
import { useNetwork, useNetworkControl } from './networkContext.ts';
import { chosenRun } from './networkState.ts';

/** Whose network is shown, what it is, and how old its weights are. */
export function RunHead(): ReactElement | null {
  const control = useNetworkControl();
  const chosen = useNetwork((state) => state.chosen);
  const busy = useNetwork((state) => state.busy);
  const race = useLab((state) => state.race);
  const kept = useLab((state) => state.kept);
  const id = useId();
  const run = chosenRun({ race, kept }, chosen);
  const known = useNetwork((state) => (run ? state.known[run.key] : undefined));
  if (!run) return null;
  const groups = [
    { group: 'This race', items: (race?.runs ?? []).map(item) },
    { group: 'Kept runs', items: kept.map(item) },
  ].filter(({ items }) => items.length > 0);
  return (
    <section className={styles.head} aria-label="Network">
      <div className={styles.headLine}>
        <label htmlFor={id} className={styles.headLabel}>
          <Swatch appearance={runAppearance(run.marks.look)} /> Network of
        </label>
        <NativeSelect
          id={id}
          size="xs"
          className={styles.runChoice}
          data={groups}
          value={run.key}
          onChange={(event) => control.change({ chosen: event.currentTarget.value })}
        />
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<ResetIcon />}
          aria-busy={busy}
          onClick={() => void control.refresh()}
        >
          Refresh
        </Button>
        <LoadButton />
      </div>
      <Facts run={run} weights={known?.kind === 'ready' ? known.weights : null} />
    </section>
  );
}

function item({ key, marks, origin }: LabRun) {
  const day = new Date(origin.startedAt).toLocaleString('en-GB', {
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return { value: key, label: `${marks.name} (${day})` };
}

interface FactsProps {
  readonly run: LabRun;
  readonly weights: RunWeights | null;
}

function Facts({ run, weights }: FactsProps): ReactElement {
  const running = useLab((state) => state.running);
  const { hidden, activation, bias } = run.origin.settings;
  const { featureCount, classNames } = run.origin.data;
  const { control } = SETTINGS.activation;
  const name = control.kind === 'choice' ? control.names[activation] : activation;
  const evaluated = lastEvaluated(run);
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Layers</dt>
        <dd>{[featureCount, ...hidden, classNames.length].join('–')}</dd>
      </div>
      <div>
        <dt>Activation</dt>
        <dd>
          {name}, {bias ? 'biases' : 'no biases'}
        </dd>
      </div>
      {evaluated?.forward && (
        <div>
          <dt>Test accuracy</dt>
          <dd data-testid="network-accuracy" data-value={evaluated.forward.testAccuracy}>
            {formatPercent(evaluated.forward.testAccuracy)}
            {evaluated.iteration !== weights?.iteration &&
              ` at iteration ${formatCount(evaluated.iteration)}`}
          </dd>
        </div>
      )}
      {weights && (
        <div>
          <dt>Weights</dt>
          <dd data-testid="network-iteration" data-value={weights.iteration}>
            of iteration {formatCount(weights.iteration)}
            {running && run.state.kind === 'running' && ', read anew every few seconds'}
          </dd>
        </div>
      )}
    </dl>
  );
}
