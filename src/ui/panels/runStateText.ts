import type { StopReason } from '../../model/hyperparameters.ts';
import type { LabRunState } from '../store/labState.ts';

const REASONS: Readonly<Record<StopReason, string>> = {
  iterations: 'done',
  'relative-change': 'settled',
  seconds: 'time is up',
  'target-accuracy': 'target reached',
};

export function runStateText(state: LabRunState): string {
  switch (state.kind) {
    case 'waiting':
      return 'ready';
    case 'finished':
      return REASONS[state.reason];
    default:
      return state.kind;
  }
}
