import { writeRecord } from '../../record/recordFile.ts';
import { download } from '../export/download.ts';
import type { LabRun } from '../store/labState.ts';
import type { Stores } from '../stores.ts';
import { outcomeOf } from './storedRun.ts';

/** A name fit for a file. */
function fileName(name: string): string {
  const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return plain.replace(/^-+|-+$/g, '') || 'run';
}

/** Saves a run as a record: everything it was made with, and every iteration. */
export function exportRecord(run: LabRun): void {
  const { marks, origin, records, count } = run;
  const iterations = records.slice(0, count);
  const text = writeRecord({ name: marks.name, origin, outcome: outcomeOf(run), iterations });
  download(`${fileName(marks.name)}.json`, new Blob([text], { type: 'application/json' }));
}

/** Puts the settings of a run into the form, to be changed, and keeps the run in the charts to compare with. */
export function duplicate(run: LabRun, { settings, library }: Stores): void {
  settings.getState().replace(run.origin.settings);
  library.change(run.key, { pinned: true, shown: true });
}
