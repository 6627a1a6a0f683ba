/**
 * npm run bench: measures DLAM Lab beside jax-js, TensorFlow.js and ONNX Runtime Web in one page, and writes
 * docs/benchmarks.json and docs/benchmarks.md. `npm run bench -- --help` lists the options.
 *
 * Exit codes: 0 measured, 1 it could not, 2 wrong arguments.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release } from 'node:os';
import { join, resolve } from 'node:path';
import { testMnistFolder } from '../scripts/mnistFolder.ts';
import { type OpenedPage, openPage } from './openPage.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import type { BenchPage, PageOptions, PageParts, PartName } from './pageProtocol.ts';
import { checkPageTypes, installPeers, versions } from './peers.ts';
import { report } from './report.ts';
import type { BenchmarkResults, Part } from './results.ts';

const ROOT = join(import.meta.dirname, '..');
const WARM_UPS = 2;

/** The commit, and whether what ran is exactly that. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--', 'src', 'shaders', 'bench') !== '';
    return git('rev-parse', '--short', 'HEAD') + (changed ? ' with uncommitted changes' : '');
  } catch {
    return 'unknown';
  }
}

async function measure<Name extends PartName>(
  { page, died }: OpenedPage,
  parts: readonly PartName[],
  name: Name,
): Promise<Part<PageParts[Name]>> {
  if (!parts.includes(name)) return null;
  console.log(`--- ${name}`);
  try {
    const result = page.evaluate(
      (part) => (globalThis as unknown as { dlamBench: BenchPage }).dlamBench.measure(part),
      name,
    );
    return { result: (await Promise.race([result, died])) as PageParts[Name] };
  } catch (error) {
    const { message } = error as Error;
    console.error(`${name}: ${message}`);
    return { error: message.split('\n')[0] as string };
  }
}

async function runBenchmark({ parts, repeats, quick }: Options): Promise<BenchmarkResults> {
  const mnist = testMnistFolder(ROOT);
  if (mnist !== null) process.env.MNIST_DIR = mnist;
  const opened = await openPage();
  try {
    const options: PageOptions = {
      quick,
      repeats,
      warmUps: WARM_UPS,
      mnist: mnist !== null,
      versions: versions(),
    };
    const facts = await opened.page.evaluate(
      (from) => (globalThis as unknown as { dlamBench: BenchPage }).dlamBench.open(from),
      options,
    );
    const { adapter, softwareAdapter, data, contenders } = facts;
    return {
      format: 1,
      date: new Date().toISOString(),
      commit: commit(),
      repeats,
      warmUps: WARM_UPS,
      machine: {
        adapter,
        softwareAdapter,
        browser: `Chromium ${opened.browserVersion}`,
        processor: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        platform: `${process.platform} ${release()}`,
        node: process.version,
      },
      data,
      contenders,
      products: await measure(opened, parts, 'products'),
      steps: await measure(opened, parts, 'steps'),
      ownSteps: await measure(opened, parts, 'ownSteps'),
      iterationProducts: await measure(opened, parts, 'iterationProducts'),
      scaling: await measure(opened, parts, 'scaling'),
    };
  } finally {
    await opened.close();
  }
}

function write(folder: string, results: BenchmarkResults, text: string): void {
  const place = (name: string) => resolve(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(place('benchmarks.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(place('benchmarks.md'), text);
  console.log(`Written: ${place('benchmarks.json')}, ${place('benchmarks.md')}`);
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return 0;
  }
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  try {
    installPeers();
    checkPageTypes();
    const results = await runBenchmark(options);
    const text = report(results);
    console.log(`\n${text}`);
    if (options.written) write(options.out, results, text);
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
