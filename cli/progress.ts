import { clearLine, cursorTo } from 'node:readline';
import type { IterationRecord } from '../src/model/iterationRecord.ts';

/** Lines between two that a pipe gets; a terminal sees every iteration, in one line. */
const LEAST_MS_BETWEEN_LINES = 1000;

/** Of a terminal that does not say how wide it is. */
const NARROW = 80;

export interface Progress {
  show(record: IterationRecord): void;
  /** Leaves the last line standing. */
  end(): void;
}

/** Shows how a run comes along: one line that changes on a terminal, plain lines elsewhere. */
export function showProgress(
  stream: NodeJS.WriteStream,
  name: string,
  iterations: number,
): Progress {
  const text = (record: IterationRecord) => progressText(record, name, iterations);
  if (stream.isTTY)
    return {
      show: (record) => {
        cursorTo(stream, 0);
        stream.write(text(record).slice(0, stream.columns || NARROW));
        clearLine(stream, 1);
      },
      end: () => stream.write('\n'),
    };
  let shownAt = Number.NEGATIVE_INFINITY;
  let held: IterationRecord | null = null;
  return {
    show: (record) => {
      const now = performance.now();
      held = record;
      if (now - shownAt < LEAST_MS_BETWEEN_LINES && record.iteration < iterations) return;
      shownAt = now;
      held = null;
      stream.write(`${text(record)}\n`);
    },
    end: () => {
      if (held) stream.write(`${text(held)}\n`);
    },
  };
}

function progressText(
  { iteration, objective, forward, elapsedMs }: IterationRecord,
  name: string,
  iterations: number,
): string {
  const accuracies = forward
    ? `, accuracy train ${forward.trainAccuracy.toFixed(4)} test ${forward.testAccuracy.toFixed(4)}`
    : '';
  const seconds = (elapsedMs / 1000).toFixed(1);
  return `${name} ${iteration}/${iterations}: objective ${objective.toPrecision(7)}${accuracies}, ${seconds} s`;
}
