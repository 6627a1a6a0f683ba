/** The shaders' own exp, expm1, log and log1p, through the activations and their inverses. */
import { beforeAll, expect, test } from 'vitest';
import type { GpuContext } from '../../src/backend/gpu/device.ts';
import { createGpuBackend } from '../../src/backend/gpu/gpuBackend.ts';
import type { Activation } from '../../src/model/activation.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import { openTestDevice } from './device.ts';
import { filled, type Operand, poisoned, runOn, U } from './engines.ts';

let gpu: { readonly backend: Backend; readonly context: GpuContext };
beforeAll(async () => {
  const context = await openTestDevice();
  gpu = { context, backend: createGpuBackend(context) };
});

const COUNT = 20_000;

/** The worst relative error over the inputs, in units of u. */
function worstError(inputs: Operand, actual: Float64Array, exact: (x: number) => number): number {
  return actual.reduce((worst, got, i) => {
    const wanted = exact(inputs.values[i] ?? 0);
    if (got === wanted) return worst;
    return Math.max(worst, Math.abs(got - wanted) / (U * Math.abs(wanted)));
  }, 0);
}

async function activated(z: Operand, h: Activation): Promise<Float64Array> {
  const outcome = await runOn(gpu.backend, { z, out: poisoned(1, COUNT) }, [], (engine, m) => {
    engine.activate(m('out'), m('z'), h);
    return [];
  });
  return outcome.matrix('out');
}

/** h⁻¹(a): the upper end of the band with ε = 0, since p lies far above it. */
async function inverted(a: Operand, h: Activation): Promise<Float64Array> {
  const p = filled(1, COUNT, () => 1e30);
  const infeasible = filled(1, COUNT, () => 1e30);
  const outcome = await runOn(gpu.backend, { a, p, z: infeasible }, [0], (engine, m, s) => {
    engine.clampToActivationBand(m('z'), m('p'), m('a'), s(0), h);
    return [];
  });
  return outcome.matrix('z');
}

const wide = filled(1, COUNT, (i) => 80 * ((2 * i) / COUNT - 1));
const tiny = filled(1, COUNT, (i) => (i % 2 === 0 ? 1 : -1) * 10 ** (-12 + (13 * i) / COUNT));

test.each([
  ['wide', wide],
  ['tiny', tiny],
])('sigmoid and tanh err by less than 8u of their value: %s', async (_name, z) => {
  const sigmoid = worstError(z, await activated(z, 'sigmoid'), (x) => 1 / (1 + Math.exp(-x)));
  const tanh = worstError(z, await activated(z, 'tanh'), Math.tanh);
  expect([sigmoid, tanh].map((error) => error < 8)).toEqual([true, true]);
});

test('logit and artanh err by less than 8u of their value, near zero too', async () => {
  const p = filled(1, COUNT, (i) => 1e-4 + ((1 - 2e-4) * (i + 0.5)) / COUNT);
  const nearHalf = filled(
    1,
    COUNT,
    (i) => 0.5 + (i % 2 === 0 ? 0.5 : -0.5) * 10 ** (-6 + (5 * i) / COUNT),
  );
  const small = filled(
    1,
    COUNT,
    (i) => (i % 2 === 0 ? 0.5 : -0.5) * 10 ** (-12 + (12 * i) / COUNT),
  );
  const t = filled(1, COUNT, (i) => (1 - 1e-4) * ((2 * i) / COUNT - 1));
  const logit = (x: number): number => Math.log(x) - Math.log1p(-x);
  const errors = [
    worstError(p, await inverted(p, 'sigmoid'), logit),
    worstError(nearHalf, await inverted(nearHalf, 'sigmoid'), (x) => 2 * Math.atanh(2 * x - 1)),
    worstError(t, await inverted(t, 'tanh'), Math.atanh),
    worstError(small, await inverted(small, 'tanh'), Math.atanh),
  ];
  expect(errors.map((error) => error < 8)).toEqual([true, true, true, true]);
});

test('far arguments neither overflow nor become NaN', async () => {
  const far = filled(1, COUNT, (i) => (i % 2 === 0 ? 1 : -1) * 10 ** ((38 * i) / COUNT));
  const [sigmoid, tanh] = [await activated(far, 'sigmoid'), await activated(far, 'tanh')];
  expect(sigmoid.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(tanh.every((value) => Math.abs(value) <= 1)).toBe(true);
});
