/** Strikes the app, all of it but its pictures, a thousand times: test/faults/tab.ts. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import { describe as offerOf } from '../../src/ui/InterruptedNotice.tsx';
import { Disk, Tab } from './tab.ts';
import { comparable, settings, undisturbed } from './world.ts';

/** Of each of the eight kinds. */
const REPETITIONS = 125;
/** A fault strikes at one of so many writings: a checkpoint takes 42, a race that is driven mostly eleven of them. */
const WRITINGS = 400;
/** A race that was resumed runs to its end with a checkpoint or two. */
const RESUMED_WRITINGS = 20;
const SUBMISSIONS = 40;

const QUOTA = new DOMException('The quota has been exceeded.', 'QuotaExceededError');

let expected: Map<string, unknown[]>;

/** The curve of an algorithm that the page shows or keeps; there is never more than one. */
function curveIn(tab: Tab, algorithm: string): unknown[] {
  const runs = tab.runs.filter(({ summary }) => summary.algorithm === algorithm);
  expect(runs.length, `runs of ${algorithm}`).toBeLessThanOrEqual(1);
  const [run] = runs;
  return run ? comparable(run.records.slice(0, run.count)) : [];
}

/** No curve is wrong: whatever a page has is the beginning of the undisturbed curve, or all of it. */
function expectTrue(tab: Tab, whole: boolean): void {
  for (const [algorithm, records] of expected) {
    const seen = curveIn(tab, algorithm);
    expect(seen, algorithm).toEqual(whole ? records : records.slice(0, seen.length));
  }
}

/** Iterations of every curve that a page has; a run that never trained is none. */
function lengthsIn(tab: Tab): Map<string, number> {
  const lengths = [...expected.keys()].map(
    (algorithm) => [algorithm, curveIn(tab, algorithm).length] as const,
  );
  return new Map(lengths.filter(([, length]) => length > 1));
}

/** No curve is lost: a page still has all that there was of each. */
function expectNoneLost(tab: Tab, before: ReadonlyMap<string, number>): void {
  const now = lengthsIn(tab);
  for (const [algorithm, length] of before)
    expect(now.get(algorithm) ?? 0, `iterations of ${algorithm}`).toBeGreaterThanOrEqual(length);
}

/** What the page says as an error is this, and nothing else. */
function expectSaid(tab: Tab, ...sentences: readonly RegExp[]): void {
  const others = [...tab.said].filter((said) => !sentences.some((wanted) => wanted.test(said)));
  expect(others).toEqual([]);
  for (const wanted of sentences)
    expect([...tab.said].some((said) => wanted.test(said))).toBe(true);
}

async function begun(disk: Disk): Promise<Tab> {
  const tab = await Tab.open(disk);
  await tab.chooseFiles();
  return tab;
}

/** Does something at the nth writing of a checkpoint while a race is trained; false where it was over by then. */
async function strikeAtWriting(
  { checkpoints }: Disk,
  nth: number,
  strike: () => void,
  train: () => Promise<void>,
): Promise<boolean> {
  let writings = 0;
  const struck = new Promise<boolean>((resolve) => {
    checkpoints.beforeWriting = () => {
      if (++writings !== nth) return;
      strike();
      resolve(true);
    };
  });
  const done = await Promise.race([train().then(() => false), struck]);
  checkpoints.beforeWriting = () => undefined;
  return done;
}

/** Strikes at a random moment of a race that is driven. */
function strikeAtRandom(disk: Disk, tab: Tab, random: Random, strike: () => void) {
  return strikeAtWriting(disk, 1 + random.integer(WRITINGS), strike, () => tab.drive(random));
}

/** What became of it; null where it did not strike. */
type Fault = (random: Random) => Promise<string | null>;

const RESUMED = 'resumed to the end';
const NOTHING = 'before the first checkpoint: nothing to resume, curves kept';

const OFFER = /^A race on Your files .* was interrupted: .+ had come to iterations? \d+.* of 12\./;
const WORKER_LOST =
  /^The browser ended the training: most likely its memory ran out\. The curves up to here are kept; use fewer samples/;
const DEVICE_LOST = /^The GPU device was lost: a test took it away\./;
const CHECKPOINTS_FULL =
  /^The race cannot be put away \(the browser gives this page no more storage\)\. Training goes on, .* delete runs/;
const RUNS_FULL =
  /^The browser could not keep the runs \(The quota has been exceeded\.\)\. Training goes on: export/;
