import { expect, type Page, test } from 'playwright/test';
import type { Settings } from '../src/settings/settings.ts';
import { Lab } from './lab.ts';
import { type Held, MemoryCounts } from './memoryCounts.ts';

/** `LONG_RUN_MINUTES=30` is the long version. */
const MINUTES = Number(process.env.LONG_RUN_MINUTES ?? 1);
const SAMPLES_TAKEN = Math.max(12, Math.ceil(2 * MINUTES));
/** Bytes an iteration of both runs. With histories that keep all a page grows by 1,200 to 1,500 and a worker by 1,000 (measured). */
const MOST_GROWTH = 500;
/** So many iterations tell growth from the rhythm in which histories are thinned. */
const ITERATIONS_OBSERVED = 15_000;
/** Two batches of 64 iterations are under way at most, with an evaluation each. */
const MOST_STAGING = 2 * 64 * 2;
/** As many iterations as two thinnings take. */
const HISTORIES_AT_THEIR_BOUND = 21_000;

interface Sample extends Held {
  readonly minutes: number;
  readonly iteration: number;
}

/** Thirty points of three classes: iterations as small as they get. */
const POINTS = Array.from(
  { length: 30 },
  (_, i) => `${Math.sin(i).toFixed(3)},${Math.cos(3 * i).toFixed(3)},${'abc'[i % 3]}`,
);

async function raceOfSmallIterations(page: Page, engine: Settings['engine']): Promise<Lab> {
  const lab = new Lab(page);
  await lab.open(engine, 'first-visit');
  await lab.choose('Data set', 'Your files');
  const buffer = Buffer.from(['x,y,label', ...POINTS].join('\n'));
  await page
    .getByTestId('data-files')
    .setInputFiles({ name: 'points.csv', mimeType: 'text/csv', buffer });
  await lab.makeQuick({
    Iterations: '1000000',
    'Training samples': '20',
    'Test samples': '10',
    'Hidden layers': '8',
  });
  for (const name of ['DLAM', 'Adam'])
    await page.getByRole('checkbox', { name, exact: true }).uncheck();
  return lab;
}

async function iterationOf(lab: Lab): Promise<number> {
  return (await lab.figure('sgd', 'iteration')) ?? 0;
}

/** Samples over the minutes, and for as long as it takes to train so many iterations. */
async function observe(
  lab: Lab,
  counts: MemoryCounts,
  iterations: number,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const startedAt = Date.now();
  const isEnough = () => {
    const [first, last] = [samples[0], samples.at(-1)];
    return (
      first !== undefined &&
      last !== undefined &&
      last.minutes >= MINUTES &&
      last.iteration - first.iteration >= iterations
    );
  };
  while (!isEnough()) {
    const due = startedAt + (samples.length * MINUTES * 60_000) / SAMPLES_TAKEN;
    await lab.page.waitForTimeout(Math.max(0, due - Date.now()));
    const minutes = (Date.now() - startedAt) / 60_000;
    const sample = { minutes, iteration: await iterationOf(lab), ...(await counts.held()) };
    samples.push(sample);
    console.log(lineOf(sample));
  }
  return samples;
}

const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;

function lineOf(sample: Sample): string {
  const { minutes, iteration, page, worker, nodes, buffers, bufferBytes, staging } = sample;
  return `${minutes.toFixed(2)} min, iteration ${iteration}: page ${mebibytes(page)}, worker ${mebibytes(worker)}, ${nodes} nodes, ${buffers} GPU buffers of ${mebibytes(bufferBytes)} and ${staging} that results come back by`;
}

/**
 * Bytes an iteration. Histories grow and are thinned, each run in a rhythm of its own: the least that was held in the first third is
 * held against that of the last.
 */
function growth(samples: readonly Sample[], read: (sample: Sample) => number): number {
  const third = Math.ceil(samples.length / 3);
  const [first, last] = [samples.slice(0, third), samples.slice(-third)];
  const least = (part: readonly Sample[]) => Math.min(...part.map(read));
  const middle = (part: readonly Sample[]) =>
    part.reduce((sum, { iteration }) => sum + iteration, 0) / part.length;
  return (least(last) - least(first)) / (middle(last) - middle(first));
}

