import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from '../../settings/schema.ts';
import { FLOOR_KINDS } from '../../theory/objectiveFloor.ts';

/** What the chart of the layers can show, one at a time. */
export const LAYER_QUANTITIES = [
  'step-sizes',
  'omega',
  'weight-steps',
  'z-steps',
  'a-steps',
  'distances',
] as const;
export type LayerQuantity = (typeof LAYER_QUANTITIES)[number];

const viewSchema = z.object({
  /** Run looked at; null follows the first that has the figures of DLAM. */
  run: z.nullable(z.string()),
  quantity: z.enum(LAYER_QUANTITIES),
  floor: z.enum(FLOOR_KINDS),
  typedFloor: z.nullable(z.number()),
  /** The axis of k under F − F*. */
  gapAxis: z.enum(['linear', 'log']),
  /** The axis of k·c_k. */
  decreaseScale: z.enum(['linear', 'log']),
});
const schema = z.object({
  view: viewSchema,
  references: z.array(
    z.object({ problem: z.string(), floor: z.number(), uncertainty: z.number() }),
  ),
});

export type TheoryView = Readonly<z.infer<typeof viewSchema>>;

/** An F* kept for one problem; see problemKey.ts. */
export interface Reference {
  readonly problem: string;
  readonly floor: number;
  /** How much further F might have fallen. */
  readonly uncertainty: number;
}

export const INITIAL_THEORY_VIEW: TheoryView = {
  run: null,
  quantity: 'distances',
  floor: 'least-seen',
  typedFloor: null,
  gapAxis: 'linear',
  decreaseScale: 'linear',
};

/** More problems than anyone compares; the oldest goes first. */
const REFERENCES_KEPT = 50;

export interface TheoryState {
  readonly view: TheoryView;
  readonly references: readonly Reference[];
  change(part: Partial<TheoryView>): void;
  /** Keeps F* for a problem in place of the one kept before, and measures from it. */
  keep(reference: Reference): void;
}
export type TheoryStore = StoreApi<TheoryState>;

/** What was kept for a problem; null where there is nothing. */
export function referenceFor(references: readonly Reference[], problem: string): Reference | null {
  return references.find((reference) => reference.problem === problem) ?? null;
}

export function createTheoryStore(storage: () => StateStorage): TheoryStore {
  return createStore<TheoryState>()(
    persist(
      (set, get) => ({
        view: INITIAL_THEORY_VIEW,
        references: [],
        change: (part) => set({ view: { ...get().view, ...part } }),
        keep: (reference) => {
          const others = get().references.filter(({ problem }) => problem !== reference.problem);
          const references = [...others, reference].slice(-REFERENCES_KEPT);
          set({ references, view: { ...get().view, floor: 'reference' } });
        },
      }),
      {
        name: 'dlam-lab-theory',
        version: 1,
        storage: createJSONStorage(storage),
        migrate: () => undefined,
        partialize: ({ view, references }) => ({ view, references }),
        merge: (persisted, current) => {
          const parsed = schema.safeParse(persisted);
          return parsed.success ? { ...current, ...parsed.data } : current;
        },
      },
    ),
  );
}

/** Of the page, like the place looked at (charts/hoverStore.ts): it has no bearing on the training. */
export const theoryStore = createTheoryStore(() => localStorage);
