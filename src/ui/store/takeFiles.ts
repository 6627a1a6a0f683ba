import type { Stores } from '../stores.ts';

/** What becomes of files that are dropped on the page: run records become runs, weights what training starts from, all others the user's data set. */
export async function takeFiles(files: readonly File[], stores: Stores): Promise<void> {
  const { lab, library, view } = stores;
  const records = files.filter(({ name }) => /\.json$/i.test(name));
  const weights = files.filter(({ name }) => /\.safetensors$/i.test(name));
  const data = files.filter((file) => !records.includes(file) && !weights.includes(file));
  if (records.length > 0) {
    const added = await library.addRecords(records);
    if (added.length > 0) view.getState().change({ tab: 'runs' });
  }
  const [first] = weights;
  if (first) {
    const { loadWeightsFile } = await import('../network/loadWeights.ts');
    await loadWeightsFile(first, stores);
  }
  if (data.length > 0) await lab.addFiles(data);
}
