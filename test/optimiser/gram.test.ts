import { describe, expect, it } from 'vitest';
import { CpuBackend } from '../../src/backend/cpu/cpuBackend.ts';
import { Random } from '../../src/maths/random.ts';
import { explicitGram, explicitGramPays, implicitGram } from '../../src/optimiser/gram.ts';
import { Scratch } from '../../src/optimiser/scratch.ts';

function normal(length: number, seed: number): Float64Array {
  const random = Random.fromSeed(seed);
  return Float64Array.from({ length }, () => random.normal());
}

/** (ρ/2)‖z − aWᵀ‖², written out. */
function phi(a: Float64Array, w: Float64Array, z: Float64Array, sizes: number[], rho: number) {
  const [samples, inputs, outputs] = sizes as [number, number, number];
  let sum = 0;
  for (let i = 0; i < samples; i++)
    for (let j = 0; j < outputs; j++) {
      let product = 0;
      for (let k = 0; k < inputs; k++)
        product += (a[i * inputs + k] as number) * (w[j * inputs + k] as number);
      sum += ((z[i * outputs + j] as number) - product) ** 2;
    }
  return 0.5 * rho * sum;
}

describe('the W-step without products over the samples', () => {
  it.each([
    [1, 1, 1],
    [3, 7, 2],
    [37, 5, 11],
    [64, 63, 65],
  ])(
    'φ(W + E) = φ(W) + ⟨G₀, E⟩ + (ρ/2)⟨ES, E⟩ for N = %i, n = %i, m = %i',
    async (samples, inputs, outputs) => {
      const rho = 0.7;
      const [a, w, z, e] = [
        normal(samples * inputs, 1),
        normal(outputs * inputs, 2),
        normal(samples * outputs, 3),
        normal(outputs * inputs, 4),
      ] as const;
      const b = new CpuBackend();
      const matrix = (values: Float64Array, rows: number, columns: number, label: string) => {
        const handle = b.matrix(rows, columns, label);
        b.write(handle, values);
        return handle;
      };
      const [A, W, Z, E] = [
        matrix(a, samples, inputs, 'a'),
        matrix(w, outputs, inputs, 'W'),
        matrix(z, samples, outputs, 'z'),
        matrix(e, outputs, inputs, 'E'),
      ] as const;
      const residual = b.matrix(samples, outputs, 'residual');
      const [gradient, image] = [b.matrix(outputs, inputs, 'G'), b.matrix(outputs, inputs, 'ES')];
      b.product(residual, A, W, { transposeB: true });
      b.combine(residual, [
        [null, residual],
        [b.constant(-1), Z],
      ]);
      b.product(gradient, residual, A, { transposeA: true, scale: b.constant(rho) });
      const expected =
        phi(
          a,
          w.map((value, i) => value + (e[i] as number)),
          z,
          [samples, inputs, outputs],
          rho,
        ) - phi(a, w, z, [samples, inputs, outputs], rho);
      const forms = [
        explicitGram(b, b.matrix(inputs, inputs, 'S'), A, false),
        explicitGram(b, b.matrix(inputs, inputs, 'S'), A, true),
        implicitGram(b, new Scratch(b), A),
      ];
      for (const gram of forms) {
        gram.prepare();
        gram.refresh();
        gram.apply(image, E);
        const [linear, quadratic] = await b.readScalars([b.dot(gradient, E), b.dot(image, E)]);
        const change = (linear as number) + 0.5 * rho * (quadratic as number);
        expect(change / expected).toBeCloseTo(1, 11);
      }
    },
  );

  it('forms S where that saves multiplications and not for a few outputs', () => {
    const wide = { samples: 5000, inputs: 500, applications: 2, constant: false };
    expect(explicitGramPays({ ...wide, outputs: 500 })).toBe(true);
    expect(explicitGramPays({ ...wide, outputs: 10 })).toBe(false);
    expect(explicitGramPays({ ...wide, outputs: 10, constant: true })).toBe(true);
  });
});
