import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { PauseIcon, PlayIcon, ResetIcon, StepIcon } from '../icons.tsx';
import { phaseOf } from '../store/progress.ts';
import { useLab, useSettings, useStores } from '../stores.ts';
import styles from './controls.module.css';
import { RaceLine } from './RaceLine.tsx';
import { StatusLine } from './StatusLine.tsx';
import { XAxisChoice } from './XAxisChoice.tsx';

/** Start, Pause and Resume are one button; beside it what the race is doing. */
export function ControlBar(): ReactElement {
  return (
    <section aria-label="Training" className={styles.bar}>
      <Buttons />
      <div className={styles.progress}>
        <StatusLine />
        <RaceLine />
      </div>
      <XAxisChoice />
    </section>
  );
}

function Buttons(): ReactElement {
  const { lab } = useStores();
  const phase = useLab(phaseOf);
  const activity = useLab((state) => state.activity);
  const hasRace = useLab((state) => state.race !== null);
  const missingFiles = useMissingFiles();
  const valid = useSettings((state) => Object.keys(state.problems).length === 0) && !missingFiles;
  const running = phase === 'running';
  const paused = phase === 'paused';
  return (
    <div className={styles.buttons}>
      <Button
        className={styles.main}
        leftSection={running ? <PauseIcon /> : <PlayIcon />}
        loading={activity === 'preparing' || activity === 'pausing'}
        disabled={activity !== null || (!running && !paused && !valid)}
        onClick={() => void (running ? lab.pause() : lab.start())}
      >
        {running ? 'Pause' : paused ? 'Resume' : 'Start'}
      </Button>
      <Button
        variant="default"
        leftSection={<StepIcon />}
        disabled={activity !== null || running || phase === 'finished' || (!paused && !valid)}
        onClick={() => void lab.step()}
      >
        Step
      </Button>
      <Button
        variant="default"
        leftSection={<ResetIcon />}
        disabled={activity !== null || !hasRace || !valid}
        onClick={() => void lab.reset()}
      >
        Reset
      </Button>
    </div>
  );
}

function useMissingFiles(): boolean {
  const wanted = useSettings((state) => state.settings.dataset === 'files');
  const none = useLab((state) => state.files.length === 0);
  return wanted && none;
}
