import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kernels } from '../../src/backend/gpu/kernels.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The float64 twin of each kernel, in src/maths. */
const TWINS: Readonly<Record<string, string>> = {
  activate: 'activate',
  activation_gap: 'activationGap',
  activation_slope: 'backpropagateActivation',
  adadelta_step: 'adadeltaStep',
  adaptive_step: 'adaptiveStep',
  add_sign_penalty: 'addSignPenalty',
  clamp_projection: 'clampToActivationBand',
  clamp_to_range: 'clampToRange',
  combine: 'combine',
  count_correct: 'countCorrect',
  cross_entropy: 'crossEntropy',
  cross_entropy_gradient: 'crossEntropyGradient',
  extrapolate: 'extrapolate',
  gather_rows: 'gatherRows',
  gradient_step: 'boxedGradientStep',
  matmul: 'product',
  matmul_quads: 'product',
  matmul_tiles: 'product',
  minimise_activation_penalty: 'minimiseActivationPenalty',
  prox_cross_entropy_fista: 'proxCrossEntropyFista',
  prox_cross_entropy_newton: 'proxCrossEntropyNewton',
  reduce: 'absoluteSum',
  soft_threshold: 'softThresholdStep',
};

/** Kernels that run the engine itself, and second stages of others: they compute nothing of their own. */
const WITHOUT_TWIN: readonly string[] = [
  'begin_iteration',
  'control',
  'record_history',
  'sum_slices',
];

function shaderNames(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.wgsl'));
  return files.map((file) => file.replace('.wgsl', ''));
}

interface Kernels {
  readonly shaders: readonly string[];
  readonly registered: readonly string[];
  readonly listed: readonly string[];
  readonly twinExists: (twin: string) => boolean;
}

/** What is missing for the kernels to be complete. */
function missing({ shaders, registered, listed, twinExists }: Kernels): string[] {
  return [
    ...shaders
      .filter((name) => !registered.includes(name))
      .map((name) => `${name}: no registry line`),
    ...registered.filter((name) => !shaders.includes(name)).map((name) => `${name}: no shader`),
    ...shaders
      .filter((name) => !WITHOUT_TWIN.includes(name))
      .filter((name) => !twinExists(TWINS[name] ?? ''))
      .map((name) => `${name}: no twin`),
    ...listed
      .filter((name) => !shaders.includes(name))
      .map((name) => `${name}: listed here, no shader`),
  ];
}

const real: Kernels = {
  shaders: shaderNames('shaders'),
  registered: Object.values(kernels).map((kernel) => kernel.name),
  listed: [...Object.keys(TWINS), ...WITHOUT_TWIN],
  twinExists: (twin) => twin !== '' && existsSync(join(ROOT, 'src/maths', `${twin}.ts`)),
};

describe('every shader', () => {
  it('has a line in the registry and a float64 twin', () => {
    expect(real.shaders.length).toBeGreaterThan(10);
    expect(missing(real)).toEqual([]);
  });

  it('is missed where one of the four is not there', () => {
    const shaders = [...real.shaders, 'new_kernel'];
    expect(missing({ ...real, shaders })).toEqual([
      'new_kernel: no registry line',
      'new_kernel: no twin',
    ]);
    expect(missing({ ...real, registered: [...real.registered, 'gone'] })).toEqual([
      'gone: no shader',
    ]);
    expect(missing({ ...real, listed: [...real.listed, 'gone'] })).toEqual([
      'gone: listed here, no shader',
    ]);
    expect(missing({ ...real, twinExists: (twin) => twin !== 'product' })).toEqual([
      'matmul: no twin',
      'matmul_quads: no twin',
      'matmul_tiles: no twin',
    ]);
  });

  it.each(shaderNames('shaders/lib'))('of lib, like %s, is part of a kernel', (name) => {
    const text = readFileSync(join(ROOT, 'shaders/lib', `${name}.wgsl`), 'utf8');
    expect(Object.values(kernels).some((kernel) => kernel.source.includes(text))).toBe(true);
  });
});
