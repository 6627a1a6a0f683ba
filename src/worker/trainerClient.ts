import { proxy, type Remote, wrap } from 'comlink';
import { WorkerLostError } from '../model/errors.ts';
import { CallsUnderWay } from './callsUnderWay.ts';
import type { NetworkTrainer, SweepTrainer, TrainerApi, TrainerEvent } from './protocol.ts';
import { endOf } from './workerLife.ts';

type Api = TrainerApi & SweepTrainer & NetworkTrainer;

interface Connection {
  readonly remote: Remote<Api>;
  readonly calls: CallsUnderWay;
  /** Resolves when the worker is gone. */
  readonly end: Promise<void>;
}

/** After so many lost workers another one would be lost too. */
const MOST_RESTARTS = 5;

function connect(): Connection {
  const id = `dlam-lab worker ${crypto.randomUUID()}`;
  const worker = new Worker(new URL('./trainer.worker.ts', import.meta.url), {
    type: 'module',
    name: JSON.stringify({ baseUrl: new URL('.', location.href).href, id }),
  });
  return { remote: wrap<Api>(worker), calls: new CallsUnderWay(), end: endOf(worker, id) };
}

function workerLost(): WorkerLostError {
  return new WorkerLostError(
    'worker',
    'The browser ended the training: most likely its memory ran out. The curves up to here are kept; use fewer samples or narrower layers, or close other tabs.',
  );
}

/**
 * Starts the worker and gives its API to the page. A worker that is gone is replaced by a new one, which knows nothing:
 * calls under way reject with a WorkerLostError, and the listener hears of it.
 */
export function createTrainerClient(): Api {
  let connection = connect();
  let restarts = 0;
  let listener: ((events: readonly TrainerEvent[]) => void) | null = null;

  /** What a worker sent before its end may arrive after the news of it: nobody hears it then. */
  function subscribe(own: Connection): Promise<void> {
    return own.remote.subscribe(
      proxy((events) => {
        if (own === connection) listener?.(events);
      }),
    );
  }

  function watch({ calls, end }: Connection): void {
    void end.then(() => {
      const error = workerLost();
      calls.end(error);
      if (++restarts <= MOST_RESTARTS) {
        connection = connect();
        watch(connection);
        if (listener) void subscribe(connection);
      }
      const { name, label, message } = error;
      listener?.([{ kind: 'worker-lost', error: { name, label, message } }]);
    });
  }
  watch(connection);

  const call = <T>(ask: (remote: Remote<Api>) => Promise<T>): Promise<T> =>
    connection.calls.until(ask(connection.remote));

  return {
    subscribe: (own) => {
      listener = own;
      return call(() => subscribe(connection));
    },
    loadData: (settings, files, mayDownload) =>
      call((remote) => remote.loadData(settings, files as never, mayDownload)),
    cancelLoading: () => call((remote) => remote.cancelLoading()),
    openEngine: (engine) => call((remote) => remote.openEngine(engine)),
    estimateMemory: (settings) => call((remote) => remote.estimateMemory(settings)),
    allowMemory: (bytes) => call((remote) => remote.allowMemory(bytes)),
    prepareRace: (settings, loaded) =>
      call((remote) => remote.prepareRace(settings, loaded as never)),
    interruptedRace: () => call((remote) => remote.interruptedRace()),
    interruptedSettings: (id) => call((remote) => remote.interruptedSettings(id) as never),
    resumeRace: (id, engine) => call((remote) => remote.resumeRace(id, engine)),
    discardRace: (id) => call((remote) => remote.discardRace(id)),
    run: () => call((remote) => remote.run()),
    pause: () => call((remote) => remote.pause()),
    step: () => call((remote) => remote.step()),
    profile: (run) => call((remote) => remote.profile(run)),
    trainCell: (settings, dataHash) => call((remote) => remote.trainCell(settings, dataHash)),
    cancelCell: () => call((remote) => remote.cancelCell()),
    weightsOf: (run) => call((remote) => remote.weightsOf(run)),
    inputSpace: (dataHash) => call((remote) => remote.inputSpace(dataHash)),
    samples: (dataHash, part, indices) =>
      call((remote) => remote.samples(dataHash, part, indices as never)),
    classify: (dataHash, network, part) =>
      call((remote) => remote.classify(dataHash, network as never, part)),
    distributions: (dataHash, network, run) =>
      call((remote) => remote.distributions(dataHash, network as never, run)),
  };
}
