import { expose } from 'comlink';
import { browserCheckpoints, browserLocks } from './browserCheckpoints.ts';
import { TrainerSession } from './trainerSession.ts';
import { showLife } from './workerLife.ts';

/** The page's address comes with the worker's name: a worker's own address is that of its script. */
const { baseUrl, id } = JSON.parse(self.name) as { baseUrl: string; id: string };

expose(new TrainerSession(baseUrl, { store: browserCheckpoints(), locks: browserLocks() }));
showLife(id);
