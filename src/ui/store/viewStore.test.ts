import { describe, expect, it } from 'vitest';
import { createViewStore, INITIAL_VIEW, restoreView } from './viewStore.ts';

function stored(initial: unknown) {
  const items = new Map([['dlam-lab-view', JSON.stringify(initial)]]);
  const storage = () => ({
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  });
  return { items, storage };
}

const VERSION_1 = {
  xAxis: 'seconds',
  objectiveScale: 'linear',
  lossScale: 'log',
  accuracyRange: 'full',
  detail: 'gap',
  detailRun: 'dlam',
};

describe('the remembered view', () => {
  it('survives from version 1', () => {
    const { storage } = stored({ state: { view: VERSION_1 }, version: 1 });
    expect(createViewStore(storage).getState().view).toEqual({ ...INITIAL_VIEW, ...VERSION_1 });
  });

  it('keeps what is valid beside what is not', () => {
    const view = restoreView({ view: { xAxis: 'flops', tab: 'kitchen', colour: 'red' } });
    expect(view).toEqual({ ...INITIAL_VIEW, xAxis: 'flops' });
  });

  it('keeps choices of the charts, and no row that does not exist', () => {
    const charts = { xScale: 'log', smoothing: 'strong', seeds: 'each', layerScale: 'own' };
    expect(restoreView({ view: { ...charts, layerRows: ['theta'] } })).toEqual({
      ...INITIAL_VIEW,
      ...charts,
      layerRows: ['theta'],
    });
    expect(restoreView({ view: { layerRows: ['theta', 'soup'] } })).toEqual(INITIAL_VIEW);
  });

  it.each([[undefined], [null], [{ view: null }]])('is the initial one after %j', (persisted) =>
    expect(restoreView(persisted)).toEqual(INITIAL_VIEW),
  );

  it('is that of the page', () => {
    const { items, storage } = stored(null);
    const store = createViewStore(storage);
    store.getState().change({ tab: 'theory' });
    const kept = JSON.parse(items.get('dlam-lab-view') as string);
    expect(kept.state).toEqual({ view: { ...INITIAL_VIEW, tab: 'theory' } });
  });
});
