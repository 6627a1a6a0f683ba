import type { IterationRecord } from '../model/iterationRecord.ts';
import {
  type CellOutcome,
  type CellResult,
  type CurvePoints,
  type FinalFigures,
  thinned,
} from '../sweep/cellResult.ts';

/** A curve while it grows. */
class GrowingCurve {
  readonly #iterations: number[] = [];
  readonly #values: number[] = [];

  /** Infinite values have no place on a curve. */
  add(iteration: number, value: number): void {
    if (!Number.isFinite(value)) return;
    this.#iterations.push(iteration);
    this.#values.push(value);
  }

  get last(): number | null {
    return this.#values.at(-1) ?? null;
  }

  points(): CurvePoints {
    return thinned({ iterations: this.#iterations, values: this.#values });
  }
}

/** Keeps of a run's records what its cell shows. */
export class CellRecorder {
  readonly #startedAt = performance.now();
  readonly #objective = new GrowingCurve();
  readonly #testLoss = new GrowingCurve();
  readonly #testAccuracy = new GrowingCurve();
  #trainLoss: number | null = null;
  #trainAccuracy: number | null = null;

  add({ iteration, objective, forward }: IterationRecord): void {
    this.#objective.add(iteration, objective);
    if (forward) {
      this.#testLoss.add(iteration, forward.testLoss);
      this.#testAccuracy.add(iteration, forward.testAccuracy);
      if (Number.isFinite(forward.trainLoss)) this.#trainLoss = forward.trainLoss;
      this.#trainAccuracy = forward.trainAccuracy;
    }
  }

  result(outcome: CellOutcome): CellResult {
    const final: FinalFigures = {
      objective: this.#objective.last,
      trainLoss: this.#trainLoss,
      testLoss: this.#testLoss.last,
      trainAccuracy: this.#trainAccuracy,
      testAccuracy: this.#testAccuracy.last,
    };
    const curves = {
      objective: this.#objective.points(),
      testLoss: this.#testLoss.points(),
      testAccuracy: this.#testAccuracy.points(),
    };
    return { outcome, final, curves, elapsedMs: performance.now() - this.#startedAt };
  }
}
