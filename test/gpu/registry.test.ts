/** Every shader file has its line in the registry, and every kernel its twin. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { kernels } from '../../src/backend/gpu/kernels.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What computes the same in float64; null for kernels that only move numbers the algorithm never sees. */
const TWINS: Readonly<Record<string, string | null>> = {
  activate: 'src/maths/activate.ts',
  activation_gap: 'src/maths/activationGap.ts',
  activation_slope: 'src/maths/backpropagateActivation.ts',
  adadelta_step: 'src/maths/adadeltaStep.ts',
  adaptive_step: 'src/maths/adaptiveStep.ts',
  add_sign_penalty: 'src/maths/addSignPenalty.ts',
  begin_iteration: null,
  clamp_projection: 'src/maths/clampToActivationBand.ts',
  clamp_to_range: 'src/maths/clampToRange.ts',
  combine: 'src/maths/combine.ts',
  count_correct: 'src/maths/countCorrect.ts',
  cross_entropy: 'src/maths/crossEntropy.ts',
  cross_entropy_gradient: 'src/maths/crossEntropyGradient.ts',
  extrapolate: 'src/maths/extrapolate.ts',
  gate: null,
  gather_rows: 'src/maths/gatherRows.ts',
  gradient_step: 'src/maths/boxedGradientStep.ts',
  matmul: 'src/maths/product.ts',
  matmul_quads: 'src/maths/product.ts',
  matmul_tiles: 'src/maths/product.ts',
  minimise_activation_penalty: 'src/maths/minimiseActivationPenalty.ts',
  prox_cross_entropy_fista: 'src/maths/proxCrossEntropyFista.ts',
  prox_cross_entropy_newton: 'src/maths/proxCrossEntropyNewton.ts',
  record_history: null,
  reduce: 'src/maths/absoluteSum.ts',
  scalar_program: 'src/backend/cpu/cpuScalarArithmetic.ts',
  soft_threshold: 'src/maths/softThresholdStep.ts',
  sum_partials: 'src/maths/compensatedSum.ts',
  sum_slices: 'src/maths/product.ts',
};

/** What is wrong with shader files, registry and twins, in sentences. */
function complaints(
  shaders: readonly string[],
  registered: readonly string[],
  twins: Readonly<Record<string, string | null>>,
  exists: (path: string) => boolean,
): string[] {
  const found: string[] = [];
  for (const name of shaders)
    if (!registered.includes(name)) found.push(`${name}.wgsl has no line in kernels.ts`);
  for (const name of registered) {
    if (!shaders.includes(name)) found.push(`kernels.ts names ${name}, which has no file`);
    const twin = twins[name];
    if (twin === undefined) found.push(`${name} has no twin in the table`);
    else if (twin !== null && !exists(twin))
      found.push(`the twin ${twin} of ${name} does not exist`);
  }
  for (const name of Object.keys(twins))
    if (!registered.includes(name)) found.push(`the table names ${name}, which is no kernel`);
  return found;
}

const shaders = readdirSync(join(ROOT, 'shaders'))
  .filter((name) => name.endsWith('.wgsl'))
  .map((name) => name.replace(/\.wgsl$/, ''));
const registered = Object.values(kernels).map(({ name }) => name);
const exists = (path: string): boolean => existsSync(join(ROOT, path));

test('shaders, registry and twins belong together', () => {
  expect(shaders.length).toBeGreaterThan(0);
  expect(complaints(shaders, registered, TWINS, exists)).toEqual([]);
});

test('the check finds a shader without a line, a line without a file and a kernel without a twin', () => {
  const { matmul: _dropped, ...fewer } = TWINS;
  expect(complaints([...shaders, 'orphan'], registered, TWINS, exists)).toEqual([
    'orphan.wgsl has no line in kernels.ts',
  ]);
  expect(
    complaints(
      shaders.filter((name) => name !== 'gate'),
      registered,
      TWINS,
      exists,
    ),
  ).toEqual(['kernels.ts names gate, which has no file']);
  expect(complaints(shaders, registered, fewer, exists)).toEqual([
    'matmul has no twin in the table',
  ]);
  expect(complaints(shaders, registered, { ...TWINS, gate: 'src/maths/none.ts' }, exists)).toEqual([
    'the twin src/maths/none.ts of gate does not exist',
  ]);
});
