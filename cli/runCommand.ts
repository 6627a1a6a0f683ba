import { exitCodeOf } from './exitCodes.ts';
import { commanderExit } from './settingOptions.ts';

/** Runs a command to its exit code; what it throws is told in one sentence, unforeseen errors with their stack. */
export async function runCommand(command: () => Promise<number>): Promise<void> {
  // Whoever reads the output may have had enough of it (`| head`): the results are written all the same.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    process.exitCode = await command();
  } catch (error) {
    const usage = commanderExit(error);
    process.exitCode = usage ?? exitCodeOf(error);
    if (usage === null) console.error(sentence(error, process.exitCode === 1));
  }
}

function sentence(error: unknown, unforeseen: boolean): string {
  if (!(error instanceof Error)) return String(error);
  return unforeseen ? (error.stack ?? error.message) : error.message;
}
