import { afterEach, describe, expect, it } from 'vitest';
import { FakeTrainer } from '../../../test/ui/fakeTrainer.ts';
import { writeTensors } from '../../record/safetensors.ts';
import { createLab } from '../store/lab.ts';
import { createSettingsStore } from '../store/settingsStore.ts';
import { createViewStore } from '../store/viewStore.ts';
import { adoptionStore, loadWeightsFile } from './loadWeights.ts';

const NO_STORAGE = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };

async function openStores() {
  const settings = createSettingsStore(() => NO_STORAGE);
  const lab = createLab(new FakeTrainer(), settings);
  await lab.open();
  settings.getState().change('lambda', [0.5, 0.01]);
  settings.getState().change('innerSteps', [1]);
  return { lab, settings, view: createViewStore(() => NO_STORAGE) };
}

/** A network of these widths with its metadata. */
function file(widths: readonly number[], metadata: Record<string, string> = {}, bias = true) {
  const tensors = widths.slice(1).flatMap((rows, index) => [
    {
      name: `W${index + 1}`,
      shape: [rows, widths[index] as number],
      values: new Float64Array(rows * (widths[index] as number)).fill(index + 1),
    },
    ...(bias ? [{ name: `b${index + 1}`, shape: [rows], values: new Float64Array(rows) }] : []),
  ]);
  return new File([writeTensors({ tensors, metadata })], 'net.safetensors');
}

const adoption = () => adoptionStore.getState().adoption;

describe('loadWeightsFile', () => {
  afterEach(() => adoptionStore.setState({ adoption: null }));

  it('makes them W⁰ and the form’s network theirs, and says what remains', async () => {
    const stores = await openStores();
    await loadWeightsFile(file([784, 6, 5, 10], { activation: 'tanh' }), stores);
    const { settings, problems } = stores.settings.getState();
    expect(problems).toEqual({});
    expect(settings).toMatchObject({
      weights: 'loaded',
      hidden: [6, 5],
      bias: true,
      activation: 'tanh',
      lambda: [0.5, 0.5, 0.01],
      innerSteps: [1],
    });
    const { loadedWeights, errors } = stores.lab.store.getState();
    expect(loadedWeights?.layers.map(({ weights }) => weights[0])).toEqual([1, 2, 3]);
    expect(errors).toEqual([]);
    expect(adoption()?.done).toContain('net.safetensors: hidden layers 6, 5, with biases, tanh');
    expect(adoption()?.remains).toEqual(['Press Start to train on from them.']);
    expect(stores.view.getState().view.tab).toBe('network');
  });

  it('takes a network without hidden layers and without biases', async () => {
    const stores = await openStores();
    await loadWeightsFile(file([784, 10], {}, false), stores);
    expect(stores.settings.getState().settings).toMatchObject({ hidden: [], bias: false });
    expect(adoption()?.remains[0]).toMatch(/does not name its activation/);
  });

  it('names data of another size, and the race that is under way', async () => {
    const stores = await openStores();
    await stores.lab.start();
    await loadWeightsFile(file([9, 6, 10], { activation: 'relu' }), stores);
    await stores.lab.pause();
    expect(adoption()?.remains).toEqual([
      expect.stringMatching(/take 9 inputs, and Stand-in data has 784 features/),
      expect.stringMatching(/^Press Reset, then Start/),
    ]);
  });

  it('reports a file that cannot be used by its name, and changes nothing', async () => {
    const stores = await openStores();
    const before = stores.settings.getState().settings;
    const bytes = new Uint8Array(await file([784, 6, 10]).arrayBuffer());
    await loadWeightsFile(new File([bytes.subarray(0, 900)], 'cut.safetensors'), stores);
    await loadWeightsFile(file([784, 5000, 10]), stores);
    const { errors, loadedWeights } = stores.lab.store.getState();
    expect(errors.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/^cut\.safetensors: .*cut off/),
      expect.stringMatching(/^net\.safetensors: .*5000 units/),
    ]);
    expect([loadedWeights, adoption()]).toEqual([null, null]);
    expect(stores.settings.getState().settings).toBe(before);
  });
});
