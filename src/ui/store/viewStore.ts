import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { z } from '../../settings/schema.ts';
import { X_AXIS_KINDS } from '../charts/columns.ts';
import { OBJECTIVE_KINDS } from '../charts/objectiveKind.ts';
import { SMOOTHINGS } from '../charts/smoothing.ts';

/** In the order of the tab list, and of the keys 1, 2, … */
export const TABS = ['curves', 'layers', 'theory', 'runs', 'network', 'sweep', 'how'] as const;
export type Tab = (typeof TABS)[number];

const SAMPLES = ['test', 'train', 'both'] as const;
export type Samples = (typeof SAMPLES)[number];

/** The rows of the Layers tab, in their order. */
export const LAYER_ROWS = [
  'distance',
  'weightStep',
  'theta',
  'tau',
  'residual',
  'zStep',
  'aStep',
  'violation',
] as const;
export type LayerRow = (typeof LAYER_ROWS)[number];

const schema = z.object({
  tab: z.enum(TABS),
  xAxis: z.enum(X_AXIS_KINDS),
  xScale: z.enum(['linear', 'log']),
  smoothing: z.enum(SMOOTHINGS),
  /** Runs that are equal but for their seed: each by itself, or their median and how far they lie apart. */
  seeds: z.enum(['each', 'band']),
  /** What the first chart shows where the race has it. */
  objective: z.enum(OBJECTIVE_KINDS),
  objectiveScale: z.enum(['log', 'linear']),
  lossScale: z.enum(['log', 'linear']),
  /** null follows the number of runs: both for a pair, the test samples alone for more. */
  lossSamples: z.nullable(z.enum(SAMPLES)),
  accuracySamples: z.nullable(z.enum(SAMPLES)),
  accuracyRange: z.enum(['fitted', 'full']),
  detail: z.enum(['parts', 'gap']),
  /** Key of the run whose parts of F are shown; null follows the first run that has them. */
  detailRun: z.nullable(z.string()),
  layerRows: z.array(z.enum(LAYER_ROWS)),
  /** Whether the small charts of a row share their vertical axis. */
  layerScale: z.enum(['common', 'own']),
  /** Test accuracy whose first reaching the table of runs gives the time of. */
  targetAccuracy: z.number().check(z.minimum(0), z.maximum(1)),
});

/** How the page is looked at; it has no bearing on the training. */
export type View = Readonly<z.infer<typeof schema>>;

export const INITIAL_VIEW: View = {
  tab: 'curves',
  xAxis: 'iteration',
  xScale: 'linear',
  smoothing: 'none',
  seeds: 'band',
  objective: 'F',
  objectiveScale: 'log',
  lossScale: 'log',
  lossSamples: null,
  accuracySamples: null,
  accuracyRange: 'fitted',
  detail: 'parts',
  detailRun: null,
  layerRows: ['distance', 'weightStep', 'residual'],
  layerScale: 'common',
  targetAccuracy: 0.9,
};

export interface ViewState {
  readonly view: View;
  change(part: Partial<View>): void;
}
export type ViewStore = StoreApi<ViewState>;

/** What an earlier visit remembered; choices that are new or no longer exist take their initial values. */
export function restoreView(persisted: unknown): View {
  const remembered = (persisted as { view?: Readonly<Record<string, unknown>> } | undefined)?.view;
  const valid = Object.entries(schema.shape).flatMap(([name, choice]) => {
    const parsed = choice.safeParse(remembered?.[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...INITIAL_VIEW, ...Object.fromEntries(valid) };
}

export function createViewStore(storage: () => StateStorage = () => localStorage): ViewStore {
  return createStore<ViewState>()(
    persist(
      (set, get) => ({
        view: INITIAL_VIEW,
        change: (part) => set({ view: { ...get().view, ...part } }),
      }),
      {
        name: 'dlam-lab-view',
        // Version 1 knew fewer choices under the same names: restoreView adds what is new.
        version: 2,
        migrate: (persisted) => persisted,
        storage: createJSONStorage(storage),
        partialize: ({ view }) => ({ view }),
        merge: (persisted, current) => ({ ...current, view: restoreView(persisted) }),
      },
    ),
  );
}
