import * as z from 'zod/mini';
import { createJSONStorage, persist, type StateStorage } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { X_AXIS_KINDS } from '../charts/columns.ts';
import { OBJECTIVE_KINDS } from '../charts/objectiveKind.ts';
import type { Race } from './labState.ts';

const TABS = ['curves', 'theory', 'sweep'] as const;
export type Tab = (typeof TABS)[number];

const SAMPLES = ['test', 'train', 'both'] as const;
export type Samples = (typeof SAMPLES)[number];

const schema = z.object({
  tab: z.enum(TABS),
  xAxis: z.enum(X_AXIS_KINDS),
  /** What the first chart shows where the race has it. */
  objective: z.enum(OBJECTIVE_KINDS),
  objectiveScale: z.enum(['log', 'linear']),
  lossScale: z.enum(['log', 'linear']),
  /** null follows the number of runs: both for a pair, the test samples alone for more. */
  lossSamples: z.nullable(z.enum(SAMPLES)),
  accuracySamples: z.nullable(z.enum(SAMPLES)),
  accuracyRange: z.enum(['fitted', 'full']),
  detail: z.enum(['parts', 'gap']),
  /** Algorithm whose parts of F are shown; null follows the first run that has them. */
  detailRun: z.nullable(z.string()),
});

/** How the page is looked at; it has no bearing on the training. */
export type View = Readonly<z.infer<typeof schema>>;

export const INITIAL_VIEW: View = {
  tab: 'curves',
  xAxis: 'iteration',
  objective: 'F',
  objectiveScale: 'log',
  lossScale: 'log',
  lossSamples: null,
  accuracySamples: null,
  accuracyRange: 'fitted',
  detail: 'parts',
  detailRun: null,
};

/** Runs taken out of the charts of one race. */
export interface HiddenRuns {
  readonly race: number;
  readonly runs: readonly string[];
}

export interface ViewState {
  readonly view: View;
  /** Goes with its race, and so is not remembered by the browser. */
  readonly hidden: HiddenRuns;
  change(part: Partial<View>): void;
  toggleRun(race: number, run: string): void;
}
export type ViewStore = StoreApi<ViewState>;

const NONE: readonly string[] = [];

/** The ids of the race's runs that are hidden; always the same array while nothing changes. */
export function hiddenRunsOf({ hidden }: ViewState, race: Race | null): readonly string[] {
  return race && hidden.race === race.number ? hidden.runs : NONE;
}

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
        hidden: { race: 0, runs: NONE },
        change: (part) => set({ view: { ...get().view, ...part } }),
        toggleRun: (race, run) => {
          const { hidden } = get();
          const before = hidden.race === race ? hidden.runs : NONE;
          const runs = before.includes(run)
            ? before.filter((other) => other !== run)
            : [...before, run];
          set({ hidden: { race, runs } });
        },
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
