/**
 * How a gradient method turns the gradient g of the mean loss into a step; names and defaults are those of
 * torch.optim. w is a weight matrix, t = 1, 2, … counts the updates.
 */
export type UpdateRule =
  /** b ← μb + g; w ← w − η(g + μb) with Nesterov's momentum, w − ηb without; μ = 0 is plain gradient descent. */
  | {
      readonly kind: 'momentum';
      readonly rate: number;
      readonly momentum: number;
      readonly nesterov: boolean;
    }
  /** s ← s + g²; w ← w − ηg/(√s + ε) (Duchi et al. 2011). */
  | { readonly kind: 'adagrad'; readonly rate: number; readonly epsilon: number }
  /** s ← αs + (1 − α)g²; w ← w − ηg/(√s + ε) (Hinton 2012, lecture 6). */
  | {
      readonly kind: 'rmsprop';
      readonly rate: number;
      readonly alpha: number;
      readonly epsilon: number;
    }
  /** s ← ρs + (1 − ρ)g²; d = g√(u + ε)/√(s + ε); u ← ρu + (1 − ρ)d²; w ← w − ηd (Zeiler 2012). */
  | {
      readonly kind: 'adadelta';
      readonly rate: number;
      readonly rho: number;
      readonly epsilon: number;
    }
  /**
   * m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; w ← w − η/(1 − β₁ᵗ)·m/(√(v/(1 − β₂ᵗ)) + ε) (Kingma & Ba 2015);
   * AMSGrad divides by the largest v so far (Reddi et al. 2018).
   */
  | {
      readonly kind: 'adam';
      readonly rate: number;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      readonly amsgrad: boolean;
    };
