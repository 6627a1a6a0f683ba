import { beforeAll, describe, expect, it } from 'vitest';
import { memoryCheckpoints } from '../support/memoryCheckpoints.ts';
import { comparable, settings, table, undisturbed, Visit } from './world.ts';

describe('a race that is interrupted', () => {
  let expected: Map<string, unknown[]>;
  beforeAll(async () => {
    expected = await undisturbed();
  });

  function expectWhole(visit: Visit): void {
    for (const [run, records] of expected)
      expect(comparable(visit.curves().get(run) ?? []), run).toEqual(records);
  }

  async function steps(visit: Visit, count: number): Promise<void> {
    for (let step = 0; step < count; step++) await visit.session.step();
    await visit.session.pause();
    // The pause does not wait until the race is put away: what comes next does.
    await visit.session.pause();
  }

  it('is resumed in another visit where it was put away, and ends as if nothing had been', async () => {
    const checkpoints = memoryCheckpoints();
    const first = new Visit(checkpoints);
    await first.prepare();
    await steps(first, 5);
    first.kill(checkpoints);

    const second = new Visit(checkpoints);
    const interrupted = await second.session.interruptedRace();
    expect(interrupted).toMatchObject({
      data: 'Your files (table.csv)',
      iterations: settings.iterations,
    });
    expect(interrupted?.runs.map(({ algorithm, iteration }) => [algorithm, iteration])).toEqual([
      ['mdlam', 5],
      ['adam', 5],
      ['dladmm', 5],
    ]);
    const id = interrupted?.id as string;
    const own = await second.session.interruptedSettings(id);
    expect(own.settings).toEqual(settings);
    await second.session.loadData(own.settings, own.files);
    const start = await second.session.resumeRace(id, 'cpu');
    expect(start.runs.map(({ key }) => key)).toEqual(interrupted?.runs.map(({ key }) => key));
    await second.session.run();
    await second.end();
    expectWhole(second);
    // It is over: there is nothing left to resume.
    expect(checkpoints.folders.size).toBe(0);
    expect(await second.session.interruptedRace()).toBeNull();
  });

  it('is resumed after the loss of its device, on a new one', async () => {
    const checkpoints = memoryCheckpoints();
    const visit = new Visit(checkpoints);
    await visit.prepare();
    await steps(visit, 3);
    expect(await visit.session.interruptedRace()).toBeNull();
    visit.loseDevice();
    await visit.session.run();
    await visit.end();
    expect(visit.states().get('mdlam')).toMatchObject({ error: { name: 'DeviceLostError' } });
    const interrupted = await visit.session.interruptedRace();
    expect(interrupted?.runs.map(({ iteration }) => iteration)).toEqual([3, 3, 3]);
    await visit.session.resumeRace(interrupted?.id as string, 'cpu');
    await visit.session.run();
    await visit.end();
    expectWhole(visit);
  });

  it('belongs to one tab alone', async () => {
    const checkpoints = memoryCheckpoints();
    const first = new Visit(checkpoints);
    await first.prepare();
    await steps(first, 2);
    const second = new Visit(checkpoints);
    expect(await second.session.interruptedRace()).toBeNull();
    const [id] = checkpoints.folders.keys();
    await second.session.loadData(settings, [table]);
    await expect(second.session.resumeRace(id as string, 'cpu')).rejects.toMatchObject({
      message: 'Another tab has resumed this race: go on there.',
    });
    await expect(second.session.discardRace(id as string)).rejects.toMatchObject({
      message: 'Another tab has resumed this race: end it there.',
    });
    // The first goes on undisturbed.
    await first.session.run();
    await first.end();
    expectWhole(first);
  });

  it('is gone when it was ended on purpose, or discarded', async () => {
    const checkpoints = memoryCheckpoints();
    const visit = new Visit(checkpoints);
    await visit.prepare();
    await steps(visit, 2);
    await visit.prepare();
    expect(checkpoints.folders.size).toBe(0);
    await steps(visit, 2);
    visit.kill(checkpoints);
    const other = new Visit(checkpoints);
    const interrupted = await other.session.interruptedRace();
    await other.session.discardRace(interrupted?.id as string);
    expect(checkpoints.folders.size).toBe(0);
    expect(await other.session.interruptedRace()).toBeNull();
  });

  it('is not resumed on other data', async () => {
    const checkpoints = memoryCheckpoints();
    const first = new Visit(checkpoints);
    await first.prepare();
    await steps(first, 2);
    first.kill(checkpoints);
    const second = new Visit(checkpoints);
    await second.session.loadData({ ...settings, dataset: 'synthetic' }, []);
    const { id } = (await second.session.interruptedRace()) ?? { id: '' };
    await expect(second.session.resumeRace(id, 'cpu')).rejects.toMatchObject({
      message: 'The data loaded are not those that were meant.',
    });
    // It was not lost by that.
    expect((await second.session.interruptedRace())?.id).toBe(id);
  });

  it('says once in a visit that nothing can be stored, and trains on', async () => {
    const checkpoints = memoryCheckpoints();
    checkpoints.beforeWriting = () => {
      throw new DOMException('Storage is off.', 'SecurityError');
    };
    const visit = new Visit(checkpoints);
    for (let race = 0; race < 2; race++) {
      await visit.prepare();
      await visit.session.run();
      await visit.end();
    }
    const warnings = visit.events.filter(({ kind }) => kind === 'warning');
    expect(warnings).toMatchObject([
      { error: { message: expect.stringMatching(/cannot be put away \(Storage is off\.\)/) } },
    ]);
    expectWhole(visit);
  });
});
