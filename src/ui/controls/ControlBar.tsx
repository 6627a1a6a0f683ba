import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { PauseIcon, PlayIcon, ResetIcon, StepIcon } from '../icons.tsx';
import { SHORTCUTS } from '../keys/shortcuts.ts';
import { phaseOf } from '../store/progress.ts';
import { carryOut, isAvailable, type TrainingCommand } from '../store/trainingCommand.ts';
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
  const phase = useLab(phaseOf);
  const activity = useLab((state) => state.activity);
  const running = phase === 'running';
  return (
    <div className={styles.buttons}>
      <Button
        {...useCommand('run')}
        data-guide="start"
        className={styles.main}
        leftSection={running ? <PauseIcon /> : <PlayIcon />}
        loading={activity === 'preparing' || activity === 'pausing'}
      >
        {running ? 'Pause' : phase === 'paused' ? 'Resume' : 'Start'}
      </Button>
      <Button {...useCommand('step')} variant="default" leftSection={<StepIcon />}>
        Step
      </Button>
      <Button {...useCommand('reset')} variant="default" leftSection={<ResetIcon />}>
        Reset
      </Button>
    </div>
  );
}

/** What makes a button the command's: when it can be pressed, what it does then, and the key that does the same. */
function useCommand(command: TrainingCommand) {
  const { lab } = useStores();
  const settings = useSettings((state) => state);
  const available = useLab((state) => isAvailable(command, state, settings));
  return {
    disabled: !available,
    'aria-keyshortcuts': SHORTCUTS[command].name,
    onClick: () => void carryOut(command, lab),
  };
}
