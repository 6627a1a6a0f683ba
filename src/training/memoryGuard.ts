import { DeviceLostError, OutOfMemoryError } from '../model/errors.ts';
import { formatMebibytes } from '../model/mebibytes.ts';
import type { MemoryEstimate, MemoryRefusal } from '../model/memoryEstimate.ts';
import type { ProblemSize } from '../optimiser/problem.ts';
import type { Settings } from '../settings/settings.ts';
import type { CountedMemory } from './memoryEstimate.ts';
import type { TrainingEngine } from './trainingEngine.ts';

/** Keeps races that do not fit from being allocated. */
export class MemoryGuard {
  /** What the user vouched for. */
  #allowed = 0;

  /** From now on nothing of so many bytes or less is refused for a guess. */
  allow(bytes: number): void {
    this.#allowed = Math.max(this.#allowed, bytes);
  }

  /** What a race takes, and whether it fits. */
  async estimate(
    engine: TrainingEngine,
    size: ProblemSize,
    settings: Settings,
  ): Promise<MemoryEstimate> {
    const { countMemory } = await import('./memoryEstimate.ts');
    const counted = await countMemory(engine, size, settings);
    const lack = this.#lackOf(engine, counted);
    const estimate = { ...counted, allowed: engine.largestBuffer };
    if (!lack) return { ...estimate, refusal: null };
    const { remedyFor } = await import('./memoryRemedy.ts');
    const remedy = await remedyFor(
      { size, settings },
      async (plan) =>
        this.#lackOf(engine, await countMemory(engine, plan.size, plan.settings)) === null,
    );
    return { ...estimate, refusal: { ...lack, message: `${lack.message} ${remedy}` } };
  }

  /**
   * Does what allocates a race, unless it does not fit.
   * @throws OutOfMemoryError with how much it needs, whether that was known beforehand or the engine found out
   */
  async within<T>(
    engine: TrainingEngine,
    size: ProblemSize,
    settings: Settings,
    task: () => Promise<T>,
  ): Promise<T> {
    const { refusal, total } = await this.estimate(engine, size, settings);
    if (refusal) throw new OutOfMemoryError('memory', refusal.message);
    return this.allocating(total, task);
  }

  /** Does what allocates so many bytes, which nothing refuses. @throws OutOfMemoryError with how much it needs */
  async allocating<T>(total: number, task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (cause) {
      // A driver may die of what it cannot allocate.
      const kind = [OutOfMemoryError, DeviceLostError].find((one) => cause instanceof one);
      if (!kind) throw cause;
      const { label, message } = cause as OutOfMemoryError | DeviceLostError;
      throw new kind(label, `${message} The race needs ${formatMebibytes(total)} in all.`, {
        cause,
      });
    }
  }

  /** What there is too little of, in numbers; null where nobody knows of anything. */
  #lackOf(
    { largestBuffer, memory }: TrainingEngine,
    { total, largest }: CountedMemory,
  ): MemoryRefusal | null {
    if (largestBuffer !== null && largest.bytes > largestBuffer)
      return {
        message: `This race needs ${formatMebibytes(largest.bytes)} in one buffer (${largest.label}), and this GPU allows ${formatMebibytes(largestBuffer)}.`,
        guessed: false,
      };
    if (memory !== null && total > Math.max(memory, this.#allowed))
      return {
        message: `This race needs ${formatMebibytes(total)} of memory, and this machine seems to have ${formatMebibytes(memory)} for it.`,
        guessed: true,
      };
    return null;
  }
}
