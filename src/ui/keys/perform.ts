import { resetZoom } from '../charts/zoomStore.ts';
import { carryOut, isAvailable } from '../store/trainingCommand.ts';
import type { View } from '../store/viewStore.ts';
import type { Stores } from '../stores.ts';
import type { Action } from './shortcuts.ts';

/** Both charts to the same scale: to log unless both have it. */
export function switchedScales({
  objectiveScale,
  lossScale,
}: Pick<View, 'objectiveScale' | 'lossScale'>): Pick<View, 'objectiveScale' | 'lossScale'> {
  const scale = objectiveScale === 'log' && lossScale === 'log' ? 'linear' : 'log';
  return { objectiveScale: scale, lossScale: scale };
}

/** Does what a key asks for where that is possible now, and else nothing. */
export function perform(
  action: Exclude<Action, 'list'>,
  { lab, settings, view: store }: Pick<Stores, 'lab' | 'settings' | 'view'>,
): void {
  const { view, change } = store.getState();
  switch (action) {
    case 'run':
    case 'step':
    case 'reset':
      if (isAvailable(action, lab.store.getState(), settings.getState()))
        void carryOut(action, lab);
      return;
    case 'scale':
      // Elsewhere nothing would be seen to change.
      if (view.tab === 'curves') change(switchedScales(view));
      return;
    case 'unzoom':
      resetZoom();
      return;
    default:
      change({ tab: action });
  }
}
