import type { Stores } from '../stores.ts';

/** What becomes of files that are dropped on the page: run records become runs, all others the user's data set. */
export async function takeFiles(
  files: readonly File[],
  { lab, library, view }: Pick<Stores, 'lab' | 'library' | 'view'>,
): Promise<void> {
  const records = files.filter(({ name }) => /\.json$/i.test(name));
  const data = files.filter((file) => !records.includes(file));
  if (records.length > 0) {
    const added = await library.addRecords(records);
    if (added.length > 0) view.getState().change({ tab: 'runs' });
  }
  if (data.length > 0) await lab.addFiles(data);
}
