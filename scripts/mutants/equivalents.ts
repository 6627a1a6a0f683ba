/** Mutants that compute the same as the kernel, or nothing that anybody could tell from it, and why. */

export interface Equivalence {
  /** What holds of all these mutants. */
  readonly reason: string;
  /** Identities of mutants, as `npm run mutants` prints them. */
  readonly mutants: readonly string[];
}

const EQUIVALENCES: readonly Equivalence[] = [
  {
    reason: 'A quad of four lanes inside is taken whole either way.',
    mutants: [
      'activate.wgsl: if (left «<» 4u) { → «<=»',
      'combine.wgsl: if (left «<» 4u) { → «<=»',
      'extrapolate.wgsl: if (left «<» 4u) { → «<=»',
      'gradient_step.wgsl: if (left «<» 4u) { → «<=»',
    ],
  },
  {
    reason:
      'Another thread of the workgroup does the same, or several threads write the same value.',
    mutants: [
      'begin_iteration.wgsl: if (local «==» 0u) { → «!=»',
      'begin_iteration.wgsl: if (local == «0u») { → «1u»',
      'gather_rows.wgsl: if (local «==» 0u) { → «!=»',
      'gather_rows.wgsl: if (local == «0u») { → «1u»',
      'record_history.wgsl: if (local «==» 0u) { → «!=»',
      'record_history.wgsl: if (local == «0u») { → «1u»',
    ],
  },
  {
    reason: 'A sum that no one stores is added up as well.',
    mutants: [
      'combine.wgsl: if (SUMS «>» 0u) { → «>=»',
      'combine.wgsl: if (SUMS «>» 1u) { → «>=»',
      'combine.wgsl: if (SUMS > «1u») { → «0u»',
      'combine.wgsl: if (SUMS «>» 2u) { → «>=»',
      'combine.wgsl: if (SUMS «>» 3u) { → «>=»',
      'combine.wgsl: if (SUMS «>» 4u) { → «>=»',
      'combine.wgsl: if (SUMS «>» 5u) { → «>=»',
    ],
  },
  {
    reason: 'The partial results of a sum that there is not are stored too, and nobody reads them.',
    mutants: ['combine.wgsl: if (SUMS «>» 0u) { → «>=» (2)'],
  },
  {
    reason: 'A matrix is read although nobody uses it.',
    mutants: [
      'combine.wgsl: if ((USED «&» 1u) != 0u) { → «|»',
      'combine.wgsl: if ((USED «&» 2u) != 0u) { → «|»',
      'combine.wgsl: if ((USED & 2u) != «0u») { → «1u»',
      'combine.wgsl: if ((USED «&» 4u) != 0u) { → «|»',
      'combine.wgsl: if ((USED & 4u) != «0u») { → «1u»',
      'combine.wgsl: if ((USED «&» 8u) != 0u || (STORE && left < 4u)) { → «|»',
      'combine.wgsl: if ((USED & 8u) != «0u» || (STORE && left < 4u)) { → «1u»',
      'combine.wgsl: if ((USED & 8u) != 0u || (STORE «&&» left < 4u)) { → «||»',
      'combine.wgsl: if ((USED & 8u) != 0u || (STORE && left «<» 4u)) { → «<=»',
    ],
  },
  {
    reason: 'The first of a row, where the search for its largest starts, is compared with itself.',
    mutants: [
      'cross_entropy.wgsl: for (var j = «1u»; j < params.columns; j += 1u) { → «0u»',
      'prox_cross_entropy_newton.wgsl: for (var j = «1u»; j < params.columns; j += 1u) { → «0u»',
      'lib/softmax_gradient.wgsl: for (var j = «1u»; j < params.columns; j += 1u) { → «0u»',
    ],
  },
  {
    reason:
      'Of equals any one may be taken for the largest: the sum leaves out one of them either way.',
    mutants: ['cross_entropy.wgsl: if (z[z_start + j] «>» largest) { → «>=»'],
  },
  {
    reason:
      'A dispatch has no workgroups while one of its three numbers is 0: a first number of another branch, or of the table, that is left or set alone changes nothing.',
    mutants: [
      'begin_iteration.wgsl: odd_indirect[«index»] = 0u; → «(index) + 1u»',
      'begin_iteration.wgsl: even_indirect[«index»] = 0u; → «(index) + 1u»',
      'begin_iteration.wgsl: for (var index = local; index «<» params.counts; index += 64u) { → «<=»',
      'control.wgsl: for (var index = local; index «<» params.counts; index += THREADS) { → «<=»',
    ],
  },
  {
    reason:
      'A branch has three numbers a dispatch, or none at all; a step without sums has nothing to finish.',
    mutants: [
      'control.wgsl: if (params.counts «>» 0u) { → «>=»',
      'control.wgsl: if (params.counts > «0u») { → «1u»',
      'control.wgsl: if (params.sums «>» 0u) { → «>=»',
    ],
  },
  {
    reason:
      'Another thread may be ahead of the one that runs the instructions, but not on SwiftShader, where the four of a subgroup keep step and subgroups follow each other from barrier to barrier.',
    mutants: [
      'control.wgsl: if (local «==» 0u) { → «!=»',
      'control.wgsl: if (local == «0u») { → «1u»',
      'control.wgsl: if (local == «0u») { → «1u» (2)',
    ],
  },
  {
    reason: 'A block that has begun is summed to its end, and none begins at the last result.',
    mutants: ['control.wgsl: for (var index = first; index < end«»;) { → « - 1u»'],
  },
  {
    reason: 'They differ for a single sample, of which there is one order.',
    mutants: [
      'gather_rows.wgsl: let half = max(«1u», (33u - countLeadingZeros(params.source_rows - 1u)) / 2u); → «0u»',
    ],
  },
  {
    reason:
      'What stands for the row after a part is replaced by the dispatch of the next part, whose row it is.',
    mutants: ['gather_rows.wgsl: if (from_row «>=» params.part_rows) { → «>»'],
  },
  {
    reason:
      'The last elements of the inner dimension are multiplied one by one, in the same order with the same roundings.',
    mutants: [
      'matmul.wgsl: for (; inner + 4u <= stop«»; inner += 4u) { → « - 1u»',
      'matmul.wgsl: for (; inner + 4u «<=» stop; inner += 4u) { → «<»',
      'matmul_quads.wgsl: for (; inner + turn <= stop«»; inner += turn) { → « - 1u»',
      'matmul_quads.wgsl: for (; inner + turn «<=» stop; inner += turn) { → «<»',
    ],
  },
  {
    reason: 'Both ends of the search lie far beyond what float32 can double.',
    mutants: [
      'control.wgsl: for (var j = «0»; j < 300; j += 1) { → «1»',
      'control.wgsl: for (var j = 0; j «<» 300; j += 1) { → «<=»',
    ],
  },
  {
    reason: 'The sign is 1 or -1 wherever this arm is taken.',
    mutants: [
      'soft_threshold.wgsl: let result = select(-(gradient + lambda «*» sign(goal)) / theta, -start, step_to_zero); → «/»',
    ],
  },
  {
    reason: 'On the threshold itself both arms lead to 0, but for the rounding of the start.',
    mutants: [
      'soft_threshold.wgsl: let step_to_zero = abs(goal) «<=» vec4f(lambda / theta); → «<»',
    ],
  },
  {
    reason: 'Where the minima on both sides are equal they are one point, or p / a is irrational.',
    mutants: [
      'minimise_activation_penalty.wgsl: return select(left, right, right_value «<» left_value); → «<=»',
    ],
  },
  {
    reason: 'A step beyond a run adds zeros, or what the next run then leaves out.',
    mutants: ['matmul_tiles.wgsl: for (; inner «<» stop; inner += STEP) { → «<=»'],
  },
  {
    reason: 'Of a block that begins where C ends no row is stored.',
    mutants: [
      'lib/product_blocks.wgsl: if (row «>=» params.rows || column / 4u >= quads_in(params.columns)) { → «>»',
    ],
  },
  {
    reason: 'Where a and epsilon are both 0 both bands are one.',
    mutants: [
      'lib/activation.wgsl: let feasible = abs(h(z) - a) «<=» epsilon + FEASIBILITY_SLACK * (epsilon + abs(a)); → «<»',
    ],
  },
  {
    reason:
      'The term is of the size of a rounding: the error stays below the 8u that are promised.',
    mutants: [
      'lib/elementary.wgsl: + r * (1.0 / 5040.0 «+» r * (1.0 / 40320.0)))))); → «-»',
      'lib/elementary.wgsl: + r * (1.0 / 5040.0 + r * («1.0» / 40320.0)))))); → «0.0»',
      'lib/elementary.wgsl: return 2.0 * (s + s * q * (1.0 / 3.0 + q * (1.0 / 5.0 + q * (1.0 / 7.0 + q * («1.0» / 9.0))))); → «0.0»',
    ],
  },
  {
    reason: 'At the bound between two formulas both are as good.',
    mutants: [
      'lib/activation.wgsl: if (abs(t) «<» 0.17) { → «<=»',
      'lib/activation.wgsl: if (abs(t) «<» 0.171) { → «<=»',
      'lib/elementary.wgsl: if (y «<» 0.4) { → «<=»',
      'lib/elementary.wgsl: return select(value, 0.0, x «<» -87.0); → «<=»',
    ],
  },
  {
    reason:
      'The thread beyond the last column computes what store_block does not write: the test saves its work only.',
    mutants: [
      'matmul.wgsl: if (row >= params.rows || column «>=» params.columns || (SYMMETRIC && row > column)) { → «>»',
      'matmul.wgsl: if (row «>=» params.rows || column >= params.columns || (SYMMETRIC && row > column)) { → «>»',
    ],
  },
  {
    reason: 'Both arms are the same there.',
    mutants: [
      'matmul_tiles.wgsl: if (inner + 4u «<=» end) { → «<»',
      'lib/activation.wgsl: return select(1.0, e, z «<» 0.0) / (1.0 + e); → «<=»',
      'lib/activation.wgsl: return select(1.0, -1.0, z «<» 0.0) * (-e / (2.0 + e)); → «<=»',
      'lib/activation.wgsl: return select(value, value / LEAKY_SLOPE, value «<» 0.0); → «<=»',
      'lib/activation.wgsl: return select(z, LEAKY_SLOPE * z, z «<» 0.0); → «<=»',
      'lib/activation.wgsl: return select(z, LEAKY_SLOPE * z, z «<» vec4f()); → «<=»',
      'reduce.wgsl: return select(-(outward + 2.0 * distance), outward, outward «>=» -distance); → «>»',
      'minimise_activation_penalty.wgsl: let left = select(stationary, vec4f(), stationary «>» vec4f()); → «>=»',
    ],
  },
  {
    reason: 'From 0 the change of the modulus is |d|, whichever side counts as outward.',
    mutants: ['reduce.wgsl: let side = select(vec4f(1.0), vec4f(-1.0), x «<» vec4f()); → «<=»'],
  },
  {
    reason: 'They differ where rounded numbers are exactly equal: one step more.',
    mutants: [
      'prox_cross_entropy_fista.wgsl: if (excess(row, rho, softmax) «<=» 1.0) { → «<»',
      'prox_cross_entropy_newton.wgsl: return Direction(highest - lowest, worst «<=» tolerance(rho, magnitude)); → «<»',
      'prox_cross_entropy_newton.wgsl: for (var search = 0; search < SEARCH_LIMIT && high «>» 1.25 * low; search += 1) { → «>=»',
    ],
  },
  {
    reason: 'Up to 16 the magnitude of a sample makes no difference.',
    mutants: [
      'prox_cross_entropy_fista.wgsl: var magnitude = «0.0»; → «1.0»',
      'prox_cross_entropy_newton.wgsl: var magnitude = «0.0»; → «1.0»',
    ],
  },
  {
    reason: 'Only whether the difference is NaN counts.',
    mutants: [
      'cross_entropy_gradient.wgsl: let below = «z[row * params.z_stride + j] - softmax.largest»; → «softmax.largest - z[row * params.z_stride + j]»',
    ],
  },
  {
    reason: 'Only the square of the difference is used.',
    mutants: [
      'clamp_projection.wgsl: let by_move = zero_beyond(«result - old», left); → «old - result»',
      'clamp_projection.wgsl: let by_residual = zero_beyond(«start - result», left); → «result - start»',
      'gradient_step.wgsl: var gap = «result - centre»; → «centre - result»',
      'minimise_activation_penalty.wgsl: let left_gap = «a - slope * left»; → «slope * left - a»',
    ],
  },
];

/**
 * The reason of every mutant that is equivalent.
 * @throws RangeError when the list names one that is none of the mutants: then the kernel has changed, and with it the reason.
 */
export function equivalentsAmong(
  ids: readonly string[],
  equivalences: readonly Equivalence[] = EQUIVALENCES,
): ReadonlyMap<string, string> {
  const known = new Set(ids);
  const listed = equivalences.flatMap(({ reason, mutants }) =>
    mutants.map((id) => [id, reason] as const),
  );
  const stale = listed.filter(([id]) => !known.has(id)).map(([id]) => id);
  if (stale.length > 0)
    throw new RangeError(
      `scripts/mutants/equivalents.ts names what is no mutant any more; look at the kernel and remove or renew:\n${stale.join('\n')}`,
    );
  return new Map(listed);
}
