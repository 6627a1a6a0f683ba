/** `npm run sweep -- grid.json`: trains every cell of a grid, one run after the other. */
import type { CellResult } from '../src/sweep/cellResult.ts';
import { sweepCsv, sweepJson } from '../src/sweep/exportTable.ts';
import {
  cellText,
  runAt,
  runCount,
  type SweepPlan,
  runSettings as sweptSettings,
} from '../src/sweep/plan.ts';
import type { MemoryGuard } from '../src/training/memoryGuard.ts';
import { CellTrainer } from '../src/training/sweepCell.ts';
import { EXIT_CODES } from './exitCodes.ts';
import { readGrid } from './gridFile.ts';
import { Interruption } from './interruption.ts';
import { addMemoryOption, type MemoryFlags, memoryGuard } from './memory.ts';
import { type CommandEngine, openEngine } from './openEngine.ts';
import { onlyAlgorithm, type PreparedData, prepareData } from './preparedRun.ts';
import { findData } from './rawData.ts';
import { runCommand } from './runCommand.ts';
import { readNamed, writeNamed } from './runFiles.ts';
import { runSettings } from './runSettings.ts';
import { newCommand } from './settingOptions.ts';

interface Flags extends MemoryFlags {
  readonly data?: string;
  readonly out?: string;
  readonly backend?: string;
}

function parse(words: readonly string[]) {
  const command = newCommand('sweep', 'Trains every cell of a grid.', 'grid.json')
    .argument(
      '<grid>',
      'JSON: base settings, one or two axes, seeds; or a sweep that the page exported.',
    )
    .option('--data <folder>', 'Where the data are. Default: as for npm run train.')
    .option(
      '--out <file>',
      'Write the results: a table if the name ends in .csv, else JSON with every curve.',
    )
    .option('--backend <engine>', 'gpu, cpu or auto. Default: what the grid says.');
  addMemoryOption(command);
  command.parse(words, { from: 'user' });
  return { path: command.args[0] as string, flags: command.opts<Flags>() };
}

async function sweep(): Promise<number> {
  const { path, flags } = parse(process.argv.slice(2));
  const text = new TextDecoder().decode(await readNamed('grid', path, 'usage'));
  const read = readGrid(text, path);
  const texts = flags.backend === undefined ? {} : { engine: flags.backend };
  const base = runSettings({ texts, layers: null }, read.base);
  onlyAlgorithm(base);
  const opened = await openEngine(base.engine, (error) => console.error(error.message));
  if (opened.kind === 'ran-again') return opened.exitCode;
  if (opened.notice) console.error(opened.notice);

  const interruption = new Interruption();
  try {
    const found = await findData(flags.data ?? null, base);
    const plan = { ...read, base: { ...base, dataset: found.dataset } };
    const data = await prepareData(found, plan.base);
    const results = await trainCells(
      plan,
      data,
      { engine: opened.engine, guard: memoryGuard(flags) },
      interruption.signal,
    );
    if (flags.out)
      await writeNamed('--out', flags.out, resultsText(flags.out, plan, data, results));
    return interruption.exitCode ?? EXIT_CODES.done;
  } finally {
    opened.engine.close();
  }
}

/** Every run in the order of the page; null for those that an interruption left out. */
async function trainCells(
  plan: SweepPlan,
  { dataset }: PreparedData,
  { engine, guard }: { readonly engine: CommandEngine; readonly guard: MemoryGuard },
  signal: AbortSignal,
): Promise<(CellResult | null)[]> {
  const trainer = new CellTrainer(guard);
  const total = runCount(plan);
  const results: (CellResult | null)[] = [];
  for (let run = 0; run < total; run++) {
    const result = await trainer.train(sweptSettings(plan, run), dataset, engine, signal);
    results.push(result);
    const { cell, seed } = runAt(plan, run);
    if (result)
      console.log(
        `${run + 1}/${total} ${cellText(plan, cell)}, seed ${seed}: ${resultText(result)}`,
      );
  }
  return results;
}

function resultText({ outcome, final, elapsedMs }: CellResult): string {
  const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
  switch (outcome.kind) {
    case 'finished':
      return `objective ${final.objective?.toPrecision(7)}, test accuracy ${final.testAccuracy?.toFixed(4)}, ${seconds}`;
    case 'diverged':
      return `diverged in iteration ${outcome.iteration}, ${seconds}`;
    case 'failed':
      return `failed: ${outcome.message}`;
  }
}

function resultsText(
  path: string,
  plan: SweepPlan,
  { recorded }: PreparedData,
  results: readonly (CellResult | null)[],
): string {
  return path.endsWith('.csv')
    ? sweepCsv(plan, results)
    : sweepJson(plan, { name: recorded.name, hash: recorded.hash }, results);
}

await runCommand(sweep);
