import type { StopReason } from '../../model/hyperparameters.ts';
import type { RunState } from '../../worker/protocol.ts';

const REASONS: Readonly<Record<StopReason, string>> = {
  iterations: 'done',
  'relative-change': 'settled',
  seconds: 'time is up',
  'target-accuracy': 'target reached',
};

export function runStateText(state: RunState): string {
  switch (state.kind) {
    case 'waiting':
      return 'ready';
    case 'finished':
      return REASONS[state.reason];
    default:
      return state.kind;
  }
}
