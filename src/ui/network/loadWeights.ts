import { createStore } from 'zustand/vanilla';
import { RecordFormatError } from '../../model/errors.ts';
import { LARGEST_WEIGHTS } from '../../model/fileLimits.ts';
import { readWeightsFile } from '../../record/weightsFile.ts';
import { withError } from '../store/labState.ts';
import { toReportedError } from '../store/reportedError.ts';
import type { Stores } from '../stores.ts';
import { type Adoption, adoptWeights } from './adoptWeights.ts';

/** What became of the newest weights that were loaded; the Network tab says so until it is closed there. */
export const adoptionStore = createStore<{ readonly adoption: Adoption | null }>(() => ({
  adoption: null,
}));

/**
 * Makes the weights of a safetensors file the W⁰ of the next race, and shows under Network what remains to be done. A file
 * that cannot be used is reported; nothing else changes then.
 */
export async function loadWeightsFile(
  file: File,
  { lab, settings, view }: Pick<Stores, 'lab' | 'settings' | 'view'>,
): Promise<void> {
  try {
    if (file.size > LARGEST_WEIGHTS)
      throw new RecordFormatError(
        file.name,
        `${file.name}: it has ${Math.ceil(file.size / 2 ** 20)} MiB, and weights may have ${LARGEST_WEIGHTS / 2 ** 20} MiB. Choose weights of a smaller network.`,
      );
    const bytes = new Uint8Array(await file.arrayBuffer());
    const { weights, activation } = readWeightsFile(bytes, file.name);
    const adoption = adoptWeights(weights, activation, { lab, settings });
    adoptionStore.setState({ adoption });
    view.getState().change({ tab: 'network' });
  } catch (reason) {
    lab.store.setState((state) => withError(state, toReportedError(reason)));
  }
}
