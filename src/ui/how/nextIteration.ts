import { isAlternating } from '../../model/algorithms.ts';
import type { Lab } from '../store/lab.ts';
import { isOver, type LabRun, type LabState } from '../store/labState.ts';
import { phaseOf } from '../store/progress.ts';
import type { SettingsState } from '../store/settingsStore.ts';
import { isAvailable } from '../store/trainingCommand.ts';
import { alternatingRuns, newestIteration } from './playback.ts';

/** What training one more iteration takes; "reason" says why it cannot be done, and what to do about it. */
export type Offer =
  | { readonly kind: 'step' | 'prepare' | 'restart' }
  | { readonly kind: 'none'; readonly reason: string };

export const OFFER_NAMES: Readonly<Record<Offer['kind'], string>> = {
  step: 'Next iteration',
  prepare: 'Prepare and step',
  restart: 'Reset and step',
  none: 'Next iteration',
};

function none(reason: string): Offer {
  return { kind: 'none', reason };
}

/** What "Next iteration" can do now, for the run that is looked at. */
export function offerOf(lab: LabState, settings: SettingsState, run: LabRun | null): Offer {
  const phase = phaseOf(lab);
  if (phase === 'running')
    return none('The race is running: its newest iteration is shown. Pause it to go step by step.');
  const goesOn = run !== null && !isOver(run) && phase !== 'finished';
  if (goesOn && phase === 'paused' && isAvailable('step', lab, settings)) return { kind: 'step' };
  if (!settings.settings.algorithms.some(isAlternating))
    return none('Tick mDLAM or DLAM among the algorithms in the settings: only they have blocks.');
  if (!isAvailable(lab.race ? 'reset' : 'step', lab, settings))
    return none('Training cannot begin yet: the line beside Start says why.');
  if (goesOn) return { kind: 'step' };
  return { kind: run ? 'restart' : 'prepare' };
}

/** Records arrive with a frame of the display, shortly after the step itself. */
const RECORDS_ARRIVE_MS = 2000;

/** Trains one iteration as offered; false where none came of it, which the page then shows as an error. */
export async function trainOne(lab: Lab, offer: Offer, runId: string | null): Promise<boolean> {
  const { store } = lab;
  const before = store.getState();
  const find = ({ race }: LabState): LabRun | null => {
    const runs = alternatingRuns(race);
    return runs.find(({ summary }) => summary.id === runId) ?? runs[0] ?? null;
  };
  const arrived = (state: LabState): boolean => {
    const newest = newestIteration(find(state));
    if (newest === null) return false;
    const sameRace = state.race?.number === before.race?.number;
    return newest > ((sameRace ? newestIteration(find(before)) : null) ?? 0);
  };
  // A race without mDLAM and DLAM may be paused, and a step alone would go on with it.
  if (offer.kind !== 'step' && before.race) {
    await lab.reset();
    if (store.getState().race?.number === before.race.number) return false;
  }
  await lab.step();
  return new Promise((resolve) => {
    const settle = (found: boolean) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(found);
    };
    const timer = setTimeout(() => settle(false), RECORDS_ARRIVE_MS);
    const unsubscribe = store.subscribe((state) => {
      if (arrived(state)) settle(true);
    });
    if (arrived(store.getState())) settle(true);
  });
}
