import { thinningOf } from '../history/history.ts';
import { HISTORY_RULE, ruleInWords } from '../history/rule.ts';
import type { ForwardFigures, IterationRecord } from '../model/iterationRecord.ts';
import type { RunRecord } from './runRecord.ts';

export const RECORD_FORMAT = 'dlam-lab-run';
/** Raise when the file changes its form or its meaning; the page then says that older files are of another version. */
export const RECORD_VERSION = 1;
/** With a thinned history: what reads version 1 alone would take it for a whole one. */
export const THINNED_VERSION = 2;

/** An iteration as files have it: the forward figures beside the others, null where they were not measured. */
export interface FileIteration extends Omit<IterationRecord, 'forward'> {
  readonly loss: number | null;
  readonly trainAccuracy: number | null;
  readonly testLoss: number | null;
  readonly testAccuracy: number | null;
}

export function fileIteration({ forward, ...record }: IterationRecord): FileIteration {
  return {
    ...record,
    loss: forward?.trainLoss ?? null,
    trainAccuracy: forward?.trainAccuracy ?? null,
    testLoss: forward?.testLoss ?? null,
    testAccuracy: forward?.testAccuracy ?? null,
  };
}

/** The forward figures of a file's iteration; null unless all were measured. */
export function forwardFigures(
  figures: Pick<FileIteration, 'loss' | 'trainAccuracy' | 'testLoss' | 'testAccuracy'>,
): ForwardFigures | null {
  const { loss: trainLoss, trainAccuracy, testLoss, testAccuracy } = figures;
  return trainLoss === null || trainAccuracy === null || testLoss === null || testAccuracy === null
    ? null
    : { trainLoss, trainAccuracy, testLoss, testAccuracy };
}

/**
 * A run as the text of a JSON file. Numbers are written with all their digits, so that reading gives the same bits;
 * JSON has no infinities and no NaN: they become null.
 */
export function writeRecord({ name, origin, outcome, iterations }: RunRecord): string {
  const { app, startedAt, algorithm, settings, data, start, device, resumed } = origin;
  const thinning = thinningOf(iterations, iterations.length);
  const head = {
    format: RECORD_FORMAT,
    version: thinning ? THINNED_VERSION : RECORD_VERSION,
    app,
    name,
    startedAt,
    algorithm,
    settings,
    data,
    start,
    device,
    ...(resumed && { resumed }),
    outcome,
    ...(thinning && { history: { ...thinning, rule: ruleInWords(HISTORY_RULE) } }),
  };
  // One line an iteration: short to read, and kind to tools that compare lines.
  const lines = iterations.map((record) => `    ${JSON.stringify(fileIteration(record))}`);
  const opening = JSON.stringify(head, null, 2).replace(/\n\}$/, '');
  return `${opening},\n  "iterations": [\n${lines.join(',\n')}\n  ]\n}\n`;
}
