/** What run.ts and the page say to each other. */
import type {
  BenchmarkResults,
  ContenderFacts,
  ContenderId,
  IterationProductsResult,
  ProductResult,
  ScalingSeries,
  StepsResult,
} from './results.ts';

export interface PageOptions {
  /** The small cases instead of the full ones. */
  readonly quick: boolean;
  readonly repeats: number;
  readonly warmUps: number;
  /** Whether the server has MNIST. */
  readonly mnist: boolean;
  readonly versions: Readonly<Record<ContenderId, string>>;
}

export interface PageFacts {
  readonly adapter: string;
  readonly softwareAdapter: boolean;
  readonly data: string;
  readonly contenders: readonly ContenderFacts[];
}

/** What the page can measure, by the name of the part of the results. */
export interface PageParts {
  readonly products: readonly ProductResult[];
  readonly steps: StepsResult;
  readonly ownSteps: readonly StepsResult[];
  readonly iterationProducts: IterationProductsResult;
  readonly scaling: readonly ScalingSeries[];
}
export type PartName = keyof PageParts & keyof BenchmarkResults;

/** The page's global `dlamBench`. */
export interface BenchPage {
  /** Opens the GPU, the data and all contenders; to be called first. */
  open(options: PageOptions): Promise<PageFacts>;
  measure<Name extends PartName>(part: Name): Promise<PageParts[Name]>;
}

/** Lines of the page's console that begin so are progress for the terminal. */
export const PROGRESS = 'bench: ';
