/**
 * Every mutant of a job against the tests of the kernels, in one process: started by `npm run mutants`, not by `npm test`
 * itself. Lines of results go to the job's file, so that a process that hangs loses nothing.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { JOB_VARIABLE, type Job, type JobEvent, readEvents } from '../../scripts/mutants/job.ts';
import { type Mutant, mutantsOf } from '../../scripts/mutants/mutants.ts';
import { readShaders } from '../../scripts/mutants/shaderFiles.ts';
import { type MeasuredTest, measureBaseline } from './baseline.ts';
import { takeTests } from './collectedTest.ts';
import { Verdicts } from './verdicts.ts';

const job = JSON.parse(readFileSync(process.env[JOB_VARIABLE] ?? '', 'utf8')) as Job;
const shaders = readShaders(join(import.meta.dirname, '../..'));

const files = import.meta.glob([
  '../gpu/{branches,byteOperands,elementary,elementwise,firstStages,gatherRows,gradientOperations}.test.ts',
  '../gpu/{grid,heldPass,product,proxCrossEntropy,proxSteps,rim,scalars,submission,sums}.test.ts',
]);

function write(event: JobEvent): void {
  appendFileSync(job.results, `${JSON.stringify(event)}\n`);
}

// Before the others, so that Vitest has run none of them.
test('every mutant is tried', async ({ task: { file } }) => {
  const collected = file.tasks.flatMap((task) => (task.type === 'suite' ? takeTests(task) : []));
  expect(collected.length).toBeGreaterThan(0);
  const ended = new Map(
    readEvents(job.results).flatMap((event) =>
      event.event === 'ended' ? [[event.id, event]] : [],
    ),
  );
  let measured: Promise<readonly MeasuredTest[]> | undefined;
  const measure = () => {
    measured ??= measureBaseline(collected, job.baseline);
    return measured;
  };
  const verdicts = new Verdicts(measure, write);
  const byName = new Map(collected.map((test) => [test.name, test]));
  for (const [shader, ids] of Object.entries(job.plan)) {
    const original = shaders.get(shader) ?? '';
    const mutants = new Map(mutantsOf(shader, original).map((mutant) => [mutant.id, mutant]));
    const likely = (job.killers[shader] ?? []).flatMap((name) => byName.get(name) ?? []);
    let valid = 0;
    for (const id of ids) {
      if (valid === job.enough) break;
      const known = ended.get(id);
      if (!known) write({ event: 'begun', id });
      const event = known ?? (await verdicts.on(mutants.get(id) as Mutant, original, likely));
      if (!known) write(event);
      if (event.outcome !== 'invalid') valid += 1;
    }
  }
}, 0);

for (const [path, load] of Object.entries(files))
  describe(path.replace('../gpu/', ''), async () => {
    await load();
  });
