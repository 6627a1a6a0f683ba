import type { Pick } from './columns.ts';

/** How each curve reads its figure. Constant functions: they key the cache of columns. */
export const objective: Pick = (record) => record.objective;
export const trainLoss: Pick = (record) => record.forward?.trainLoss ?? null;
export const testLoss: Pick = (record) => record.forward?.testLoss ?? null;
export const trainAccuracy: Pick = (record) => record.forward?.trainAccuracy ?? null;
export const testAccuracy: Pick = (record) => record.forward?.testAccuracy ?? null;
export const constraintGap: Pick = (record) => record.constraintGap;
export const loss: Pick = (record) => record.loss;
export const penalties: Pick = (record) => sum(record.penalties);
export const residuals: Pick = (record) => sum(record.residuals);
/** Present only where a block's first step raised F. */
export const raisedBlocks: Pick = (record) => record.raised.length || null;

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
