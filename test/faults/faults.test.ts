import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/maths/random.ts';
import { type MemoryCheckpoints, memoryCheckpoints } from '../support/memoryCheckpoints.ts';
import { comparable, settings, undisturbed, Visit } from './world.ts';

/** Of each kind. */
const REPETITIONS = 200;
/** A fault strikes before one of so many writings or submissions; a race has about so many. */
const WRITINGS = 110;
/** The first checkpoint takes about so many: most faults come later. */
const FIRST_WRITINGS = 25;
const SUBMISSIONS = 40;

const QUOTA = new DOMException('The quota has been exceeded.', 'QuotaExceededError');

let expected: Map<string, unknown[]>;

/** No curve is lost, and none is wrong: whatever a page saw is the beginning of the undisturbed curve, or all of it. */
function expectTrue(visit: Visit, whole: boolean): void {
  for (const [run, records] of expected) {
    const seen = comparable(visit.curves().get(run) ?? []);
    expect(seen).toEqual(whole ? records : records.slice(0, seen.length));
  }
}

/** Does something at the nth writing. */
function atWriting(checkpoints: MemoryCheckpoints, nth: number, strike: () => void): void {
  let writings = 0;
  checkpoints.beforeWriting = () => {
    if (++writings === nth) strike();
  };
}

/** Kills the worker, the tab, or the whole browser before some writing of a checkpoint; false where the race was over by then. */
async function killedAt(
  checkpoints: MemoryCheckpoints,
  visit: Visit,
  random: Random,
): Promise<boolean> {
  const nth = FIRST_WRITINGS + random.integer(WRITINGS - FIRST_WRITINGS);
  const struck = new Promise<boolean>((resolve) =>
    atWriting(checkpoints, nth, () => {
      visit.kill(checkpoints);
      resolve(true);
    }),
  );
  const killed = await Promise.race([visit.drive(random).then(() => false), struck]);
  visit.kill(checkpoints);
  checkpoints.beforeWriting = () => undefined;
  return killed;
}

/** Takes up what there is to resume; whether there was anything. */
async function resume(visit: Visit): Promise<boolean> {
  const interrupted = await visit.session.interruptedRace();
  if (!interrupted) return false;
  const own = await visit.session.interruptedSettings(interrupted.id);
  await visit.session.loadData(own.settings, own.files);
  await visit.session.resumeRace(interrupted.id, settings.engine);
  return true;
}

/** Resumes in a new visit, to the end. */
async function resumeToTheEnd(checkpoints: MemoryCheckpoints): Promise<boolean> {
  const visit = new Visit(checkpoints);
  if (!(await resume(visit))) return false;
  await visit.session.run();
  await visit.end();
  expectTrue(visit, true);
  return true;
}

async function started(checkpoints: MemoryCheckpoints): Promise<Visit> {
  const visit = new Visit(checkpoints);
  await visit.prepare();
  return visit;
}

/** What became of it; null where it did not strike. */
type Fault = (random: Random) => Promise<string | null>;

const RESUMED = 'resumed to the end';
const NOTHING = 'nothing stored yet';

const killed: Fault = async (random) => {
  const checkpoints = memoryCheckpoints();
  const visit = await started(checkpoints);
  if (!(await killedAt(checkpoints, visit, random))) return null;
  expectTrue(visit, false);
  return (await resumeToTheEnd(checkpoints)) ? RESUMED : NOTHING;
};

const killedTwice: Fault = async (random) => {
  const checkpoints = memoryCheckpoints();
  const first = await started(checkpoints);
  if (!(await killedAt(checkpoints, first, random))) return null;
  const second = new Visit(checkpoints);
  if (!(await resume(second)) || !(await killedAt(checkpoints, second, random))) return null;
  expectTrue(second, false);
  return (await resumeToTheEnd(checkpoints)) ? RESUMED : NOTHING;
};

const deviceLost: Fault = async (random) => {
  const checkpoints = memoryCheckpoints();
  const visit = await started(checkpoints);
  visit.loseDeviceAfter(random.integer(SUBMISSIONS));
  await visit.drive(random);
  expectTrue(visit, false);
  const failures = [...visit.states().values()].filter(({ kind }) => kind === 'failed');
  if (failures.length === 0) return null;
  for (const state of failures)
    expect(state).toMatchObject({
      error: { message: expect.stringMatching(/The GPU device was lost/) },
    });
  if (!(await resume(visit))) return NOTHING;
  await visit.session.run();
  await visit.end();
  expectTrue(visit, true);
  return RESUMED;
};

const storageFull: Fault = async (random) => {
  const checkpoints = memoryCheckpoints();
  const visit = await started(checkpoints);
  const [from, length] = [1 + random.integer(WRITINGS), 1 + random.integer(2 * WRITINGS)];
  let writings = 0;
  let refused = 0;
  checkpoints.beforeWriting = () => {
    writings++;
    if (writings < from || writings >= from + length) return;
    refused++;
    throw QUOTA;
  };
  await visit.drive(random);
  expectTrue(visit, true);
  const warnings = visit.events.filter(({ kind }) => kind === 'warning');
  if (refused === 0) {
    expect(warnings).toEqual([]);
    return null;
  }
  expect(warnings[0]).toMatchObject({
    error: { message: expect.stringMatching(/no more storage.*Training goes on.*delete runs/) },
  });
  return 'said, and trained to the end';
};

/** Changes one stored file in a way that a disk, or somebody, might. */
function damage(checkpoints: MemoryCheckpoints, random: Random): boolean {
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

const REFUSAL = /The checkpoint of the interrupted race is damaged .* start the race again/;

const damaged: Fault = async (random) => {
  const checkpoints = memoryCheckpoints();
  const visit = await started(checkpoints);
  if (!(await killedAt(checkpoints, visit, random)) || !damage(checkpoints, random)) return null;
  const next = new Visit(checkpoints);
  try {
    if (!(await resume(next))) {
      const warning = next.events.find(({ kind }) => kind === 'warning');
      if (!warning) return 'of a checkpoint that was not whole yet';
      expect(warning).toMatchObject({ error: { message: expect.stringMatching(REFUSAL) } });
      return 'said and cleared away';
    }
  } catch (error) {
    expect(error).toMatchObject({ message: expect.stringMatching(REFUSAL) });
    return 'refused';
  }
  await next.session.run();
  await next.end();
  expectTrue(next, true);
  return 'of a file that no longer counted: resumed to the end';
};

const FAULTS: Readonly<Record<string, Fault>> = {
  'worker or tab killed': killed,
  'killed, resumed, and killed again': killedTwice,
  'device lost': deviceLost,
  'storage full': storageFull,
  'stored files damaged': damaged,
};

describe('whatever happens, no curve is lost and none is resumed wrongly', () => {
  beforeAll(async () => {
    expected = await undisturbed();
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
        tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
      }
      const outcomes = [...tally].map(([what, times]) => `${times} ${what}`).join(', ');
      console.log(`${name}: ${REPETITIONS} faults: ${outcomes}`);
      // Faults that find nothing to break would prove nothing.
      expect(tally.get(NOTHING) ?? 0).toBeLessThan(REPETITIONS / 2);
    },
    120_000,
  );
});
