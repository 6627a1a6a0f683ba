import type { IterationRecord } from '../model/iterationRecord.ts';
import type { CellOutcome, CellResult, FinalFigures } from '../sweep/cellResult.ts';
import { GrowingCurve } from '../sweep/growingCurve.ts';

/** Infinite values have no place on a curve. */
function addFinite(curve: GrowingCurve, iteration: number, value: number): void {
  if (Number.isFinite(value)) curve.add(iteration, value);
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
    addFinite(this.#objective, iteration, objective);
    if (forward) {
      addFinite(this.#testLoss, iteration, forward.testLoss);
      addFinite(this.#testAccuracy, iteration, forward.testAccuracy);
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
