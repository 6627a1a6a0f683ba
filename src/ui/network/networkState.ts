import { isAlternating } from '../../model/algorithms.ts';
import type {
  Classification,
  DataPart,
  DatasetSummary,
  InputSpace,
  InspectedSamples,
  NetworkDistributions,
  RunWeights,
} from '../../worker/protocol.ts';
import { allRuns, type LabRun, type LabState } from '../store/labState.ts';

export const NETWORK_VIEWS = ['predict', 'errors', 'features', 'layers', 'file'] as const;
export type NetworkView = (typeof NETWORK_VIEWS)[number];

/** The newest weights known of a run, or why there are none. */
export type KnownWeights =
  | { readonly kind: 'ready'; readonly weights: RunWeights }
  | { readonly kind: 'absent'; readonly why: string };

/** What was computed of weights; other weights, other results. */
interface Result<T> {
  readonly run: string;
  readonly weights: RunWeights;
  readonly dataHash: string;
  readonly value: T;
}

export type ClassificationResult = Result<Classification> & { readonly part: DataPart };
export type DistributionsResult = Result<NetworkDistributions>;

/** The inputs that all networks are asked about. */
export type Question =
  | { readonly kind: 'drawing'; readonly shares: Float32Array }
  | {
      readonly kind: 'sample';
      readonly part: DataPart;
      readonly index: number;
      readonly sample: InspectedSamples;
    };

export interface NetworkState {
  readonly view: NetworkView;
  /** Key of the run that was chosen; null follows the first. */
  readonly chosen: string | null;
  readonly part: DataPart;
  /** By the runs' keys. */
  readonly known: Readonly<Record<string, KnownWeights>>;
  readonly inputs: { readonly dataHash: string; readonly space: InputSpace } | null;
  readonly classification: ClassificationResult | null;
  readonly distributions: DistributionsResult | null;
  readonly question: Question | null;
  /** Something is being read or computed. */
  readonly busy: boolean;
  /** Why the last look failed. */
  readonly problem: string | null;
}

export const EMPTY_NETWORK: NetworkState = {
  view: 'predict',
  chosen: null,
  part: 'test',
  known: {},
  inputs: null,
  classification: null,
  distributions: null,
  question: null,
  busy: false,
  problem: null,
};

/** The run whose network is shown: the chosen one while it exists, else the first. */
export function chosenRun(
  { race, kept }: Pick<LabState, 'race' | 'kept'>,
  chosen: string | null,
): LabRun | null {
  const runs = allRuns({ race, kept });
  return runs.find(({ key }) => key === chosen) ?? runs[0] ?? null;
}

/** Runs whose predictions stand side by side: those of the race, those in the charts, and the chosen one. */
export function comparedRuns(lab: Pick<LabState, 'race' | 'kept'>, chosen: string | null) {
  const own = chosenRun(lab, chosen);
  const ofRace = lab.race?.runs ?? [];
  const kept = lab.kept.filter((run) => run.marks.shown || run.key === own?.key);
  return [...ofRace, ...kept];
}

/** Whether the worker still holds the run. */
export function isLive({ race }: Pick<LabState, 'race'>, { key }: LabRun): boolean {
  return race !== null && !race.ended && race.runs.some((run) => run.key === key);
}

/** Why a run's network cannot be asked about the data that are loaded; null where it can. */
export function otherData(
  { origin }: LabRun,
  dataset: DatasetSummary,
  space: InputSpace,
): string | null {
  const { data, settings } = origin;
  if (data.hash !== dataset.hash)
    return `It was trained on ${data.name} (${data.hash}), and ${dataset.name} (${dataset.hash}) is loaded: choose those data to ask it.`;
  if (settings.scaling !== space.scaler.scaling)
    return 'It was trained on inputs of another scaling: choose that input scaling to ask it.';
  return null;
}

/** Why a run's own z and a cannot be read now; null where they can. */
export function whyForward(run: LabRun, lab: Pick<LabState, 'race'>): NetworkDistributions['why'] {
  if (!isLive(lab, run)) return 'no-run';
  if (!isAlternating(run.origin.algorithm)) return 'no-split';
  return run.state.kind === 'running' ? 'in-training' : null;
}
