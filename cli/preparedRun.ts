import { datasetHash } from '../src/data/datasetHash.ts';
import type { Algorithm } from '../src/model/algorithms.ts';
import type { Dataset } from '../src/model/dataset.ts';
import type { NetworkShape } from '../src/model/network.ts';
import type { StoredWeights } from '../src/model/storedWeights.ts';
import type { Optimiser } from '../src/optimiser/optimiser.ts';
import { runOrigin } from '../src/record/runOrigin.ts';
import type { RecordedData, RunOrigin } from '../src/record/runRecord.ts';
import { algorithmName } from '../src/settings/algorithmName.ts';
import type { Settings } from '../src/settings/settings.ts';
import type { MemoryGuard } from '../src/training/memoryGuard.ts';
import { selectedData } from '../src/training/selectedData.ts';
import { soloRun } from '../src/training/soloRun.ts';
import { hashStart } from '../src/training/startHashes.ts';
import { TrainingRun } from '../src/training/trainingRun.ts';
import { CommandError } from './exitCodes.ts';
import { OVERRULED } from './memory.ts';
import type { CommandEngine } from './openEngine.ts';
import { isPlain } from './plainData.ts';
import type { FoundData } from './rawData.ts';

/** The samples of a command's runs. */
export interface PreparedData {
  readonly dataset: Dataset;
  readonly recorded: RecordedData;
  /** See {@link isPlain}. */
  readonly plain: boolean;
}

export async function prepareData(
  { raw, wholeFile }: FoundData,
  settings: Settings,
): Promise<PreparedData> {
  const dataset = selectedData(raw, settings);
  const { name, source, train, test, featureCount, classNames } = dataset;
  return {
    dataset,
    recorded: {
      name,
      source,
      hash: await datasetHash(raw, dataset),
      trainCount: train.count,
      testCount: test.count,
      featureCount,
      classNames,
    },
    plain: isPlain(dataset, raw, wholeFile),
  };
}

/** A run that can start. */
export interface PreparedRun {
  readonly training: TrainingRun;
  readonly optimiser: Optimiser;
  readonly shape: NetworkShape;
  readonly weights: readonly Float64Array[];
  readonly origin: RunOrigin;
  /** Bytes that it allocates on the engine, data included. */
  readonly memory: number;
}

/** The one algorithm that the settings name. @throws CommandError where they name several */
export function onlyAlgorithm({ algorithms }: Settings): Algorithm {
  const [algorithm, another] = algorithms as readonly [Algorithm, Algorithm?];
  if (another)
    throw new CommandError(
      'usage',
      `The settings name the algorithms ${algorithms.join(', ')}, and a command trains one: choose with --algorithm.`,
    );
  return algorithm;
}

/**
 * Makes the run that the settings describe on the engine, unless it does not fit there.
 * @throws ConfigurationError where the weights do not fit
 */
export async function prepareRun(
  engine: CommandEngine,
  { dataset, recorded }: PreparedData,
  settings: Settings,
  { loaded, guard }: { readonly loaded: StoredWeights | null; readonly guard: MemoryGuard },
): Promise<PreparedRun> {
  const { backend, device } = engine;
  if (settings.weights === 'loaded' && !loaded)
    throw new CommandError(
      'usage',
      'The settings start from loaded weights: name their file with --init FILE.',
    );
  const startedAt = new Date();
  const algorithm = onlyAlgorithm(settings);
  const { seed } = settings;
  const { total: memory, refusal } = await guard.estimate(engine, dataset, {
    ...settings,
    repeats: 1,
  });
  if (refusal)
    throw new CommandError(
      'device',
      refusal.guessed ? `${refusal.message} ${OVERRULED}` : refusal.message,
    );
  const run = await guard.allocating(memory, () =>
    soloRun(backend, dataset, settings, algorithm, loaded),
  );
  const { optimiser, weights, configuration } = run;
  const samples = dataset.train.count;
  const start = await hashStart(weights, recorded.hash, { seed, samples });
  return {
    training: new TrainingRun(algorithmName(algorithm), optimiser, configuration.stop),
    optimiser,
    shape: configuration.shape,
    weights,
    memory,
    origin: runOrigin({ algorithm, seed, start, settings, data: recorded, device, startedAt }),
  };
}
