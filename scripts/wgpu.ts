/**
 * npm run test:wgpu [-- FILE …]  runs the GPU tests on a second implementation of WebGPU: wgpu with its compiler Naga, as Deno
 * brings it and Firefox has it, over Mesa's llvmpipe; DLAM_GPU=native takes the machine's own driver.
 *
 * Exit codes: 0 all passed that can, 1 something else happened, 2 what is needed is missing.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usesNativeGpu } from './vulkan.ts';
import { EXPECTED_FAILURES, ONLY_IN_NODE } from './wgpu/expected.ts';
import { type FileReport, judge } from './wgpu/judge.ts';

const DENO = 'deno@2.9.6';
/** Where Mesa's package puts what says where llvmpipe is. */
const DRIVERS = '/usr/share/vulkan/icd.d';
const FOLDERS = ['test/gpu', 'src/backend/gpu'];
const FILE_LIMIT_MS = 15 * 60_000;

const root = join(import.meta.dirname, '..');

/** The variables with which wgpu finds its driver; null where llvmpipe is not there. */
function driverEnvironment(): Record<string, string> | null {
  if (usesNativeGpu() || process.env.VK_ICD_FILENAMES !== undefined) return {};
  try {
    const file = readdirSync(DRIVERS).find((name) => name.startsWith('lvp_icd'));
    return file === undefined ? null : { VK_ICD_FILENAMES: join(DRIVERS, file) };
  } catch {
    return null;
  }
}

/** npm keeps the program outside of this folder, as it is large; null where npm could not fetch it, and has said why. */
function findDeno(): string | null {
  const words = ['exec', '--yes', `--package=${DENO}`, '-c', 'command -v deno'];
  try {
    return execFileSync('npm', words, { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

function testFiles(): string[] {
  const found = FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  return found.filter((file) => file.endsWith('.test.ts') && !(file in ONLY_IN_NODE)).sort();
}

/** Runs one file; null: it left no report. Deno is known to fail when it ends, after the report, which counts alone. */
function run(
  deno: string,
  file: string,
  folder: string,
  driver: Record<string, string>,
): FileReport | null {
  const output = join(folder, 'report.json');
  rmSync(output, { force: true });
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project=gpu', '--pool=threads'];
  const reporter = ['--reporter=json', `--outputFile=${output}`];
  const { stderr } = spawnSync(
    deno,
    ['run', '-A', '--unstable-webgpu', ...vitest, '--no-file-parallelism', ...reporter, file],
    {
      cwd: root,
      env: { XDG_RUNTIME_DIR: folder, ...process.env, ...driver },
      encoding: 'utf8',
      timeout: FILE_LIMIT_MS,
    },
  );
  try {
    const report = JSON.parse(readFileSync(output, 'utf8')) as { testResults: FileReport[] };
    return report.testResults[0] ?? null;
  } catch {
    console.error(stderr);
    return null;
  }
}

function main(wanted: readonly string[]): number {
  const driver = driverEnvironment();
  if (driver === null) {
    console.error(
      `There is no llvmpipe in ${DRIVERS}: on Debian run "apt-get install -y mesa-vulkan-drivers libvulkan1", or set DLAM_GPU=native for the machine's own driver.`,
    );
    return 2;
  }
  const files = testFiles().filter(
    (file) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
  );
  if (files.length === 0) {
    console.error(`No test file has a name with ${wanted.join(' or ')} in it.`);
    return 2;
  }
  const deno = findDeno();
  if (deno === null) {
    console.error(`npm could not install ${DENO}, in which the tests run: see above.`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'dlam-wgpu-'));
  const wrong: string[] = [];
  let passed = 0;
  try {
    for (const file of files) {
      const begin = performance.now();
      const judgement = judge(run(deno, file, folder, driver), EXPECTED_FAILURES[file] ?? {});
      passed += judgement.passed;
      wrong.push(...judgement.wrong.map((what) => `${file}: ${what}`));
      const seconds = ((performance.now() - begin) / 1000).toFixed(0);
      const mark = judgement.wrong.length === 0 ? 'ok   ' : 'WRONG';
      console.log(`${mark} ${file}: ${judgement.passed} passed in ${seconds} s`);
      for (const what of judgement.expected) console.log(`      not here: ${what}`);
      for (const what of judgement.wrong) console.log(`      ${what.split('\n', 1)[0]}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (wanted.length === 0)
    for (const [file, reason] of Object.entries(ONLY_IN_NODE))
      console.log(`      not here: ${file}: ${reason}`);
  console.log(`${passed} tests passed on wgpu, ${wrong.length} went wrong`);
  for (const what of wrong) console.error(`\n${what}`);
  return wrong.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