/** What IndexedDB has of each run. */
async function storedHistories(page: Page) {
  return page.evaluate(async () => {
    const opening = indexedDB.open('dlam-lab-runs');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const transaction = opening.result.transaction('runs');
    const records = IDBKeyRange.bound('records/', 'records/\uffff');
    const naming = transaction.objectStore('runs').getAllKeys(records);
    const reading = transaction.objectStore('runs').getAll(records);
    await new Promise((resolve) => {
      transaction.oncomplete = resolve;
    });
    const runs = new Map<string, number[]>();
    naming.result.forEach((key, index) => {
      const run = String(key).split('/')[1] ?? '';
      const stretch = reading.result[index] as { iteration: number }[];
      runs.set(run, [...(runs.get(run) ?? []), ...stretch.map(({ iteration }) => iteration)]);
    });
    opening.result.close();
    return [...runs.values()].map((iterations) => ({
      kept: iterations.length,
      first: iterations[0],
      last: iterations.at(-1),
      inOrder: iterations.every((one, i) => i === 0 || one > (iterations[i - 1] ?? 0)),
    }));
  });
}

for (const engine of ['cpu', 'gpu'] as const)
  test(`a long run holds no more at its end than once its histories were full, on the ${engine}`, async ({
    page,
  }) => {
    test.setTimeout((MINUTES + 12) * 60_000);
    const counts = await MemoryCounts.of(page);
    const lab = await raceOfSmallIterations(page, engine);
    await lab.button('Start').click();
    await expect(page.getByTestId('run-sgd-iteration')).toBeAttached({ timeout: 120_000 });
    const full = engine === 'cpu';
    const warm = full ? HISTORIES_AT_THEIR_BOUND : 50;
    await expect.poll(() => iterationOf(lab), { timeout: 400_000 }).toBeGreaterThan(warm);
    const samples = await observe(lab, counts, full ? ITERATIONS_OBSERVED : 0);
    const [first, last] = [samples[0] as Sample, samples.at(-1) as Sample];
    const [ofPage, ofWorker] = [
      growth(samples, (sample) => sample.page),
      growth(samples, (sample) => sample.worker),
    ];
    console.log(
      `${engine}: ${last.iteration - first.iteration} iterations of two runs in ${last.minutes.toFixed(1)} min; page ${Math.round(ofPage)} and worker ${Math.round(ofWorker)} bytes an iteration`,
    );
    expect(last.iteration, 'it trained').toBeGreaterThan(first.iteration);
    // On a GPU in software a minute is too short to fill a history.
    if (full) {
      expect(ofPage, 'bytes of the page an iteration').toBeLessThan(MOST_GROWTH);
      expect(ofWorker, 'bytes of the worker an iteration').toBeLessThan(MOST_GROWTH);
    }
    expect(last.nodes, 'nodes of the page').toBeLessThan(1.2 * first.nodes);
    expect(last.buffers, 'GPU buffers').toBe(first.buffers);
    expect(last.bufferBytes, 'bytes of GPU buffers').toBe(first.bufferBytes);
    expect(last.staging, 'buffers that results come back by').toBeLessThanOrEqual(MOST_STAGING);
    await expect(lab.button('Pause')).toBeVisible();
    if (!full) return;
    await expect(page.getByTestId('thinned')).toContainText('Older iterations are thinned out');
    await lab.button('Pause').click();
    await lab.expectStatus('Paused');
    const reached = await iterationOf(lab);
    await expect
      .poll(async () => (await storedHistories(page)).map(({ last }) => last))
      .toContain(reached);
    for (const { kept, inOrder, first: start } of await storedHistories(page)) {
      expect(kept, 'records that the browser stores of a run').toBeLessThan(10_000);
      expect([inOrder, start]).toEqual([true, 0]);
    }
  });
