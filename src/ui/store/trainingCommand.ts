import { tooLarge } from '../memoryText.ts';
import type { Lab } from './lab.ts';
import type { LabState } from './labState.ts';
import { phaseOf } from './progress.ts';
import type { SettingsState } from './settingsStore.ts';

/** What the buttons of the control bar and their keys ask for; 'run' starts, pauses and resumes. */
export type TrainingCommand = 'run' | 'step' | 'reset';

/** Whether a race can be prepared from what the form holds. */
function canPrepare({ files, memory }: LabState, { problems, settings }: SettingsState): boolean {
  const filesMissing = settings.dataset === 'files' && files.length === 0;
  return Object.keys(problems).length === 0 && !filesMissing && tooLarge(memory) === null;
}

/** A race that is paused goes on with its own settings, whatever the form holds by now. */
export function isAvailable(
  command: TrainingCommand,
  lab: LabState,
  settings: SettingsState,
): boolean {
  if (lab.activity !== null) return false;
  const phase = phaseOf(lab);
  switch (command) {
    case 'run':
      return phase === 'running' || phase === 'paused' || canPrepare(lab, settings);
    case 'step':
      return (
        phase === 'paused' ||
        (phase !== 'finished' && phase !== 'running' && canPrepare(lab, settings))
      );
    case 'reset':
      return lab.race !== null && canPrepare(lab, settings);
  }
}

export function carryOut(command: TrainingCommand, lab: Lab): Promise<void> {
  switch (command) {
    case 'run':
      return phaseOf(lab.store.getState()) === 'running' ? lab.pause() : lab.start();
    case 'step':
      return lab.step();
    case 'reset':
      return lab.reset();
  }
}