const DAMAGED = /^The checkpoint of the interrupted race is damaged .* start the race again/;

/** Takes up what a page offers, if it offers anything, and compares. */
async function goOn(tab: Tab): Promise<string> {
  if (!(await tab.offersToResume())) return NOTHING;
  const { interrupted } = tab.lab.store.getState();
  expect(interrupted && offerOf(interrupted)).toMatch(OFFER);
  await tab.resumeToTheEnd();
  expectTrue(tab, true);
  expect(tab.lab.store.getState().errors).toEqual([]);
  return RESUMED;
}

/** Goes on in the page that the browser shows after a reload or a crash. */
async function goOnAfter(disk: Disk, before: ReadonlyMap<string, number>): Promise<string> {
  const next = await Tab.open(disk);
  expectTrue(next, false);
  expectNoneLost(next, before);
  const outcome = await goOn(next);
  expectNoneLost(next, before);
  expectSaid(next);
  next.leave();
  return outcome;
}

const reloaded: Fault = async (random) => {
  const disk = new Disk();
  const tab = await begun(disk);
  if (!(await strikeAtRandom(disk, tab, random, () => tab.leave()))) return null;
  const before = lengthsIn(tab);
  expectTrue(tab, false);
  expectSaid(tab);
  // The browser has written what the page left behind.
  await new Promise((resolve) => setTimeout(resolve));
  return goOnAfter(disk, before);
};

const crashed: Fault = async (random) => {
  const disk = new Disk();
  const tab = await begun(disk);
  if (!(await strikeAtRandom(disk, tab, random, () => tab.crash()))) return null;
  expectTrue(tab, false);
  // Nobody told the page: it has what was stored.
  return goOnAfter(disk, new Map());
};

const reloadedTwice: Fault = async (random) => {
  const disk = new Disk();
  const first = await begun(disk);
  if (!(await strikeAtRandom(disk, first, random, () => first.leave()))) return null;
  await new Promise((resolve) => setTimeout(resolve));
  const second = await Tab.open(disk);
  if (!(await second.offersToResume())) return null;
  const again = await strikeAtWriting(
    disk,
    1 + random.integer(RESUMED_WRITINGS),
    () => second.leave(),
    () => second.resumeToTheEnd(),
  );
  if (!again) return null;
  const before = lengthsIn(second);
  expectTrue(second, false);
  await new Promise((resolve) => setTimeout(resolve));
  return goOnAfter(disk, before);
};

const workerKilled: Fault = async (random) => {
  const disk = new Disk();
  const tab = await begun(disk);
  if (!(await strikeAtRandom(disk, tab, random, () => tab.killWorker()))) return null;
  while (tab.said.size === 0) await new Promise((resolve) => setTimeout(resolve));
  const before = lengthsIn(tab);
  expectSaid(tab, WORKER_LOST);
  for (const run of tab.runs) expect(['failed', 'finished']).toContain(run.state.kind);
  const outcome = await goOn(tab);
  expectNoneLost(tab, before);
  tab.leave();
  return outcome;
};

const deviceLost: Fault = async (random) => {
  const disk = new Disk();
  const tab = await begun(disk);
  tab.loseDeviceAfter(random.integer(SUBMISSIONS));
  await tab.drive(random);
  expectTrue(tab, false);
  const failures = tab.runs.flatMap(({ state }) => (state.kind === 'failed' ? [state] : []));
  if (failures.length === 0) return null;
  for (const { error } of failures) expect(error.message).toMatch(DEVICE_LOST);
  expectSaid(tab, DEVICE_LOST);
  const before = lengthsIn(tab);
  const outcome = await goOn(tab);
  expectNoneLost(tab, before);
  tab.leave();
  return outcome;
};

/** For checkpoints, and for the runs that the page keeps. */
const storageFull: Fault = async (random) => {
  const disk = new Disk();
  const tab = await begun(disk);
  disk.runs.full = true;
  const [from, length] = [1 + random.integer(WRITINGS), 1 + random.integer(2 * WRITINGS)];
  let writings = 0;
  let refused = 0;
  disk.checkpoints.beforeWriting = () => {
    writings++;
    if (writings < from || writings >= from + length) return;
    refused++;
    throw QUOTA;
  };
  await tab.drive(random);
  if (refused === 0) return null;
  expectTrue(tab, true);
  // At the latest what the page writes as it is left is refused.
  tab.leave();
  await vi.waitUntil(() => tab.said.size === 2);
  expectSaid(tab, CHECKPOINTS_FULL, RUNS_FULL);
  return 'said, and trained to the end';
};

