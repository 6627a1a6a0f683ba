/**
 * npm run mutants              changes one operation of a kernel at a time and demands that a test fails
 * npm run mutants -- --sample  the same with a few mutants of every shader: what `npm test` does
 * npm run mutants -- --only matmul.wgsl,lib/quads.wgsl   these shaders only
 *
 * Exit codes: 0 all mutants were killed, 1 some were not, 2 wrong arguments.
 */
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testMnistFolder } from './mnistFolder.ts';
import { equivalentsAmong } from './mutants/equivalents.ts';
import { JOB_VARIABLE, type Job, readEvents } from './mutants/job.ts';
import { inSampleOrder, mutantsOf } from './mutants/mutants.ts';
import { reportOn } from './mutants/report.ts';
import { readShaders } from './mutants/shaderFiles.ts';
import { vulkanEnvironment } from './vulkan.ts';

const USAGE = 'Usage: npm run mutants [-- [--sample] [--only SHADER,…]]';
/** Mutants of each shader in a sample. */
const SAMPLE_SIZE = 3;

const root = join(import.meta.dirname, '..');

interface Wanted {
  readonly sample: boolean;
  /** null: all shaders. */
  readonly only: readonly string[] | null;
}

function parseWanted(): Wanted {
  const { values } = parseArgs({
    options: { sample: { type: 'boolean', default: false }, only: { type: 'string' } },
  });
  return { sample: values.sample, only: values.only?.split(',') ?? null };
}

/** Tries mutants in one process after another: one that hangs ends its process. */
async function runProcesses(job: Job, jobFile: string): Promise<void> {
  for (;;) {
    const before = readEvents(job.results).length;
    const { code, output } = await runProcess(jobFile);
    if (code === 0) return;
    const events = readEvents(job.results);
    if (events.length === before) throw new Error(`No mutant could be tried.\n${output}`);
    const ended = new Set(events.flatMap((event) => (event.event === 'ended' ? [event.id] : [])));
    const last = events.findLast(({ event, id }) => event === 'begun' && !ended.has(id));
    const attempts = events.filter(({ event, id }) => event === 'begun' && id === last?.id).length;
    // Once may be another's fault; twice, and the second time as the first of its process, is not.
    if (last && attempts > 1) {
      const verdict = { event: 'ended', id: last.id, outcome: 'hung', test: null, seconds: 0 };
      appendFileSync(job.results, `${JSON.stringify(verdict)}\n`);
    }
  }
}

function runProcess(jobFile: string): Promise<{ code: number | null; output: string }> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const mnist = testMnistFolder(root);
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--no-color', '--reporter', 'dot', '--config', 'vitest.mutants.config.ts'],
    {
      cwd: root,
      env: {
        ...process.env,
        ...vulkanEnvironment(),
        ...(mnist === null ? {} : { MNIST_DIR: mnist }),
        [JOB_VARIABLE]: jobFile,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString();
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

async function main({ sample, only }: Wanted): Promise<number> {
  const begin = performance.now();
  const shaders = readShaders(root);
  const unknown = only?.find((name) => !shaders.has(name));
  if (unknown !== undefined) throw new RangeError(`shaders/${unknown} does not exist.\n${USAGE}`);
  const all = [...shaders].flatMap(([name, source]) => mutantsOf(name, source));
  const equivalent = equivalentsAmong(all.map(({ id }) => id));
  const plan = Object.fromEntries(
    [...shaders.keys()]
      .filter((name) => only?.includes(name) ?? true)
      .map((name) => {
        const mutants = all.filter(({ id, shader }) => shader === name && !equivalent.has(id));
        return [name, (sample ? inSampleOrder(mutants) : mutants).map(({ id }) => id)];
      }),
  );
  const folder = mkdtempSync(join(tmpdir(), 'dlam-mutants-'));
  const file = (name: string): string => join(folder, name);
  const job: Job = {
    plan,
    enough: sample ? SAMPLE_SIZE : null,
    results: file('results.jsonl'),
    baseline: file('baseline.json'),
  };
  writeFileSync(file('job.json'), JSON.stringify(job));
  await runProcesses(job, file('job.json'));
  const seconds = (performance.now() - begin) / 1000;
  const { lines, passed } = reportOn(
    plan,
    readEvents(job.results),
    equivalent,
    SAMPLE_SIZE,
    seconds,
  );
  for (const line of lines) console.log(line);
  rmSync(folder, { recursive: true });
  return passed ? 0 : 1;
}

let wanted: Wanted;
try {
  wanted = parseWanted();
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exit(2);
}
process.exitCode = await main(wanted);
