import type { Backend, Matrix } from './backend.ts';
import type { Scratch } from './scratch.ts';

/**
 * The operator X ↦ XS with S = aᵀa, the Hessian of φ in W but for ρ: φ(W + E) = φ(W) + ⟨G₀, E⟩ + (ρ/2)⟨ES, E⟩.
 * With it the W-step needs no product over the samples for a trial, an extrapolation, an inner step or a rejection.
 */
export interface Gram {
  /** Builds what depends on the data alone; to be recorded before the first iteration. */
  prepare(): void;
  /** Brings S up to date with `a`; to be recorded before the first `apply` of a block. */
  refresh(): void;
  /** out = XS for X of W's shape. */
  apply(out: Matrix, x: Matrix): void;
}

/** Multiplications per sample-independent use, to choose between the two forms of S. */
interface GramCost {
  readonly samples: number;
  readonly inputs: number;
  readonly outputs: number;
  /** How often an iteration applies S. */
  readonly applications: number;
  /** a never changes, so S is built once. */
  readonly constant: boolean;
}

/** Whether building S pays: N n² + A m n² multiplications against 2 A N m n. */
export function explicitGramPays(cost: GramCost): boolean {
  const { samples, inputs, outputs, applications, constant } = cost;
  const build = constant ? 0 : samples * inputs * inputs;
  const apply = outputs * inputs * inputs;
  return build + applications * apply < 2 * applications * samples * outputs * inputs;
}

/** S as a matrix: XS is one product without the samples. */
export function explicitGram(backend: Backend, gram: Matrix, a: Matrix, constant: boolean): Gram {
  const build = () => backend.product(gram, a, a, { transposeA: true });
  const nothing = () => undefined;
  return {
    prepare: constant ? build : nothing,
    refresh: constant ? nothing : build,
    apply: (out, x) => backend.product(out, x, gram),
  };
}

/** S never formed: XS = (aXᵀ)ᵀa, two products over the samples, cheap when W has few rows. */
export function implicitGram(backend: Backend, scratch: Scratch, a: Matrix): Gram {
  const nothing = () => undefined;
  return {
    prepare: nothing,
    refresh: nothing,
    apply: (out, x) => {
      const image = scratch.matrix('gram image', a.rows, x.rows);
      backend.product(image, a, x, { transposeB: true });
      backend.product(out, image, a, { transposeA: true });
    },
  };
}
