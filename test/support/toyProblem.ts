import { Random } from '../../src/maths/random.ts';
import type { Backend } from '../../src/optimiser/backend.ts';
import type { Problem } from '../../src/optimiser/problem.ts';
import { problemFromRows } from './problemFromRows.ts';

/** Noisy class centres: small, seeded, and not linearly separable. */
export function toyRows(
  count: number,
  features: number,
  classes: number,
  seed: number,
): { readonly x: Float32Array; readonly labels: number[] } {
  const random = Random.fromSeed(seed);
  const centres = Float32Array.from({ length: classes * features }, () => random.normal());
  const labels = Array.from({ length: count }, (_, index) => index % classes);
  const x = Float32Array.from({ length: count * features }, (_, position) => {
    const label = labels[Math.floor(position / features)] as number;
    return (centres[label * features + (position % features)] as number) + random.normal();
  });
  return { x, labels };
}

export function toyProblem(
  backend: Backend,
  widths: readonly number[],
  bias: boolean,
  seed: number,
  inputScale = 1,
  count = 64,
): Problem {
  const { x, labels } = toyRows(count, widths[0] as number, widths.at(-1) as number, seed);
  const scaled = x.map((value) => inputScale * value);
  return problemFromRows(backend, { x: scaled, labels }, widths, bias);
}
