import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { initialWeights } from '../../src/optimiser/initialWeights.ts';
import { type ContenderId, type Measurement, OWN, type StepsResult } from '../results.ts';
import { createAlternatingRun, type RunSize } from './alternatingRun.ts';
import type { Contender, Prepared, StepInputs } from './contender.ts';
import { largestDeviation, requireRight } from './deviation.ts';
import type { Digits } from './digits.ts';
import { prepareGradientStep } from './peers/dlamLab.ts';
import { type Entrant, failure, measurementOf, type Rounds, takeTurns } from './takeTurns.ts';

const RATE = 0.1;
const SEED = 3;
/** Small enough for the float64 engine; its steps are the reference. */
const SMALL_SAMPLES = 60;
const SMALL_HIDDEN = [20, 12];
const SMALL_STEPS = 3;

const ITERATION = 'mDLAM iteration';
type EntrantId = ContenderId | typeof ITERATION;

function stepInputs(digits: Digits, { widths, samples }: RunSize): StepInputs {
  const shape = { widths, activation: 'relu', bias: true } as const;
  const start = { seed: SEED, weights: { kind: 'he' }, output: 'forward' } as const;
  return {
    widths,
    samples,
    ...digits.take(samples),
    weights: initialWeights(shape, start),
    rate: RATE,
  };
}

/** The weights after a few steps. */
async function trained(prepared: Prepared, steps: number): Promise<readonly ArrayLike<number>[]> {
  for (let step = 0; step < steps; step++) {
    await prepared.ready?.();
    await prepared.run();
  }
  const weights = await prepared.result();
  prepared.dispose();
  return weights;
}

/** Checks a contender's steps against float64 on a small network, and prepares it on the large one. */
async function prepareChecked(
  prepare: NonNullable<Contender['gradientStep']>,
  small: { readonly inputs: StepInputs; readonly right: readonly ArrayLike<number>[] },
  inputs: StepInputs,
): Promise<Prepared> {
  const found = await trained(await prepare(small.inputs), SMALL_STEPS);
  requireRight(largestDeviation(found, small.right), 'the network after small gradient steps');
  return prepare(inputs);
}

/** All have taken the same steps from the same W⁰: their weights against ours. */
async function compareWeights(
  entrants: readonly Entrant<ContenderId>[],
  outcomes: Awaited<ReturnType<typeof takeTurns<EntrantId>>>,
): Promise<Measurement[]> {
  const own = entrants.find(({ id }) => id === OWN);
  const right = await own?.prepared.result();
  const measurements: Measurement[] = [];
  for (const { id, prepared } of entrants) {
    const outcome = outcomes.get(id) ?? { samples: [], error: 'did not run' };
    try {
      if (outcome.error !== null) throw new Error(outcome.error);
      const compared = id !== OWN && right;
      const deviation = compared ? largestDeviation(await prepared.result(), right) : null;
      if (deviation !== null) requireRight(deviation, 'the trained network');
      measurements.push(measurementOf(id, outcome, deviation));
    } catch (error) {
      measurements.push(failure(id, error));
    }
  }
  return measurements;
}

/** A gradient step of everybody who trains, and an mDLAM iteration, in turns. */
export async function measureSteps(
  backend: Backend,
  contenders: readonly Contender[],
  digits: Digits,
  size: RunSize,
  rounds: Rounds & { readonly before: number },
  log: (line: string) => void,
): Promise<StepsResult> {
  const smallSize = {
    widths: [size.widths[0] as number, ...SMALL_HIDDEN, size.widths.at(-1) as number],
    samples: SMALL_SAMPLES,
  };
  const inputs = stepInputs(digits, smallSize);
  const reference = await prepareGradientStep(new CpuBackend(), inputs);
  const small = { inputs, right: await trained(reference, SMALL_STEPS) };
  const large = stepInputs(digits, size);
  const failed: Measurement[] = [];
  const entrants: Entrant<ContenderId>[] = [];
  for (const { facts, gradientStep } of contenders) {
    if (!gradientStep) continue;
    try {
      entrants.push({ id: facts.id, prepared: await prepareChecked(gradientStep, small, large) });
      log(`gradient step: ${facts.id} is right`);
    } catch (error) {
      failed.push(failure(facts.id, error));
    }
  }
  const run = await createAlternatingRun(backend, digits, size, rounds.before);
  const outcomes = await takeTurns<EntrantId>(
    [...entrants, { id: ITERATION, prepared: run }],
    rounds,
  );
  const gradientSteps = [...(await compareWeights(entrants, outcomes)), ...failed];
  const iteration = measurementOf(
    OWN,
    outcomes.get(ITERATION) ?? { samples: [], error: 'did not run' },
    null,
  );
  const evidence = iteration.timing && run.evidence(rounds.repeats);
  for (const { prepared } of entrants) prepared.dispose();
  run.dispose();
  for (const { contender, timing, error } of gradientSteps)
    log(`gradient step: ${contender} ${timing ? `${timing.median.toFixed(1)} ms` : error}`);
  log(`mDLAM iteration: ${iteration.timing?.median.toFixed(1) ?? iteration.error} ms`);
  return { widths: size.widths, samples: size.samples, gradientSteps, iteration, evidence };
}
