import { Random } from '../../src/maths/random.ts';
import { smallForm } from '../cases.ts';
import type { ContenderId, Measurement, ProductForm, ProductResult } from '../results.ts';
import type { Contender, Prepared, ProductInputs } from './contender.ts';
import { operandShapes } from './contender.ts';
import { productDeviation, requireRight } from './deviation.ts';
import {
  type Entrant,
  failure,
  measurementOf,
  type Outcome,
  type Rounds,
  takeTurns,
} from './takeTurns.ts';

const SEED = 7;

function drawInputs(form: ProductForm): ProductInputs {
  const random = Random.fromSeed(SEED);
  const shapes = operandShapes(form);
  const draw = (operand: 'a' | 'b') => {
    const [rows, columns] = shapes[operand];
    const one = form.pixels === operand ? () => random.integer(256) / 255 : () => random.normal();
    return Float32Array.from({ length: rows * columns }, one);
  };
  const a = draw('a');
  return { form, a, b: form.gram ? a : draw('b') };
}

type Prepare = (inputs: ProductInputs) => Promise<Prepared>;

/** The deviation of a product at a size at which every entry is looked at. */
async function checkSmall(prepare: Prepare, form: ProductForm): Promise<void> {
  const inputs = drawInputs(smallForm(form));
  const prepared = await prepare(inputs);
  await prepared.ready?.();
  await prepared.run();
  const [found] = await prepared.result();
  prepared.dispose();
  requireRight(productDeviation(inputs, found), 'a small product');
}

async function measureForm(
  contenders: readonly Contender[],
  form: ProductForm,
  rounds: Rounds,
): Promise<ProductResult> {
  const inputs = drawInputs(form);
  const failed: Measurement[] = [];
  const entrants: Entrant<ContenderId>[] = [];
  for (const { facts, product } of contenders) {
    if (!product) continue;
    try {
      await checkSmall(product, form);
      entrants.push({ id: facts.id, prepared: await product(inputs) });
    } catch (error) {
      failed.push(failure(facts.id, error));
    }
  }
  const outcomes = await takeTurns(entrants, rounds);
  /** Of one product. */
  const shared = ({ samples, error }: Outcome): Outcome => ({
    samples: samples.map((milliseconds) => milliseconds / form.inARow),
    error,
  });
  const measured: Measurement[] = [];
  for (const { id, prepared } of entrants) {
    try {
      const outcome = outcomes.get(id) ?? { samples: [], error: 'did not run' };
      const deviation = outcome.error
        ? null
        : productDeviation(inputs, (await prepared.result())[0]);
      if (deviation !== null) requireRight(deviation, 'the product');
      measured.push(measurementOf(id, shared(outcome), deviation));
    } catch (error) {
      measured.push(failure(id, error));
    }
    prepared.dispose();
  }
  return { form, measurements: [...measured, ...failed] };
}

/** Every product form by everybody who multiplies. */
export async function measureProducts(
  contenders: readonly Contender[],
  forms: readonly ProductForm[],
  rounds: Rounds,
  log: (line: string) => void,
): Promise<ProductResult[]> {
  const results: ProductResult[] = [];
  for (const form of forms) {
    const result = await measureForm(contenders, form, rounds);
    results.push(result);
    const times = result.measurements.map(({ contender, timing, error }) =>
      timing ? `${contender} ${timing.median.toFixed(1)} ms` : `${contender}: ${error}`,
    );
    log(`product ${form.id}: ${times.join(', ')}`);
  }
  return results;
}
