/** A block of variables that is minimised over while all others are held. */
export type Variable = 'W' | 'z' | 'a';

/** One stop of an iteration k → k+1. */
export type Block =
  /** s and ω_k, and ρ_k and ε_k from their schedules. */
  | { readonly kind: 'momentum' }
  | { readonly kind: 'W' | 'z' | 'a'; readonly layer: number }
  /** F at the new point. */
  | { readonly kind: 'objective' };

/** A block of variables as one update reads it: at iteration k ("old") or k+1 ("new"). */
export interface Reading {
  readonly variable: Variable;
  /** a_0 = X is layer 0, and has no iterations. */
  readonly layer: number;
  readonly age: 'old' | 'new' | 'data';
}

/** The blocks of one iteration of Algorithms 1 and 2 in their order: for l = 1 … L first W_l, then z_l, then (l < L) a_l. */
export function blocksOf(layers: number): readonly Block[] {
  const blocks: Block[] = [{ kind: 'momentum' }];
  for (let layer = 1; layer <= layers; layer++) {
    blocks.push({ kind: 'W', layer }, { kind: 'z', layer });
    if (layer < layers) blocks.push({ kind: 'a', layer });
  }
  return [...blocks, { kind: 'objective' }];
}

/** What the update of a block looks at beside its own old value: its neighbours, and nothing further away. */
export function readingsOf(block: Block, layers: number): readonly Reading[] {
  if (block.kind === 'momentum' || block.kind === 'objective') return [];
  const { kind, layer } = block;
  const input: Reading = { variable: 'a', layer: layer - 1, age: layer === 1 ? 'data' : 'new' };
  switch (kind) {
    case 'W':
      return [input, { variable: 'z', layer, age: 'old' }];
    case 'z':
      return [
        input,
        { variable: 'W', layer, age: 'new' },
        ...(layer < layers ? [{ variable: 'a', layer, age: 'old' } as const] : []),
      ];
    case 'a':
      return [
        { variable: 'z', layer, age: 'new' },
        { variable: 'W', layer: layer + 1, age: 'old' },
        { variable: 'z', layer: layer + 1, age: 'old' },
      ];
  }
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** "W₂", "a₁"; a_0 is the data. */
export function variableName(variable: Variable, layer: number): string {
  return variable === 'a' && layer === 0 ? 'X' : `${variable}${SUBSCRIPTS[layer] ?? layer}`;
}

/** As short as it fits on a button. */
export function blockName(block: Block): string {
  switch (block.kind) {
    case 'momentum':
      return 'ω';
    case 'objective':
      return 'F';
    default:
      return variableName(block.kind, block.layer);
  }
}

/** Where a variable stands when the block at `position` is lit: still at k, being updated, or at k+1 already. */
export function progressOf(
  blocks: readonly Block[],
  position: number,
  variable: Variable,
  layer: number,
): 'old' | 'now' | 'new' {
  const own = blocks.findIndex(
    (block) => block.kind === variable && 'layer' in block && block.layer === layer,
  );
  if (own === position) return 'now';
  return own < position ? 'new' : 'old';
}
