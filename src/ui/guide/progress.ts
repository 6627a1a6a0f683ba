import { type PresetName, presetOf } from '../../settings/presets.ts';
import type { LabState } from '../store/labState.ts';
import { phaseOf } from '../store/progress.ts';
import type { SettingsState } from '../store/settingsStore.ts';
import { GUIDE_STEPS, type GuideStep } from './guideStore.ts';

/** What the guide looks at to see whether a step was taken. */
export interface Watched {
  /** null where the settings are the user's own. */
  readonly preset: PresetName | null;
  readonly running: boolean;
}

export function watched(lab: LabState, { settings }: SettingsState): Watched {
  return { preset: presetOf(settings), running: phaseOf(lab) === 'running' };
}

/** Whether the user did what the step is about, since it was shown. */
export function isTaken(step: GuideStep, before: Watched, now: Watched): boolean {
  switch (step) {
    case 'preset':
      return now.preset !== null && now.preset !== before.preset;
    case 'start':
      return now.running && !before.running;
    // There is nothing to do but to look.
    case 'data':
    case 'curves':
      return false;
  }
}

/** The step that many places further on; null beyond the ends. */
export function stepAfter(step: GuideStep, places: 1 | -1): GuideStep | null {
  return GUIDE_STEPS[GUIDE_STEPS.indexOf(step) + places] ?? null;
}
