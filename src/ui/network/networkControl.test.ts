import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { writeWeights } from '../../record/weightsFile.ts';
import type { Classification, RunWeights } from '../../worker/protocol.ts';
import { EMPTY_LAB, type LabRun, type LabState } from '../store/labState.ts';
import type { Stores } from '../stores.ts';
import { fakeRace, fakeRun } from '../testing/fakeRun.ts';
import { createNetworkControl } from './networkControl.ts';
import { comparedRuns, whyForward } from './networkState.ts';

const HASH = 'bbbbbbbbbbbbbbbb';

function weightsAt(iteration: number, value = 1): RunWeights {
  const layer = { rows: 2, columns: 4, weights: new Float64Array(8).fill(value), bias: null };
  return { name: 'w', iteration, layers: [layer] };
}

const CLASSIFICATION: Classification = {
  labels: Uint8Array.of(0, 1),
  predicted: Uint8Array.of(0, 0),
  confidence: Float32Array.of(0.9, 0.8),
  trueProbability: Float32Array.of(0.9, 0.2),
};

function run(algorithm: 'mdlam' | 'sgd', iteration = 0): LabRun {
  const records = [{ iteration }] as unknown as LabRun['records'];
  const own = fakeRun(algorithm, records);
  return { ...own, state: { kind: 'paused' } };
}

function open(state: Partial<LabState>) {
  const dataset = {
    hash: HASH,
    classNames: ['0', '1'],
    featureCount: 4,
  } as unknown as LabState['dataset'];
  const store = createStore<LabState>(() => ({ ...EMPTY_LAB, dataset, ...state }));
  const scaler = {
    scaling: run('mdlam').origin.settings.scaling,
    offset: new Float64Array(4),
    factor: new Float64Array(4).fill(1),
    low: 0,
    high: 1,
  };
  const trainer = {
    weightsOf: vi.fn(async (_id: string) => weightsAt(3)),
    inputSpace: vi.fn(async () => ({ scaler, picture: null })),
    samples: vi.fn(),
    classify: vi.fn(async (): Promise<Classification | null> => CLASSIFICATION),
    distributions: vi.fn(async (_hash: string, _network: unknown, id: string | null) => ({
      why: id === null ? 'no-run' : null,
      layers: [],
    })),
  };
  const library = { weights: vi.fn(async (_key: string): Promise<Uint8Array | null> => null) };
  const stores = { trainer, library, lab: { store } } as unknown as Stores;
  return { control: createNetworkControl(stores), trainer, library, store };
}

describe('the control of the networks', () => {
  it('reads the weights of every compared run once per iteration', async () => {
    const { control, trainer, store } = open({ race: fakeRace(run('mdlam', 3), run('sgd', 3)) });
    await control.refresh();
    await control.refresh();
    expect(trainer.weightsOf.mock.calls).toEqual([['mdlam'], ['sgd']]);
    store.setState({ race: fakeRace(run('mdlam', 4), run('sgd', 3)) });
    await control.refresh();
    expect(trainer.weightsOf).toHaveBeenCalledTimes(3);
    expect(Object.keys(control.store.getState().known)).toEqual(['key-mdlam', 'key-sgd']);
  });

  it('classifies for one view only, and again only for other weights or samples', async () => {
    const { control, trainer } = open({ race: fakeRace(run('mdlam', 3)) });
    await control.refresh();
    expect(trainer.classify).not.toHaveBeenCalled();
    control.change({ view: 'errors' });
    await control.refresh();
    expect(control.store.getState().classification?.value).toBe(CLASSIFICATION);
    await control.refresh();
    expect(trainer.classify).toHaveBeenCalledTimes(1);
    control.change({ part: 'train' });
    await control.refresh();
    expect(trainer.classify).toHaveBeenCalledTimes(2);
    expect(trainer.classify.mock.lastCall).toEqual([HASH, expect.anything(), 'train']);
  });

  it('takes the weights of kept runs from the browser, and says where there are none', async () => {
    const kept = run('sgd', 7);
    const { control, library } = open({ kept: [kept, run('mdlam')] });
    library.weights.mockImplementation(async (key) =>
      key === kept.key ? writeWeights(weightsAt(7, 0.25), kept.origin, 7) : null,
    );
    await control.refresh();
    const { known } = control.store.getState();
    expect(known['key-sgd']).toMatchObject({ kind: 'ready', weights: { iteration: 7 } });
    expect(known['key-mdlam']).toEqual({
      kind: 'absent',
      why: 'The browser kept no weights of this run.',
    });
  });

  it('does not show a run that diverged as a network', async () => {
    const { control, trainer } = open({ race: fakeRace(run('mdlam', 3)) });
    trainer.weightsOf.mockResolvedValue(weightsAt(3, Number.NaN));
    await control.refresh();
    expect(control.store.getState().known['key-mdlam']).toMatchObject({ kind: 'absent' });
  });

  it('asks nothing of a run of other data', async () => {
    const other = run('mdlam', 3);
    const data = { ...other.origin.data, hash: 'other' };
    const { control, trainer } = open({
      race: fakeRace({ ...other, origin: { ...other.origin, data } }),
    });
    control.change({ view: 'errors' });
    await control.refresh();
    expect(trainer.classify).not.toHaveBeenCalled();
  });

  it('shows why a look failed, until the next one', async () => {
    const { control, trainer } = open({ race: fakeRace(run('mdlam', 3)) });
    trainer.weightsOf.mockRejectedValueOnce({ name: 'X', label: null, message: 'Device lost.' });
    await control.refresh();
    expect(control.store.getState()).toMatchObject({ problem: 'Device lost.', busy: false });
    await control.refresh();
    expect(control.store.getState().problem).toBeNull();
  });

  it('reads z and a of runs that have them and rest, and says why of others', async () => {
    const race = fakeRace(run('mdlam', 3), run('sgd', 3));
    const { control, trainer } = open({ race });
    control.change({ view: 'layers' });
    await control.refresh();
    expect(trainer.distributions.mock.lastCall?.[2]).toBe('mdlam');
    control.change({ chosen: 'key-sgd' });
    await control.refresh();
    expect(trainer.distributions.mock.lastCall?.[2]).toBeNull();
    expect(control.store.getState().distributions?.value.why).toBe('no-split');
    const running: LabRun = { ...run('mdlam'), state: { kind: 'running' } };
    expect(whyForward(running, { race: fakeRace(running) })).toBe('in-training');
    expect(whyForward(running, { race: null })).toBe('no-run');
  });
});

describe('comparedRuns', () => {
  it('are those of the race, the kept ones in the charts, and the chosen one', () => {
    const [first, second] = [run('sgd'), { ...run('mdlam'), key: 'hidden' }];
    const hidden = { ...second, marks: { ...second.marks, shown: false } };
    const lab = { race: null, kept: [first, hidden] };
    expect(comparedRuns(lab, null).map(({ key }) => key)).toEqual(['key-sgd']);
    expect(comparedRuns(lab, 'hidden').map(({ key }) => key)).toEqual(['key-sgd', 'hidden']);
  });
});
