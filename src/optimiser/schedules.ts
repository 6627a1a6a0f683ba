import type { Schedule } from '../model/hyperparameters.ts';

/** The schedule's value in iteration k = 0, 1, … (docs/algorithm.md, "Schedules"). */
export function scheduleValue(schedule: Schedule, k: number): number {
  if (schedule.kind === 'constant') return schedule.initial;
  const { initial, ratio, limit } = schedule;
  const age = schedule.kind === 'geometric' ? k : k % schedule.period;
  const value = initial * ratio ** age;
  return ratio < 1 ? Math.max(value, limit) : Math.min(value, limit);
}
