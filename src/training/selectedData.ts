import { prepareDataset } from '../data/prepare.ts';
import type { Dataset, RawDataset } from '../model/dataset.ts';
import type { Settings } from '../settings/settings.ts';

/** The samples that the settings choose, scaled as they say. @throws ConfigurationError where they leave none */
export function selectedData(
  raw: RawDataset,
  settings: Pick<
    Settings,
    'trainCount' | 'testCount' | 'classes' | 'dataSeed' | 'order' | 'scaling'
  >,
): Dataset {
  const { trainCount, testCount, classes, dataSeed: seed, order, scaling } = settings;
  return prepareDataset(raw, { trainCount, testCount, classes, seed, order, scaling });
}
