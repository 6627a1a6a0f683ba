import type { IterationRecord } from '../src/model/iterationRecord.ts';
import { formatMebibytes } from '../src/model/mebibytes.ts';
import type { StoredLayer } from '../src/model/storedWeights.ts';
import { writeRecord } from '../src/record/recordFile.ts';
import type { RunOutcome } from '../src/record/runRecord.ts';
import { writeWeights } from '../src/record/weightsFile.ts';
import { withoutBiasColumn } from '../src/training/biasColumn.ts';
import { reportError } from '../src/training/reportError.ts';
import { trainToEnd } from '../src/training/trainToEnd.ts';
import { EXIT_CODES, exitCodeOf } from './exitCodes.ts';
import type { Interruption } from './interruption.ts';
import type { PreparedData, PreparedRun } from './preparedRun.ts';
import { showProgress } from './progress.ts';
import { writeNamed } from './runFiles.ts';
import { StateFiles } from './stateFiles.ts';

/** Where the results go, as far as anybody wants them. */
export interface ResultPaths {
  readonly out?: string;
  readonly weights?: string;
  readonly state?: string;
}

/**
 * Trains to the end, or until it is interrupted, and writes what was asked for of what is done; resolves to the exit
 * code. A run that fails on the way is written up to there.
 */
export async function finishRun(
  run: PreparedRun,
  data: PreparedData,
  paths: ResultPaths,
  interruption: Interruption,
): Promise<number> {
  const { origin, training } = run;
  const { iterations } = origin.settings;
  console.log(runText(run));
  const progress = showProgress(process.stdout, training.name, iterations);
  const states = paths.state ? await StateFiles.create(paths.state, stateOwner(run, data)) : null;
  const { outcome, exitCode } = await outcomeOf(
    run,
    interruption,
    states !== null,
    async (record) => {
      progress.show(record);
      await states?.write(record);
    },
  );
  progress.end();
  if (paths.out)
    await writeNamed(
      '--out',
      paths.out,
      writeRecord({ name: training.name, origin, outcome, iterations: training.records }),
    );
  if (paths.weights) await writeRunWeights(run, paths.weights);
  return exitCode;
}

function stateOwner({ optimiser, shape, origin }: PreparedRun, { dataset, plain }: PreparedData) {
  return { optimiser, shape, origin, dataset, plainData: plain };
}

function runText({ training, shape, origin, memory }: PreparedRun): string {
  const { data, device, settings } = origin;
  const samples = `${data.trainCount} training and ${data.testCount} test samples of ${data.name}`;
  return `${training.name}, ${shape.widths.join('-')}${shape.bias ? ' with biases' : ''}, ${settings.activation}, ${samples}; on ${device.engine === 'gpu' ? device.description : 'the CPU'}, ${device.precision}; ${formatMebibytes(memory)} of memory`;
}

interface Result {
  readonly outcome: RunOutcome;
  readonly exitCode: number;
}

async function outcomeOf(
  { training, weights }: PreparedRun,
  interruption: Interruption,
  everyIteration: boolean,
  hear: (record: IterationRecord) => Promise<void>,
): Promise<Result> {
  const { signal } = interruption;
  try {
    const follower = { signal, hear, ...(everyIteration && { batch: 1 }) };
    const ended = await trainToEnd(training, weights, follower);
    if (!ended)
      return {
        outcome: { kind: 'stopped' },
        exitCode: interruption.exitCode ?? EXIT_CODES.interrupted,
      };
    const { end } = ended;
    if (end.kind === 'finished') return { outcome: end, exitCode: EXIT_CODES.done };
    console.error(`\n${end.error.message}`);
    return { outcome: end, exitCode: EXIT_CODES.diverged };
  } catch (error) {
    const reported = reportError(error);
    console.error(`\n${reported.message}`);
    return { outcome: { kind: 'failed', error: reported }, exitCode: exitCodeOf(error) };
  }
}

/** Where the device is gone, so are the weights: that is said, and costs nothing else. */
async function writeRunWeights(
  { optimiser, shape, training, origin }: PreparedRun,
  path: string,
): Promise<void> {
  const { iteration } = optimiser;
  const matrices = await optimiser.weights();
  const layers = matrices.map(
    (values, index): StoredLayer => withoutBiasColumn(shape, index + 1, values),
  );
  await writeNamed(
    '--weights',
    path,
    writeWeights({ name: training.name, layers }, origin, iteration),
  );
}
