/**
 * DLAM against mDLAM on the app's own float64 engine, for docs/experiments/rejections.md:
 * `MNIST_DIR=… npx tsx docs/experiments/tools/rejections.ts '[{"hidden":[50],"trainCount":500}]' --seeds 1,2,3`.
 * Each entry changes INITIAL_SETTINGS. Prints a JSON line for each entry, algorithm and seed: F at the end, in how many
 * iterations F rose, the largest rise of one iteration and the largest rise above the least F before (each over F,
 * and above the least F also over F − F*, F* being the least F of both runs, in the first half), which blocks
 * raised F, test accuracy. `--curves FILE` also appends F of every iteration.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testMnistFolder } from '../../../scripts/mnistFolder.ts';
import { readMnist } from '../../../scripts/readMnist.ts';
import { CpuBackend } from '../../../src/backend/cpu/cpuBackend.ts';
import type { IterationFigures } from '../../../src/optimiser/optimiser.ts';
import { parseSettings } from '../../../src/settings/parseSettings.ts';
import { INITIAL_SETTINGS, type Settings } from '../../../src/settings/settings.ts';
import { selectedData } from '../../../src/training/selectedData.ts';
import { soloRun } from '../../../src/training/soloRun.ts';

/** A rise of F by a smaller share is rounding. */
const ROUNDING = 1e-12;
const ALGORITHMS = ['mdlam', 'dlam'] as const;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string', default: '1' }, curves: { type: 'string' } },
});
const folder = testMnistFolder(join(import.meta.dirname, '../../..'));
if (!folder) throw new Error('MNIST is not on this machine: run npm run mnist, or set MNIST_DIR.');
const raw = await readMnist(folder);

/** The largest rise above the least value before it, as a share of that value. */
function largestRun(values: readonly number[]): number {
  let [least, largest] = [Number.POSITIVE_INFINITY, 0];
  for (const value of values) {
    least = Math.min(least, value);
    largest = Math.max(largest, value / least - 1);
  }
  return largest;
}

function counts(names: readonly string[]): Record<string, number> {
  const result: Record<string, number> = {};
  for (const name of [...names].sort()) result[name] = (result[name] ?? 0) + 1;
  return result;
}

function figures(records: readonly IterationFigures[], floor: number) {
  const objectives = records.map((record) => record.objective);
  const steps = objectives.slice(1).map((value, k) => value / (objectives[k] as number) - 1);
  const gaps = objectives.slice(0, objectives.length / 2).map((value) => value - floor);
  return {
    first: objectives[0],
    last: objectives.at(-1),
    rises: steps.filter((step) => step > ROUNDING).length,
    largestRise: Math.max(0, ...steps),
    largestRun: largestRun(objectives),
    largestRunOfGap: largestRun(gaps),
    raised: counts(records.flatMap((record) => record.dlam?.raised ?? [])),
    testAccuracy: records.at(-1)?.forward?.testAccuracy,
    trainAccuracy: records.at(-1)?.forward?.trainAccuracy,
  };
}

async function trajectories(settings: Settings): Promise<(readonly IterationFigures[])[]> {
  const dataset = selectedData(raw, settings);
  const runs = [];
  for (const algorithm of ALGORITHMS) {
    const run = await soloRun(new CpuBackend(), dataset, settings, algorithm);
    const start = await run.optimiser.start(run.weights);
    runs.push([start, ...(await run.optimiser.advance(settings.iterations))]);
  }
  return runs;
}

for (const changes of JSON.parse(positionals[0] ?? '[{}]') as Partial<Settings>[])
  for (const seed of values.seeds.split(',').map(Number)) {
    const iterations = changes.iterations ?? INITIAL_SETTINGS.iterations;
    const settings = parseSettings({
      ...INITIAL_SETTINGS,
      ...changes,
      seed,
      evaluateEvery: iterations,
    });
    const runs = await trajectories(settings);
    const objectives = runs.map((records) => records.map((record) => record.objective));
    const floor = Math.min(...objectives.flat());
    runs.forEach((records, index) => {
      const algorithm = ALGORITHMS[index];
      const line = JSON.stringify({ changes, seed, algorithm, ...figures(records, floor) });
      process.stdout.write(`${line}\n`);
      if (values.curves)
        appendFileSync(
          values.curves,
          `${JSON.stringify({ changes, seed, algorithm, objective: objectives[index] })}\n`,
        );
    });
  }
