import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from '../../settings/schema.ts';

/** The steps of a first race; each is also the `data-guide` of the element that it points at. */
export const GUIDE_STEPS = ['data', 'preset', 'start', 'curves'] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];

const schema = z.object({ known: z.boolean() });

export interface GuideState {
  /** null while the guide is closed. */
  readonly step: GuideStep | null;
  /** It was opened before, in this visit or an earlier one: it is no longer offered, only there. */
  readonly known: boolean;
  open(): void;
  go(step: GuideStep): void;
  close(): void;
}
export type GuideStore = StoreApi<GuideState>;

export function createGuideStore(storage: () => StateStorage): GuideStore {
  return createStore<GuideState>()(
    persist(
      (set) => ({
        step: null,
        known: false,
        open: () => set({ step: GUIDE_STEPS[0], known: true }),
        go: (step) => set({ step }),
        close: () => set({ step: null }),
      }),
      {
        name: 'dlam-lab-guide',
        version: 1,
        storage: createJSONStorage(storage),
        migrate: () => undefined,
        // A step without its race would make no sense at the next visit.
        partialize: ({ known }) => ({ known }),
        merge: (persisted, current) => {
          const parsed = schema.safeParse(persisted);
          return parsed.success ? { ...current, ...parsed.data } : current;
        },
      },
    ),
  );
}

/** Of the page: it has no bearing on the training. */
export const guideStore = createGuideStore(() => localStorage);
