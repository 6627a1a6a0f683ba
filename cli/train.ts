/** `npm run train -- …`: trains one run on the page's own engines; `--help` lists everything. */
import { finishRun } from './finishRun.ts';
import { Interruption } from './interruption.ts';
import { addMemoryOption, type MemoryFlags, memoryGuard } from './memory.ts';
import { openEngine } from './openEngine.ts';
import { prepareData, prepareRun } from './preparedRun.ts';
import { findData } from './rawData.ts';
import { runCommand } from './runCommand.ts';
import { readConfig, readInit } from './runFiles.ts';
import { checkLayers, runSettings } from './runSettings.ts';
import { addSettingOptions, newCommand } from './settingOptions.ts';

interface Flags extends MemoryFlags {
  readonly config?: string;
  readonly data?: string;
  readonly init?: string;
  readonly out?: string;
  readonly weights?: string;
  readonly state?: string;
  readonly layers?: string;
}

function parse(words: readonly string[]) {
  const command = newCommand('train', 'Trains one run on the engines of the page.')
    .option(
      '--config <file>',
      'Settings: a run record that the page exported, or a JSON object of settings. Flags come before it.',
    )
    .option(
      '--data <folder>',
      'Folder with IDX files (gzipped or not), a CSV table or an .npz archive. Default: MNIST_DIR, then public/mnist.',
    )
    .option('--init <file>', 'Start from these weights (safetensors).')
    .option('--out <file>', 'Write the run record (JSON), which the page reads.')
    .option('--weights <file>', 'Write the trained weights (safetensors).')
    .option(
      '--state <folder>',
      'Write all variables of every iteration (safetensors), in place of those of an earlier run.',
    );
  addMemoryOption(command);
  const settings = addSettingOptions(command);
  command.parse(words, { from: 'user' });
  return { paths: command.opts<Flags>(), texts: settings.typed() };
}

async function train(): Promise<number> {
  const { paths, texts } = parse(process.argv.slice(2));
  const layers = paths.layers ?? null;
  const given = paths.init === undefined ? texts : { weights: 'loaded', ...texts };
  const base = paths.config === undefined ? undefined : await readConfig(paths.config);
  const typed = runSettings({ texts: given, layers }, base);
  const opened = await openEngine(typed.engine, (error) => console.error(error.message));
  if (opened.kind === 'ran-again') return opened.exitCode;
  if (opened.notice) console.error(opened.notice);

  const interruption = new Interruption();
  try {
    const found = await findData(paths.data ?? null, typed);
    const settings = { ...typed, dataset: found.dataset };
    const data = await prepareData(found, settings);
    checkLayers(layers, data.dataset);
    const loaded = await readInit(paths.init ?? null);
    const guard = memoryGuard(paths);
    const run = await prepareRun(opened.engine, data, settings, { loaded, guard });
    return await finishRun(run, data, paths, interruption);
  } finally {
    opened.engine.close();
  }
}

await runCommand(train);
