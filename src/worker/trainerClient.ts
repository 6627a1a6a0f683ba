import { proxy, wrap } from 'comlink';
import type { SweepTrainer, TrainerApi } from './protocol.ts';

/** Starts the worker and gives its API to the page. */
export function createTrainerClient(): TrainerApi & SweepTrainer {
  const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: new URL('.', location.href).href,
  });
  const remote = wrap<TrainerApi & SweepTrainer>(worker);
  return {
    subscribe: (listener) => remote.subscribe(proxy(listener)),
    loadData: (settings, files) => remote.loadData(settings, files as never),
    cancelLoading: () => remote.cancelLoading(),
    openEngine: (engine) => remote.openEngine(engine),
    prepareRace: (settings, loaded) => remote.prepareRace(settings, loaded as never),
    run: () => remote.run(),
    pause: () => remote.pause(),
    step: () => remote.step(),
    trainCell: (settings, dataHash) => remote.trainCell(settings, dataHash),
    cancelCell: () => remote.cancelCell(),
  };
}
