import type { UpdateRule } from '../model/updateRule.ts';
import type { Backend, Matrix, Scalar } from './backend.ts';

/** What a rule remembers of one weight matrix from update to update; all of it starts at 0. */
export type UpdateState = Readonly<Record<string, Matrix>>;

/** The scalars that the host computes anew for every update. */
export interface UpdateScalars {
  /** η, or Adam's η/(1 − β₁ᵗ). */
  readonly size: Scalar;
  /** Adam's 1/√(1 − β₂ᵗ), else 1. */
  readonly correction: Scalar;
}

/** The names of a rule's memories. */
function memories(rule: UpdateRule): readonly string[] {
  switch (rule.kind) {
    case 'momentum':
      return rule.momentum === 0 ? [] : ['velocity'];
    case 'adagrad':
    case 'rmsprop':
      return ['squares'];
    case 'adadelta':
      return ['squares', 'steps'];
    case 'adam':
      return rule.amsgrad ? ['mean', 'squares', 'peak'] : ['mean', 'squares'];
  }
}

/** Allocates what the rule remembers of a weight matrix. */
export function createUpdateState(
  backend: Backend,
  rule: UpdateRule,
  weights: Matrix,
): UpdateState {
  const { rows, columns, label } = weights;
  return Object.fromEntries(
    memories(rule).map((name) => [name, backend.matrix(rows, columns, `${name} of ${label}`)]),
  );
}

/** Values of `size` and `correction` for update t = 1, 2, … */
export function updateValues(
  rule: UpdateRule,
  t: number,
): { readonly size: number; readonly correction: number } {
  if (rule.kind !== 'adam') return { size: rule.rate, correction: 1 };
  return {
    size: rule.rate / (1 - rule.beta1 ** t),
    correction: 1 / Math.sqrt(1 - rule.beta2 ** t),
  };
}

/** Records one update of w along the gradient g; see UpdateRule for the formulas. */
export function recordUpdate(
  b: Backend,
  rule: UpdateRule,
  w: Matrix,
  g: Matrix,
  state: UpdateState,
  { size, correction }: UpdateScalars,
): void {
  const memory = (name: string): Matrix => state[name] as Matrix;
  const descent = b.multiply(size, b.constant(-1));
  switch (rule.kind) {
    case 'momentum':
      recordMomentum(b, rule, w, g, state, descent);
      return;
    case 'adadelta': {
      const coefficients = {
        rho: b.constant(rule.rho),
        rate: size,
        epsilon: b.constant(rule.epsilon),
      };
      b.adadeltaStep({ w, s: memory('squares'), u: memory('steps') }, g, coefficients);
      return;
    }
    case 'adam': {
      const { beta1, beta2 } = rule;
      const mean = memory('mean');
      b.combine(mean, [
        [b.constant(beta1), mean],
        [b.constant(1 - beta1), g],
      ]);
      const peak = rule.amsgrad ? memory('peak') : null;
      const [decay, gain] = [b.constant(beta2), b.constant(1 - beta2)];
      const coefficients = { decay, gain, size, correction, epsilon: b.constant(rule.epsilon) };
      b.adaptiveStep({ w, s: memory('squares'), peak }, g, mean, coefficients);
      return;
    }
    case 'adagrad':
    case 'rmsprop': {
      const sums = rule.kind === 'adagrad';
      const decay = b.constant(sums ? 1 : rule.alpha);
      const gain = b.constant(sums ? 1 : 1 - rule.alpha);
      const coefficients = { decay, gain, size, correction, epsilon: b.constant(rule.epsilon) };
      b.adaptiveStep({ w, s: memory('squares'), peak: null }, g, g, coefficients);
    }
  }
}

/** v ← μv + g; w ← w − η(g + μv) with Nesterov's momentum, w − ηv without. */
function recordMomentum(
  b: Backend,
  { momentum, nesterov }: Extract<UpdateRule, { kind: 'momentum' }>,
  w: Matrix,
  g: Matrix,
  { velocity }: UpdateState,
  descent: Scalar,
): void {
  if (!velocity) {
    b.combine(w, [
      [null, w],
      [descent, g],
    ]);
    return;
  }
  const mu = b.constant(momentum);
  b.combine(velocity, [
    [mu, velocity],
    [null, g],
  ]);
  const along = nesterov
    ? ([
        [descent, g],
        [b.multiply(descent, mu), velocity],
      ] as const)
    : ([[descent, velocity]] as const);
  b.combine(w, [[null, w], ...along]);
}
