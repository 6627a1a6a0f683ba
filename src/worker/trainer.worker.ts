import { expose } from 'comlink';
import { browserCheckpoints, browserLocks } from './browserCheckpoints.ts';
import { TrainerSession } from './trainerSession.ts';

/** The page's address comes with the worker's name: a worker's own address is that of its script. */
expose(new TrainerSession(self.name, { store: browserCheckpoints(), locks: browserLocks() }));
