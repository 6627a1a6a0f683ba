import * as z from 'zod/mini';
import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

const schema = z.object({
  xAxis: z.enum(['iteration', 'seconds']),
  objectiveScale: z.enum(['log', 'linear']),
  lossScale: z.enum(['log', 'linear']),
  accuracyRange: z.enum(['fitted', 'full']),
  detail: z.enum(['parts', 'gap']),
  /** Run id whose parts of F are shown; null follows the first run. */
  detailRun: z.nullable(z.string()),
});

/** How the charts are looked at; it has no bearing on the training. */
export type View = Readonly<z.infer<typeof schema>>;

export const INITIAL_VIEW: View = {
  xAxis: 'iteration',
  objectiveScale: 'log',
  lossScale: 'log',
  accuracyRange: 'fitted',
  detail: 'parts',
  detailRun: null,
};

export interface ViewState {
  readonly view: View;
  change(part: Partial<View>): void;
}
export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>()(
    persist(
      (set, get) => ({
        view: INITIAL_VIEW,
        change: (part) => set({ view: { ...get().view, ...part } }),
      }),
      {
        name: 'dlam-lab-view',
        version: 1,
        migrate: () => undefined,
        partialize: ({ view }) => ({ view }),
        merge: (persisted, current) => {
          const parsed = schema.safeParse((persisted as { view?: unknown } | undefined)?.view);
          return parsed.success ? { ...current, view: parsed.data } : current;
        },
      },
    ),
  );
}
