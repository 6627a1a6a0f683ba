import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { applyPreset, PRESETS, presetOf } from '../../settings/presets.ts';
import { formatCount } from '../format.ts';
import { SOURCES } from '../panels/DataPanel.tsx';
import { firstPreset } from '../store/firstPreset.ts';
import { phaseOf } from '../store/progress.ts';
import { useLab, useSettings, useStores, useView } from '../stores.ts';
import styles from './guide.module.css';
import type { GuideStep } from './guideStore.ts';

export const STEP_TITLES: Readonly<Record<GuideStep, string>> = {
  data: 'The data',
  preset: 'Network and algorithms',
  start: 'Start the race',
  curves: 'Read the curves',
};

const TEXTS: Readonly<Record<GuideStep, () => ReactElement>> = {
  data: DataText,
  preset: PresetText,
  start: StartText,
  curves: CurvesText,
};

export function StepText({ step }: { step: GuideStep }): ReactElement {
  const Text = TEXTS[step];
  return <Text />;
}

function DataText(): ReactElement {
  const dataset = useLab((state) => state.dataset);
  return (
    <>
      <p>
        {dataset ? (
          <>
            Loaded: <b>{dataset.name}</b>, {SOURCES[dataset.source]}. The networks learn from{' '}
            {formatCount(dataset.trainCount)} samples and are tested on{' '}
            {formatCount(dataset.testCount)} that they never see.
          </>
        ) : (
          'No data yet: they load by themselves, or are drawn on this machine where MNIST cannot be had.'
        )}
      </p>
      <p>
        Nothing leaves this page. Other data sets, and your own files, are under Settings → Data.
      </p>
    </>
  );
}

function PresetText(): ReactElement {
  const settings = useSettings((state) => state.settings);
  const { replace } = useStores().settings.getState();
  const small = useLab((state) => firstPreset(state.device));
  const { name, changes } = PRESETS[small];
  return (
    <>
      <p>
        A preset fills in the whole form. For a first race take <b>{name}</b>: one hidden layer of{' '}
        {changes.hidden.join(', ')} units, a race of seconds here.
      </p>
      {presetOf(settings) === small ? (
        <p>It is chosen already: go on with Next.</p>
      ) : (
        <Button
          size="xs"
          variant="default"
          className={styles.does}
          onClick={() => replace(applyPreset(small, settings))}
        >
          Use “{name}”
        </Button>
      )}
      <p>
        mDLAM and DLAM train without backpropagation; gradient methods such as SGD and Adam, with
        it, run beside them from the same W⁰.
      </p>
    </>
  );
}

function StartText(): ReactElement {
  const running = useLab((state) => phaseOf(state) === 'running');
  return running ? (
    <p>The race is running. Pause holds it, Step trains one iteration. Go on with Next.</p>
  ) : (
    <p>
      Press <b>Start</b>, or Space. All algorithms take turns on one engine. You can pause whenever
      you like, and Step trains a single iteration.
    </p>
  );
}

function CurvesText(): ReactElement {
  const [view, change] = useView();
  return (
    <>
      <ul className={styles.list}>
        <li>
          <b>F</b> is what mDLAM and DLAM minimise. Gradient methods have no F: never compare
          across.
        </li>
        <li>
          <b>Loss</b> and <b>accuracy</b> are of the network itself: here all can be compared.
        </li>
        <li>
          <b>mDLAM</b> takes a step that raised F again; <b>DLAM</b> keeps it. On easy problems
          their curves coincide: the preset “{PRESETS.monotone.name}” shows them part.
        </li>
      </ul>
      {view.tab !== 'curves' && (
        <Button
          size="xs"
          variant="default"
          className={styles.does}
          onClick={() => change({ tab: 'curves' })}
        >
          Show the curves
        </Button>
      )}
    </>
  );
}
