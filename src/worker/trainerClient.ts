import { proxy, wrap } from 'comlink';
import type { NetworkTrainer, SweepTrainer, TrainerApi } from './protocol.ts';

/** Starts the worker and gives its API to the page. */
export function createTrainerClient(): TrainerApi & SweepTrainer & NetworkTrainer {
  const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: new URL('.', location.href).href,
  });
  const remote = wrap<TrainerApi & SweepTrainer & NetworkTrainer>(worker);
  return {
    subscribe: (listener) => remote.subscribe(proxy(listener)),
    loadData: (settings, files) => remote.loadData(settings, files as never),
    cancelLoading: () => remote.cancelLoading(),
    openEngine: (engine) => remote.openEngine(engine),
    estimateMemory: (settings) => remote.estimateMemory(settings),
    prepareRace: (settings, loaded) => remote.prepareRace(settings, loaded as never),
    interruptedRace: () => remote.interruptedRace(),
    interruptedSettings: (id) => remote.interruptedSettings(id) as never,
    resumeRace: (id, engine) => remote.resumeRace(id, engine),
    discardRace: (id) => remote.discardRace(id),
    run: () => remote.run(),
    pause: () => remote.pause(),
    step: () => remote.step(),
    profile: (run) => remote.profile(run),
    trainCell: (settings, dataHash) => remote.trainCell(settings, dataHash),
    cancelCell: () => remote.cancelCell(),
    weightsOf: (run) => remote.weightsOf(run),
    inputSpace: (dataHash) => remote.inputSpace(dataHash),
    samples: (dataHash, part, indices) => remote.samples(dataHash, part, indices as never),
    classify: (dataHash, network, part) => remote.classify(dataHash, network as never, part),
    distributions: (dataHash, network, run) =>
      remote.distributions(dataHash, network as never, run),
  };
}
