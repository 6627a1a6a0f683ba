import type { SplitFigures } from '../../model/iterationRecord.ts';
import type { Pick } from './columns.ts';

/** How each curve reads its figure. Constant functions: they key the cache of columns. */
export const objective: Pick = (record) => record.objective;
export const trainLoss: Pick = (record) => record.forward?.trainLoss ?? null;
export const testLoss: Pick = (record) => record.forward?.testLoss ?? null;
export const trainAccuracy: Pick = (record) => record.forward?.trainAccuracy ?? null;
export const testAccuracy: Pick = (record) => record.forward?.testAccuracy ?? null;
export const constraintGap = ofSplit((split) => split.constraintGap);
export const loss = ofSplit((split) => split.loss);
export const penalties = ofSplit((split) => sum(split.penalties));
export const residuals = ofSplit((split) => sum(split.residuals));
export const activationPenalty: Pick = (record) => record.admm?.activationPenalty ?? null;
/** The one term that may be negative: its size, for a logarithmic axis. */
export const dualTermSize: Pick = (record) => record.admm && Math.abs(record.admm.dualTerm);
/** Present only where a block's first step raised F. */
export const raisedBlocks: Pick = (record) => record.dlam?.raised.length || null;

function ofSplit(read: (split: SplitFigures) => number): Pick {
  return (record) => record.split && read(record.split);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
