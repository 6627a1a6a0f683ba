import { type Activity, withError } from './labState.ts';
import type { LabStore } from './labStore.ts';
import { toReportedError } from './reportedError.ts';

/** Runs what the user asked for; failures end up on the screen. */
export interface Guard {
  report(reason: unknown): void;
  guarded(task: () => Promise<unknown>): Promise<void>;
  /** Runs a command that shows its failures itself. */
  during<T>(activity: Activity, task: () => Promise<T>): Promise<T>;
  /** Runs a command unless another is under way. */
  exclusively(activity: Activity, task: () => Promise<unknown>): Promise<void>;
}

export function createGuard(store: LabStore): Guard {
  const report = (reason: unknown) =>
    store.setState((state) => withError(state, toReportedError(reason)));

  async function guarded(task: () => Promise<unknown>): Promise<void> {
    try {
      await task();
    } catch (reason) {
      report(reason);
    }
  }

  async function during<T>(activity: Activity, task: () => Promise<T>): Promise<T> {
    store.setState({ activity });
    try {
      return await task();
    } finally {
      store.setState({ activity: null });
    }
  }

  return {
    report,
    guarded,
    during,
    exclusively: async (activity, task) => {
      if (store.getState().activity) return;
      await during(activity, () => guarded(task));
    },
  };
}
