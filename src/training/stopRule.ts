import type { StopReason, StopRules } from '../model/hyperparameters.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';

/** The first stop rule that holds after `record`, if any; `former` is the record before it. */
export function stopReason(
  rules: StopRules,
  record: IterationRecord,
  former: IterationRecord | null,
): StopReason | null {
  const { targetAccuracy, relativeChange, seconds, iterations } = rules;
  if (targetAccuracy !== null && record.forward && record.forward.testAccuracy >= targetAccuracy)
    return 'target-accuracy';
  if (relativeChange !== null && former && former.iteration > 0) {
    const change = Math.abs(former.objective - record.objective);
    if (change <= relativeChange * Math.abs(former.objective)) return 'relative-change';
  }
  if (seconds !== null && record.elapsedMs >= 1000 * seconds) return 'seconds';
  return record.iteration >= iterations ? 'iterations' : null;
}
