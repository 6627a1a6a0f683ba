import { SETTINGS, type SettingName } from '../../settings/settings.ts';
import { formatCount } from '../format.ts';
import { tooLarge } from '../memoryText.ts';
import type { LabRun, LabState, Race } from '../store/labState.ts';
import { phaseOf, reachedIteration } from '../store/progress.ts';

type Problems = Readonly<Partial<Record<SettingName, string>>>;

/** What is going on, in one sentence. */
export function statusText(state: LabState, problems: Problems, filesWanted: boolean): string {
  if (state.loading) return 'Loading the data …';
  if (state.activity === 'preparing') return 'Preparing the race …';
  if (state.activity === 'pausing') return 'Pausing …';
  if (state.activity === 'profiling') return 'Profiling an iteration …';
  const { race } = state;
  switch (phaseOf(state)) {
    case 'running':
      return `Training ${names((race as Race).runs)}.`;
    case 'paused':
      return `Paused at iteration ${formatCount(Math.min(...(race as Race).runs.map(reachedIteration)))}.`;
    case 'finished':
      return Object.keys(problems).length > 0 || tooLarge(state.memory)
        ? readyText(state, problems, filesWanted)
        : finishedText((race as Race).runs);
    default:
      return readyText(state, problems, filesWanted);
  }
}

function readyText(state: LabState, problems: Problems, filesWanted: boolean): string {
  const [bad] = Object.keys(problems) as SettingName[];
  if (bad) return `Not ready. ${SETTINGS[bad].description.label}: ${problems[bad]}.`;
  if (filesWanted && state.files.length === 0) return 'Choose your files to begin.';
  if (!state.device) return 'Opening the engine …';
  if (!state.dataset) return 'No data yet.';
  return tooLarge(state.memory) ?? 'Ready to train.';
}

function finishedText(runs: readonly LabRun[]): string {
  const failed = runs.filter((run) => run.state.kind === 'failed');
  const ended = runs.filter((run) => run.state.kind === 'finished');
  const failure =
    failed.length > 0
      ? `${failed.map((run) => `${run.marks.name} failed after iteration ${formatCount(reachedIteration(run))}`).join(', ')}.`
      : '';
  const done = ended.length > 0 ? `${names(ended)} finished.` : '';
  return [failure, done].filter(Boolean).join(' ') || 'This race cannot go on; Start begins anew.';
}

/** More names than these make no sentence. */
const NAMES_SAID = 4;

function names(runs: readonly LabRun[]): string {
  const said = runs.map((run) => run.marks.name);
  if (said.length > NAMES_SAID) return `${said.length} runs`;
  const last = said.at(-1) ?? '';
  return said.length > 1 ? `${said.slice(0, -1).join(', ')} and ${last}` : last;
}
