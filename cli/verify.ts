/** `npm run verify -- record.json`: runs a record again on the float64 engine and says how far it deviates. */
import { InvalidArgumentError } from 'commander';
import { blockDeviations, type IterationDeviation } from '../src/record/blockDeviation.ts';
import { deviation } from '../src/record/deviation.ts';
import type { RunOrigin, RunRecord } from '../src/record/runRecord.ts';
import type { Settings } from '../src/settings/settings.ts';
import { trainToEnd } from '../src/training/trainToEnd.ts';
import { CommandError, EXIT_CODES } from './exitCodes.ts';
import { Interruption } from './interruption.ts';
import { addMemoryOption, type MemoryFlags, memoryGuard } from './memory.ts';
import { openCpu } from './openEngine.ts';
import { type PreparedRun, prepareData, prepareRun } from './preparedRun.ts';
import { findData } from './rawData.ts';
import { runCommand } from './runCommand.ts';
import { readInit, readRunRecord } from './runFiles.ts';
import { numberOf } from './settingFlags.ts';
import { newCommand } from './settingOptions.ts';

const ITERATIONS = 10;
/** float32 drifts from float64 by 0.1% of F over some ten iterations; another run is further away. */
const TOLERANCE = 1e-3;

interface Flags extends MemoryFlags {
  readonly data?: string;
  readonly init?: string;
  readonly iterations: number;
  readonly tolerance: number;
}

function positive(text: string): number {
  const value = numberOf(text);
  if (typeof value === 'number' && value > 0) return value;
  throw new InvalidArgumentError('It takes a positive number.');
}

function parse(words: readonly string[]) {
  const command = newCommand('verify', 'Runs a record again on the float64 engine.', 'record.json')
    .argument('<record>', 'A run record (JSON) of the page or of npm run train.')
    .option('--data <folder>', 'Where the data are. Default: as for npm run train.')
    .option('--init <file>', 'The weights it started from, where they were loaded.')
    .option('--iterations <number>', 'How many iterations are run again.', positive, ITERATIONS)
    .option(
      '--tolerance <number>',
      'Largest deviation of the objective, relative.',
      positive,
      TOLERANCE,
    );
  addMemoryOption(command);
  command.parse(words, { from: 'user' });
  return { path: command.args[0] as string, flags: command.opts<Flags>() };
}

/** The record's settings for its first iterations; how long they may take is no matter. */
function repeatedSettings(origin: RunOrigin, iterations: number): Settings {
  return { ...origin.settings, engine: 'cpu', iterations: Math.ceil(iterations), seconds: null };
}

/** @throws CommandError where data or W⁰ are not those of the record */
function checkStart(recorded: RunOrigin, { origin }: PreparedRun): void {
  if (origin.data.hash !== recorded.data.hash)
    throw new CommandError(
      'data',
      `The record was made with ${recorded.data.name} (${recorded.data.hash}), and these data are ${origin.data.name} (${origin.data.hash}): name its folder with --data DIR.`,
    );
  if (origin.start.weights !== recorded.start.weights)
    throw new CommandError(
      'data',
      `The record started from other weights (${recorded.start.weights}, not ${origin.start.weights}): name their file with --init.`,
    );
}

async function verify(): Promise<number> {
  const { path, flags } = parse(process.argv.slice(2));
  const record = await readRunRecord('record', path);
  const settings = repeatedSettings(record.origin, flags.iterations);
  const engine = openCpu();
  const interruption = new Interruption();
  try {
    const found = await findData(flags.data ?? null, settings);
    const data = await prepareData(found, settings);
    const loaded = await readInit(flags.init ?? null);
    const guard = memoryGuard(flags);
    const run = await prepareRun(engine, data, settings, { loaded, guard });
    checkStart(record.origin, run);
    const { signal } = interruption;
    await trainToEnd(run.training, run.weights, { signal, hear: () => undefined });
    const verdict = report(record, run, flags.tolerance);
    return interruption.exitCode ?? verdict;
  } finally {
    engine.close();
  }
}

/** Prints the deviations and the verdict; returns the exit code. */
function report(record: RunRecord, { training }: PreparedRun, tolerance: number): number {
  const rows = blockDeviations(record.iterations, training.records);
  if (rows.length === 0)
    throw new CommandError(
      'usage',
      'The record has no iterations to compare: export a run that trained.',
    );
  console.log(`${record.name} (${record.origin.device.precision}) against float64, relative:`);
  for (const line of table(rows)) console.log(line);
  const { objective, identical, firstDifference } = deviation(record.iterations, training.records);
  const largest = objective ?? 0;
  console.log(
    identical
      ? 'Every figure is the same, bit for bit.'
      : `The first figure differs in iteration ${firstDifference}; the objective by at most ${figure(largest)}, where ${tolerance} is allowed.`,
  );
  return largest <= tolerance ? EXIT_CODES.done : EXIT_CODES.deviates;
}

/** A line an iteration, a column a block; blocks are those of the iterations after the start. */
function table(rows: readonly IterationDeviation[]): string[] {
  const blocks = (rows.at(-1) as IterationDeviation).blocks.map(({ block }) => block);
  const line = (cells: readonly string[]) => cells.map((cell) => cell.padStart(9)).join(' ');
  return [
    line(['iteration', 'objective', ...blocks]),
    ...rows.map(({ iteration, objective, blocks: found }) =>
      line([String(iteration), figure(objective), ...found.map(({ step }) => figure(step))]),
    ),
  ];
}

function figure(value: number): string {
  return value === 0 ? '0' : value.toExponential(1);
}

await runCommand(verify);
