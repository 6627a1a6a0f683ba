/**
 * npm run mutants              changes one operation of a kernel at a time and demands that a test fails
 * npm run mutants -- --sample  the same with a few mutants of every shader: what `npm test` does
 * npm run mutants -- --only matmul.wgsl,lib/quads.wgsl   these shaders only
 * npm run mutants -- --folder DIR      keeps what was found there, and goes on with it; survivors are tried anew
 * npm run mutants -- --record         writes to test/mutants/killers.json which tests killed mutants, for the sample to begin with
 *
 * Exit codes: 0 all mutants were killed, 1 some were not, 2 wrong arguments.
 */
import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { testMnistFolder } from './mnistFolder.ts';
import { equivalentsAmong } from './mutants/equivalents.ts';
import { JOB_VARIABLE, type Job, type JobEvent, type Killers, readEvents } from './mutants/job.ts';
import { inSampleOrder, mutantsOf } from './mutants/mutants.ts';
import { reportOn } from './mutants/report.ts';
import { readShaders } from './mutants/shaderFiles.ts';
import { vulkanEnvironment } from './vulkan.ts';

const USAGE = 'Usage: npm run mutants [-- [--sample] [--only SHADER,…] [--folder DIR] [--record]]';
/** Mutants of each shader in a sample. */
const SAMPLE_SIZE = 3;

const root = join(import.meta.dirname, '..');
const KILLERS = join(root, 'test/mutants/killers.json');

interface Wanted {
  readonly sample: boolean;
  /** null: all shaders. */
  readonly only: readonly string[] | null;
  /** null: a temporary one. */
  readonly folder: string | null;
  readonly record: boolean;
}

function parseWanted(): Wanted {
  const { values } = parseArgs({
    options: {
      sample: { type: 'boolean', default: false },
      only: { type: 'string' },
      folder: { type: 'string' },
      record: { type: 'boolean', default: false },
    },
  });
  const { sample, record, only, folder } = values;
  return { sample, record, only: only?.split(',') ?? null, folder: folder ?? null };
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

function readKillers(): Killers {
  return existsSync(KILLERS) ? JSON.parse(readFileSync(KILLERS, 'utf8')) : {};
}

/** The tests that killed mutants of these shaders, the deadliest first; what is known of other shaders stays. */
function writeKillers(shaders: readonly string[], events: readonly JobEvent[]): void {
  const found = shaders.map((shader) => {
    const counts = new Map<string, number>();
    for (const event of events)
      if (
        event.event === 'ended' &&
        event.outcome === 'killed' &&
        event.id.startsWith(`${shader}: `)
      )
        counts.set(event.test ?? '', (counts.get(event.test ?? '') ?? 0) + 1);
    const names = [...counts].toSorted(([, a], [, b]) => b - a).map(([name]) => name);
    return [shader, names] as const;
  });
  const killers = { ...readKillers(), ...Object.fromEntries(found) };
  const sorted = Object.entries(killers).toSorted(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(KILLERS, `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`);
}

/** Forgets who survived: a test may have been written since. */
function forgetSurvivors(results: string): void {
  const lines = readEvents(results)
    .filter((event) => event.event === 'ended' && event.outcome !== 'survived')
    .map((event) => `${JSON.stringify(event)}\n`);
  writeFileSync(results, lines.join(''));
}

async function main({ sample, only, record, folder: kept }: Wanted): Promise<number> {
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
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'dlam-mutants-'));
  mkdirSync(folder, { recursive: true });
  const job: Job = {
    plan,
    enough: sample ? SAMPLE_SIZE : null,
    killers: readKillers(),
    results: join(folder, 'results.jsonl'),
    baseline: join(folder, 'baseline.jsonl'),
  };
  forgetSurvivors(job.results);
  const jobFile = join(folder, 'job.json');
  writeFileSync(jobFile, JSON.stringify(job));
  await runProcesses(job, jobFile);
  const seconds = (performance.now() - begin) / 1000;
  const events = readEvents(job.results);
  const { lines, passed } = reportOn(plan, events, equivalent, SAMPLE_SIZE, seconds);
  for (const line of lines) console.log(line);
  if (record) writeKillers(Object.keys(plan), events);
  if (kept === null) rmSync(folder, { recursive: true });
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
