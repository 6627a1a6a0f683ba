import { Alert } from '@mantine/core';
import { type ReactElement, useEffect } from 'react';
import { Choice } from '../charts/Choice.tsx';
import { InfoIcon, WarningIcon } from '../icons.tsx';
import { allRuns } from '../store/labState.ts';
import { type Stores, useLab, useStores } from '../stores.ts';
import { AdoptionNote } from './AdoptionNote.tsx';
import { DistributionsView } from './DistributionsView.tsx';
import { ErrorsView } from './ErrorsView.tsx';
import { FileView } from './FileView.tsx';
import { FirstLayerView } from './FirstLayerView.tsx';
import { LoadButton } from './LoadButton.tsx';
import styles from './network.module.css';
import { NetworkContext, useNetwork, useNetworkControl } from './networkContext.ts';
import { createNetworkControl, type NetworkControl } from './networkControl.ts';
import { chosenRun, type NetworkView as View } from './networkState.ts';
import { PredictView } from './PredictView.tsx';
import { RunHead } from './RunHead.tsx';

/** One control a page: what was computed is still there when the tab is opened again. */
const controls = new WeakMap<Stores, NetworkControl>();

function controlOf(stores: Stores): NetworkControl {
  let control = controls.get(stores);
  if (!control) {
    control = createNetworkControl(stores);
    controls.set(stores, control);
  }
  return control;
}

/** The trained networks: what they say of a digit, where they err, and what is inside them. */
export function NetworkView(): ReactElement {
  const control = controlOf(useStores());
  useEffect(() => control.follow(), [control]);
  return (
    <NetworkContext value={control}>
      <div className={styles.view} data-testid="network">
        <AdoptionNote />
        <Content />
      </div>
    </NetworkContext>
  );
}

const VIEW_NAMES: Readonly<Record<View, string>> = {
  predict: 'Predict',
  errors: 'Errors',
  features: 'First layer',
  layers: 'Layers',
  file: 'File',
};

function Content(): ReactElement {
  const control = useNetworkControl();
  const any = useLab((state) => allRuns(state).length > 0);
  const view = useNetwork((state) => state.view);
  const problem = useNetwork((state) => state.problem);
  if (!any) return <NoNetwork />;
  return (
    <>
      <RunHead />
      <div className={styles.views}>
        <Choice
          label="What is shown of the network"
          options={VIEW_NAMES}
          value={view}
          onChange={(next) => control.change({ view: next })}
        />
      </div>
      {problem && (
        <Alert color="red" variant="default" icon={<WarningIcon />} role="alert">
          {problem}
        </Alert>
      )}
      <Shown view={view} />
    </>
  );
}

function Shown({ view }: { view: View }): ReactElement {
  const chosen = useNetwork((state) => state.chosen);
  const run = useLab((state) => chosenRun(state, chosen));
  const known = useNetwork((state) => (run ? state.known[run.key] : undefined));
  if (view === 'predict') return <PredictView />;
  if (known?.kind === 'absent')
    return (
      <Alert variant="default" icon={<InfoIcon />} role="note">
        {known.why} Train the run again (Runs → Train again), or choose another one.
      </Alert>
    );
  if (!run || !known) return <div className={styles.waiting} aria-busy="true" />;
  const { weights } = known;
  switch (view) {
    case 'errors':
      return <ErrorsView run={run} weights={weights} />;
    case 'features':
      return <FirstLayerView weights={weights} />;
    case 'layers':
      return <DistributionsView run={run} weights={weights} />;
    case 'file':
      return <FileView run={run} weights={weights} />;
  }
}

function NoNetwork(): ReactElement {
  return (
    <section className={styles.empty} aria-labelledby="no-network">
      <h2 id="no-network">No network yet</h2>
      <p>
        Press Start: the networks of the race can be looked at here while they train. Draw a digit
        and compare what they say of it, see which samples they get wrong, and what their layers
        hold.
      </p>
      <p>Or begin with weights that you have: a safetensors file, dropped on the page or chosen.</p>
      <LoadButton />
    </section>
  );
}
