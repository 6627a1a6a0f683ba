import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Lab, ProfiledRun } from '../store/lab.ts';
import { toReportedError } from '../store/reportedError.ts';

export interface ProfileState {
  /** Run or algorithm that the next profile is of; null before a choice. */
  readonly chosen: string | null;
  readonly shown: ProfiledRun | null;
  /** Why the last attempt failed. */
  readonly problem: string | null;
}

/** One a page: the last profile is there when the dialog opens again. */
const states = new WeakMap<Lab, StoreApi<ProfileState>>();

export function profileStoreOf(lab: Lab): StoreApi<ProfileState> {
  const store =
    states.get(lab) ??
    createStore<ProfileState>(() => ({ chosen: null, shown: null, problem: null }));
  states.set(lab, store);
  return store;
}

/** Profiles the next iteration of a run, by its id or its algorithm. */
export async function takeProfile(lab: Lab, which: string): Promise<void> {
  const store = profileStoreOf(lab);
  store.setState({ problem: null });
  try {
    store.setState({ shown: await lab.profile(which) });
  } catch (reason) {
    store.setState({ problem: toReportedError(reason).message });
  }
}
