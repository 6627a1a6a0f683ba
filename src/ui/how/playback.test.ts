import { describe, expect, it } from 'vitest';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRace, fakeRun } from '../testing/fakeRun.ts';
import { AT_START } from './howStore.ts';
import {
  alternatingRuns,
  fromTheStart,
  goTo,
  newestIteration,
  nextBeat,
  play,
  shownIteration,
} from './playback.ts';

const run = fakeRun('mdlam', [0, 1, 2, 3].map(fakeRecord));
const race = fakeRace(fakeRun('sgd'), fakeRun('dlam'), run);
const upTo = (iteration: number) =>
  fakeRun(
    'mdlam',
    Array.from({ length: iteration + 1 }, (_, k) => fakeRecord(k)),
  );

describe('the run looked at', () => {
  it('is mDLAM’s before DLAM’s, and never a gradient method’s', () => {
    expect(alternatingRuns(race).map(({ summary }) => summary.algorithm)).toEqual([
      'mdlam',
      'dlam',
    ]);
    expect(alternatingRuns(fakeRace(fakeRun('adam')))).toEqual([]);
    expect(alternatingRuns(null)).toEqual([]);
  });

  it('has no iteration to show at its start', () => {
    expect(newestIteration(fakeRun('mdlam', [fakeRecord(0)]))).toBeNull();
    expect(newestIteration(fakeRun('mdlam'))).toBeNull();
    expect(newestIteration(run)).toBe(3);
  });
});

describe('the iteration shown', () => {
  const shown = (playback: Parameters<typeof shownIteration>[1]) =>
    shownIteration(run, playback)?.record.iteration;

  it('is the last one before it that is left where the history was thinned, without a former', () => {
    const span = { iterations: 3, dlam: null };
    const thin = fakeRun('mdlam', [fakeRecord(0), { ...fakeRecord(3), span }, fakeRecord(4)]);
    const held = (iteration: number) =>
      shownIteration(thin, { ...AT_START, of: thin.key, iteration });
    expect(held(4)).toEqual({ record: fakeRecord(4), previous: thin.records[1] });
    expect(held(3)).toEqual({ record: thin.records[1], previous: null });
    expect(held(2)).toEqual({ record: fakeRecord(0), previous: null });
  });

  it('is held while the run goes on, and is the newest for another run', () => {
    expect(shown(AT_START)).toBe(3);
    expect(shown({ ...AT_START, of: run.key, iteration: 2 })).toBe(2);
    expect(shown({ ...AT_START, of: 'another', iteration: 2 })).toBe(3);
  });

  it('comes with the one before it', () => {
    expect(shownIteration(run, AT_START)?.previous?.iteration).toBe(2);
  });

  it('counts only the records of its snapshot of the run', () => {
    expect(shownIteration({ ...run, count: 2 }, AT_START)?.record.iteration).toBe(1);
  });
});

describe('playing', () => {
  it('lights block after block and stops at the last', () => {
    let playback = fromTheStart(run, true);
    const seen: number[] = [];
    for (let beat = 0; beat < 10 && playback.playing; beat++) {
      seen.push(playback.position);
      playback = nextBeat(playback, 4, run);
    }
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(playback).toMatchObject({ playing: false, position: 3, iteration: 3 });
  });

  it('goes on with the newest iteration where training went on meanwhile', () => {
    const atEnd = { ...fromTheStart(run, true), position: 3 };
    expect(nextBeat(atEnd, 4, upTo(9))).toEqual(fromTheStart(upTo(9), true));
    expect(nextBeat({ ...atEnd, of: 'another' }, 4, upTo(1))).toEqual(fromTheStart(upTo(1), true));
  });

  it('takes up where it was paused, and begins anew from the end', () => {
    const paused = { ...fromTheStart(run, false), iteration: 2, position: 1 };
    expect(play(paused, 4, run)).toEqual({ ...paused, playing: true });
    expect(play({ ...paused, position: 3 }, 4, run)).toEqual(fromTheStart(run, true));
  });

  it('holds its iteration when a block is chosen by hand', () => {
    const held = { ...fromTheStart(run, true), iteration: 2, position: 1 };
    expect(goTo(held, 2, run)).toEqual({ of: run.key, iteration: 2, position: 2, playing: false });
    expect(goTo({ ...held, of: 'another' }, 2, run)).toMatchObject({ of: run.key, iteration: 3 });
    // Before the first iteration there is none to hold; once there is one, it is taken up.
    expect(goTo(fromTheStart(upTo(0), false), 1, upTo(1))).toMatchObject({ iteration: 1 });
  });
});
