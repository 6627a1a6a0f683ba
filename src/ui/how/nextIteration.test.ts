import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Lab } from '../store/lab.ts';
import { EMPTY_LAB, type LabRun, type LabState } from '../store/labState.ts';
import { createSettingsStore } from '../store/settingsStore.ts';
import { fakeRecord } from '../testing/fakeRecord.ts';
import { fakeRace, fakeRun } from '../testing/fakeRun.ts';
import { offerOf, trainOne } from './nextIteration.ts';

const NO_STORAGE = () => ({ getItem: () => null, setItem: () => {}, removeItem: () => {} });
const records = (count: number) => Array.from({ length: count }, (_, k) => fakeRecord(k));

const moved = fakeRun('mdlam', records(2));
const over: LabRun = { ...moved, state: { kind: 'finished', reason: 'iterations' } };
const holding = (...runs: LabRun[]): LabState => ({ ...EMPTY_LAB, race: fakeRace(...runs) });

function offered(
  lab: LabState,
  run: LabRun | null,
  change?: readonly ['algorithms' | 'rho', unknown],
) {
  const settings = createSettingsStore(NO_STORAGE);
  if (change) settings.getState().change(...change);
  const offer = offerOf(lab, settings.getState(), run);
  return offer.kind === 'none' ? offer.reason : offer.kind;
}

describe('the next iteration', () => {
  it('prepares a race where there is none with blocks, steps, and begins anew after the end', () => {
    expect(offered(EMPTY_LAB, null)).toBe('prepare');
    expect(offered(holding(fakeRun('sgd')), null)).toBe('prepare');
    expect(offered(holding(fakeRun('mdlam')), fakeRun('mdlam'))).toBe('step');
    expect(offered(holding(moved), moved)).toBe('step');
    expect(offered(holding(over), over)).toBe('restart');
    // Others may go on when the run that is looked at has met its stop rule.
    expect(offered(holding(over, fakeRun('dlam', records(2))), over)).toBe('restart');
  });

  it('says why it cannot be trained', () => {
    expect(offered({ ...holding(moved), running: true }, moved)).toMatch(/Pause/);
    expect(offered(EMPTY_LAB, null, ['algorithms', ['sgd']])).toMatch(/Tick mDLAM or DLAM/);
    expect(offered(EMPTY_LAB, null, ['rho', 'much'])).toMatch(/beside Start/);
  });

  it('of a paused race goes on whatever the form holds by now', () => {
    expect(offered(holding(moved), moved, ['algorithms', ['sgd']])).toBe('step');
    expect(offered(holding(moved), moved, ['rho', 'much'])).toBe('step');
  });
});

/** A lab whose steps leave one more record, or none. */
function fakeLab(state: LabState, works = true) {
  const store = createStore<LabState>(() => state);
  const reset = vi.fn(async () => {
    if (works) store.setState({ race: { ...fakeRace(fakeRun('mdlam')), number: 2 } });
  });
  const step = vi.fn(async () => {
    const { race } = store.getState();
    const runs = (race?.runs ?? []).map((run) =>
      fakeRun('mdlam', records(Math.max(1, run.count) + 1)),
    );
    if (works) setTimeout(() => store.setState({ race: race && { ...race, runs } }), 5);
  });
  return { lab: { store, reset, step } as unknown as Lab, reset, step };
}

describe('training it', () => {
  it('waits for the record', async () => {
    const { lab, reset } = fakeLab(holding(moved));
    expect(await trainOne(lab, { kind: 'step' }, 'mdlam')).toBe(true);
    expect(lab.store.getState().race?.runs[0]?.count).toBe(3);
    expect(reset).not.toHaveBeenCalled();
  });

  it('resets a race that cannot go on first, and does not step where that fails', async () => {
    expect(await trainOne(fakeLab(holding(over)).lab, { kind: 'restart' }, 'mdlam')).toBe(true);
    const failing = fakeLab(holding(over), false);
    expect(await trainOne(failing.lab, { kind: 'restart' }, 'mdlam')).toBe(false);
    expect(failing.step).not.toHaveBeenCalled();
  });

  it('gives up where no record comes', async () => {
    vi.useFakeTimers();
    const answer = trainOne(fakeLab(holding(moved), false).lab, { kind: 'step' }, 'mdlam');
    await vi.runAllTimersAsync();
    expect(await answer).toBe(false);
    vi.useRealTimers();
  });
});
