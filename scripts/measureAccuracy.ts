/**
 * Trains a preset on the float64 engine and prints its accuracy on all 10,000 test images of MNIST:
 * `npx tsx scripts/measureAccuracy.ts best --seed 1`. Needs MNIST (npm run mnist, or MNIST_DIR).
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CpuBackend } from '../src/backend/cpu/cpuBackend.ts';
import { prepareDataset } from '../src/data/prepare.ts';
import { AlternatingMinimisation } from '../src/optimiser/dlam.ts';
import { initialWeights } from '../src/optimiser/initialWeights.ts';
import { uploadProblem } from '../src/optimiser/problem.ts';
import { applyPreset, PRESETS, type PresetName } from '../src/settings/presets.ts';
import { runConfiguration } from '../src/settings/runConfiguration.ts';
import { INITIAL_SETTINGS, type Settings } from '../src/settings/settings.ts';
import { testMnistFolder } from './mnistFolder.ts';
import { readMnist } from './readMnist.ts';

/** Iterations between two lines. */
const REPORT_EVERY = 10;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' } },
});
const preset = positionals[0] as PresetName;
const folder = testMnistFolder(join(import.meta.dirname, '..'));
if (!(preset in PRESETS) || !folder) {
  console.error(
    folder
      ? `Name a preset: ${Object.keys(PRESETS).join(', ')}.`
      : 'MNIST is not on this machine: run npm run mnist, or name its folder in MNIST_DIR.',
  );
  process.exit(2);
}

const settings: Settings = {
  ...applyPreset(preset, INITIAL_SETTINGS),
  seed: Number(values.seed),
  testCount: 10_000,
};
const dataset = prepareDataset(await readMnist(folder), {
  ...settings,
  seed: settings.dataSeed,
});
const { featureCount, classCount } = dataset;
const { shape, hyperparameters, initialisation } = runConfiguration(
  settings,
  'mdlam',
  featureCount,
  classCount,
);
const backend = new CpuBackend();
const problem = uploadProblem(backend, dataset, settings.bias);
const run = await AlternatingMinimisation.create(backend, problem, {
  shape,
  hyperparameters,
  output: initialisation.output,
  evaluateEvery: REPORT_EVERY,
});
await run.start(initialWeights(shape, initialisation));
const begin = performance.now();
for (let k = 0; k < settings.iterations; k += REPORT_EVERY) {
  const last = (await run.advance(REPORT_EVERY)).at(-1);
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  console.log(
    `${preset} seed ${values.seed} iteration ${last?.iteration}: F ${last?.objective.toFixed(3)}, train ${last?.forward?.trainAccuracy.toFixed(4)}, test ${last?.forward?.testAccuracy.toFixed(4)} (${seconds} s)`,
  );
}
