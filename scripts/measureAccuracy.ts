/**
 * Trains a preset on the float64 engine and prints its accuracy on all 10,000 test images of MNIST:
 * `npx tsx scripts/measureAccuracy.ts best --algorithm mdlam --seed 1 --set '{"iterations":150}'`; `--set` changes
 * settings of the preset, `--every` says how often to print, `--out` appends the figures to a file, a JSON line each.
 * Needs MNIST (npm run mnist, or MNIST_DIR).
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CpuBackend } from '../src/backend/cpu/cpuBackend.ts';
import type { Algorithm } from '../src/model/algorithms.ts';
import { parseSettings } from '../src/settings/parseSettings.ts';
import { applyPreset, PRESETS, type PresetName } from '../src/settings/presets.ts';
import { INITIAL_SETTINGS } from '../src/settings/settings.ts';
import { selectedData } from '../src/training/selectedData.ts';
import { soloRun } from '../src/training/soloRun.ts';
import { testMnistFolder } from './mnistFolder.ts';
import { readMnist } from './readMnist.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    algorithm: { type: 'string', default: 'mdlam' },
    set: { type: 'string', default: '{}' },
    every: { type: 'string', default: '10' },
    out: { type: 'string' },
  },
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

const algorithm = values.algorithm as Algorithm;
const every = Number(values.every);
const settings = parseSettings({
  ...applyPreset(preset, INITIAL_SETTINGS),
  testCount: 10_000,
  seed: Number(values.seed),
  algorithms: [algorithm],
  evaluateEvery: every,
  ...JSON.parse(values.set),
});
const dataset = selectedData(await readMnist(folder), settings);
const { optimiser, weights } = await soloRun(new CpuBackend(), dataset, settings, algorithm);
await optimiser.start(weights);
const begin = performance.now();
for (let k = 0; k < settings.iterations; k += every) {
  const count = Math.min(every, settings.iterations - k);
  const last = (await optimiser.advance(count)).at(-1);
  const forward = last?.forward;
  const seconds = Math.round((performance.now() - begin) / 1000);
  const figures = { iteration: last?.iteration, objective: last?.objective, ...forward };
  const flops = last?.cost.flops;
  console.log(JSON.stringify({ preset, algorithm, seed: settings.seed, ...figures, seconds }));
  if (values.out && k + count >= settings.iterations)
    appendFileSync(
      values.out,
      `${JSON.stringify({ preset, algorithm, set: values.set, seed: settings.seed, ...figures, flops, seconds })}\n`,
    );
}
