import { SETTINGS } from '../../settings/settings.ts';
import type { DeviceSummary } from '../../worker/protocol.ts';
import type { Lab } from '../store/lab.ts';
import { isOver, type LabState } from '../store/labState.ts';
import { phaseOf } from '../store/progress.ts';
import type { SettingsState } from '../store/settingsStore.ts';
import { carryOut, isAvailable } from '../store/trainingCommand.ts';
import { takeProfile } from './profileStore.ts';

/** Why nothing can be profiled on this device; null where it can. */
export function obstacleOn({ engine, timesKernels }: DeviceSummary): string | null {
  if (timesKernels) return null;
  return engine === 'cpu'
    ? 'The CPU engine does not time its kernels. Profiles need WebGPU: choose it as “Engine” in the settings where the browser has it.'
    : 'This device has no timestamps (the WebGPU feature “timestamp-query”), so that it cannot tell how long a kernel takes.';
}

/** What can be profiled: a run of the race by its id, or an algorithm of the race that the form describes. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
}

export function candidates(lab: LabState, { settings }: SettingsState): readonly Candidate[] {
  if (['running', 'paused'].includes(phaseOf(lab)))
    return (lab.race?.runs ?? [])
      .filter((run) => !isOver(run))
      .map(({ summary, marks }) => ({ id: summary.id, name: marks.name }));
  const { control } = SETTINGS.algorithms;
  return settings.algorithms.map((id) => ({
    id,
    name: (control.kind === 'choices' ? control.names[id] : null) ?? id,
  }));
}

/** What the dialog's button does now, and why where it does not profile. */
export interface ProfileAction {
  readonly label: string;
  readonly why: string | null;
  /** null where it has to wait. */
  readonly act: ((lab: Lab) => Promise<void>) | null;
}

/** A run that trains cannot be profiled, nor one that has ended: the button then leads to where it can. */
export function profileAction(
  state: LabState,
  settings: SettingsState,
  candidate: Candidate | undefined,
): ProfileAction {
  const command = (name: 'run' | 'step' | 'reset') => isAvailable(name, state, settings);
  if (state.activity === 'profiling') return { label: 'Profiling …', why: null, act: null };
  switch (phaseOf(state)) {
    case 'running':
      return {
        label: 'Pause the race',
        why: 'The race is running, and its kernels would be timed too.',
        act: command('run') ? (lab) => carryOut('run', lab) : null,
      };
    case 'finished':
      return {
        label: 'Reset the race',
        why: 'The race has ended: there is no next iteration to profile.',
        act: command('reset') ? (lab) => carryOut('reset', lab) : null,
      };
    default: {
      const ready = candidate !== undefined && command('step');
      return {
        label: `Profile one iteration${candidate ? ` of ${candidate.name}` : ''}`,
        why: ready || state.activity ? null : 'Not ready to train: the settings need a look.',
        act: ready ? (lab) => takeProfile(lab, candidate.id) : null,
      };
    }
  }
}
