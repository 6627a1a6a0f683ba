import { datasetHash } from '../data/datasetHash.ts';
import { loadMnist } from '../data/mnist.ts';
import { MNIST_ADDRESS, MNIST_BYTES } from '../data/mnistFiles.ts';
import { sha256Hex } from '../data/sha256.ts';
import type { Dataset, RawDataset } from '../model/dataset.ts';
import { ConfigurationError, DatasetUnavailableError } from '../model/errors.ts';
import type { Settings } from '../settings/settings.ts';
import { selectedData } from '../training/selectedData.ts';
import { preview } from './datasetPreview.ts';
import type { DatasetSummary, LoadProgress, UserFile } from './protocol.ts';

const NOT_HERE = `MNIST is neither in this browser nor on this server: these are synthetic digits. It can be downloaded from ${new URL(MNIST_ADDRESS).host}.`;
const UNAVAILABLE = 'MNIST could not be had: these are synthetic digits.';
const CANCELLED = 'The download was cancelled: these are synthetic digits.';

/** What was loaded: for training, and for the page. */
export interface LoadedDataset {
  readonly dataset: Dataset;
  readonly summary: DatasetSummary;
  /** The user's own files, where it is made of them. */
  readonly files: readonly UserFile[];
}

interface Found {
  readonly raw: RawDataset;
  readonly notice: string | null;
}

/** Finds and prepares the data that settings name; remembers the last raw data so that another subset needs no new download. */
export class DatasetLoader {
  readonly #baseUrl: string;
  readonly #onProgress: (progress: LoadProgress) => void;
  #remembered: { readonly key: string; readonly found: Found } | null = null;
  #abort: AbortController | null = null;
  /** The download was cancelled: it is not begun again until another data set was chosen. */
  #declined = false;
  /** The user wants MNIST from the network: nobody else's server is asked unasked. */
  #mayDownload = false;

  constructor(baseUrl: string, onProgress: (progress: LoadProgress) => void) {
    this.#baseUrl = baseUrl;
    this.#onProgress = onProgress;
  }

  async load(settings: Settings, files: readonly UserFile[]): Promise<LoadedDataset> {
    if (settings.dataset !== 'mnist') this.#declined = false;
    const { raw, notice } = await this.#raw(settings, files);
    const dataset = selectedData(raw, settings);
    const summary = await summarise(raw, dataset, notice);
    return { dataset, summary, files: settings.dataset === 'files' ? files : [] };
  }

  /** MNIST may come from the network, until a download is cancelled. */
  allowDownload(): void {
    this.#mayDownload = true;
    this.#declined = false;
  }

  /** Does without the download of the next load. */
  decline(): void {
    this.#mayDownload = false;
    this.#declined = true;
  }

  /** Ends a download; the load goes on with synthetic digits. */
  cancel(): void {
    this.#mayDownload = false;
    this.#abort?.abort();
  }

  async #raw(settings: Settings, files: readonly UserFile[]): Promise<Found> {
    const key = await sourceKey(settings, files);
    if (this.#remembered?.key === key) return this.#remembered.found;
    const found = await this.#find(settings, files);
    // A stand-in is not remembered: the next load tries again.
    if (found.notice === null) this.#remembered = { key, found };
    return found;
  }

  async #find(settings: Settings, files: readonly UserFile[]): Promise<Found> {
    switch (settings.dataset) {
      case 'synthetic':
        return { raw: await synthetic(settings), notice: null };
      case 'files': {
        if (files.length === 0)
          throw new ConfigurationError(
            'dataset',
            'No files were chosen: drop IDX files, a CSV table or an .npz archive on the page.',
          );
        const { datasetFromFiles } = await import('../data/userFiles.ts');
        const raw = await datasetFromFiles(files, {
          testShare: settings.testShare,
          seed: settings.dataSeed,
          labelColumn: settings.labelColumn,
          headerRow: settings.headerRow,
        });
        return { raw, notice: null };
      }
      case 'mnist':
        return this.#mnistOrSynthetic(settings);
    }
  }

  async #mnistOrSynthetic(settings: Settings): Promise<Found> {
    if (this.#declined) return { raw: await synthetic(settings), notice: CANCELLED };
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const network = this.#mayDownload;
    try {
      const raw = await loadMnist({
        baseUrl: this.#baseUrl,
        signal,
        network,
        onProgress: this.#onProgress,
      });
      return { raw, notice: null };
    } catch (error) {
      if (!signal.aborted && !(error instanceof DatasetUnavailableError)) throw error;
      this.#declined = signal.aborted;
      const missing = network ? UNAVAILABLE : NOT_HERE;
      return { raw: await synthetic(settings), notice: signal.aborted ? CANCELLED : missing };
    } finally {
      this.#abort = null;
    }
  }
}

/** The drawing of digits is fetched where it is needed, like the reading of files. */
async function synthetic({ trainCount, testCount, dataSeed }: Settings): Promise<RawDataset> {
  const { syntheticDigits } = await import('../data/synthetic.ts');
  return syntheticDigits({ trainCount, testCount, seed: dataSeed });
}

/**
 * What changes the raw data, as text; MNIST is the same whatever the subset. Files are named by their content, which is
 * quicker than reading them: a large table takes seconds.
 */
async function sourceKey(settings: Settings, files: readonly UserFile[]): Promise<string> {
  const { dataset, trainCount, testCount, dataSeed } = settings;
  switch (dataset) {
    case 'mnist':
      return dataset;
    case 'synthetic':
      return [dataset, trainCount, testCount, dataSeed].join(' ');
    case 'files': {
      const { testShare, labelColumn, headerRow } = settings;
      const sums: string[][] = [];
      for (const { name, bytes } of files) sums.push([name, await sha256Hex(bytes)]);
      return JSON.stringify([dataset, dataSeed, testShare, labelColumn, headerRow, sums]);
    }
  }
}

async function summarise(
  raw: RawDataset,
  dataset: Dataset,
  notice: string | null,
): Promise<DatasetSummary> {
  const { train, test, classNames, featureCount } = dataset;
  const classCounts = new Array<number>(classNames.length).fill(0);
  for (const label of train.labels) classCounts[label] = (classCounts[label] as number) + 1;
  return {
    name: dataset.name,
    source: dataset.source,
    notice,
    // Only MNIST has a stand-in.
    downloadBytes: notice === null ? null : MNIST_BYTES,
    trainCount: train.count,
    testCount: test.count,
    featureCount,
    classNames,
    classCounts,
    hash: await datasetHash(raw, dataset),
    ...preview(raw, dataset),
  };
}