/** Changes one stored file in a way that a disk, or somebody, might. */
function damage({ checkpoints }: Disk, random: Random): boolean {
  const [files] = [...checkpoints.folders.values()];
  if (!files || files.size === 0) return false;
  const names = [...files.keys()].toSorted();
  const name = names[random.integer(names.length)] as string;
  const bytes = files.get(name) as Uint8Array<ArrayBuffer>;
  const place = random.integer(bytes.length);
  const flipped = bytes.slice();
  flipped[place] = (flipped[place] as number) ^ (1 << random.integer(8));
  const other = files.get(names[random.integer(names.length)] as string) as Uint8Array<ArrayBuffer>;
  const changes = [flipped, bytes.slice(0, place), new Uint8Array(), other.slice()];
  const choice = random.integer(changes.length + 1);
  if (choice === changes.length) files.delete(name);
  else files.set(name, changes[choice] as Uint8Array<ArrayBuffer>);
  return choice === changes.length || String(changes[choice]) !== String(bytes);
}

const damaged: Fault = async (random) => {
  const disk = new Disk();
  const tab = await begun(disk);
  if (!(await strikeAtRandom(disk, tab, random, () => tab.leave()))) return null;
  const before = lengthsIn(tab);
  await new Promise((resolve) => setTimeout(resolve));
  if (!damage(disk, random)) return null;
  const next = await Tab.open(disk);
  expectTrue(next, false);
  expectNoneLost(next, before);
  if (!(await next.offersToResume())) {
    if (next.said.size === 0) return 'of a checkpoint that was not whole yet: curves kept';
    expectSaid(next, DAMAGED);
    return 'said and cleared away, curves kept';
  }
  await next.lab.resume(null);
  if (next.said.size > 0) {
    expectSaid(next, DAMAGED);
    expectNoneLost(next, before);
    expectTrue(next, false);
    return 'refused, curves kept';
  }
  while (!next.over) await new Promise((resolve) => setTimeout(resolve));
  expectTrue(next, true);
  next.leave();
  return 'of a file that no longer counted: resumed to the end';
};

/** Another tab looks while the first trains. */
const twoTabs: Fault = async (random) => {
  const disk = new Disk();
  const first = await begun(disk);
  let other: Promise<Tab> | null = null;
  const look = () => {
    other = Tab.open(disk);
  };
  const driven = first.drive(random);
  if (!(await strikeAtWriting(disk, 1 + random.integer(WRITINGS), look, () => driven))) return null;
  const second = await (other as Promise<Tab> | null);
  expect(second?.lab.store.getState().interrupted).toBeNull();
  await driven;
  expectTrue(first, true);
  expectSaid(first);
  return 'left alone by the other tab, and trained to the end';
};

const FAULTS: Readonly<Record<string, Fault>> = {
  'tab reloaded': reloaded,
  'tab crashed': crashed,
  'tab reloaded, resumed, and reloaded again': reloadedTwice,
  'worker killed': workerKilled,
  'device destroyed': deviceLost,
  'storage full': storageFull,
  'stored files damaged': damaged,
  'opened in a second tab': twoTabs,
};

describe('whatever happens, no curve is lost and none is resumed wrongly', () => {
  let total = 0;
  beforeAll(async () => {
    expected = await undisturbed();
    expect([...expected.keys()]).toEqual(settings.algorithms);
  });
  afterAll(() => {
    vi.unstubAllGlobals();
    console.log(`${total} faults in all`);
  });

  it.each(Object.entries(FAULTS))(
    `%s, ${REPETITIONS} times`,
    async (name, fault) => {
      const tally = new Map<string, number>();
      const random = Random.fromSeed(name.length);
      for (let struck = 0; struck < REPETITIONS; ) {
        const outcome = await fault(random);
        if (outcome === null) continue;
        struck++;
        total++;
        tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
      }
      const outcomes = [...tally].map(([what, times]) => `${times} ${what}`).join(', ');
      console.log(`${name}: ${REPETITIONS} faults: ${outcomes}`);
      // Faults that find nothing to break would prove nothing.
      expect(tally.get(NOTHING) ?? 0).toBeLessThan(REPETITIONS / 2);
    },
    600_000,
  );
});
