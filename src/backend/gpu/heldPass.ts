import { kernels } from './kernels.ts';
import type { GpuBlock, GpuMatrix } from './matrices.ts';
import type { Constants } from './pipelines.ts';
import { isByQuads } from './productPlan.ts';
import type { HeldDispatch } from './recorder.ts';
import { orOne, quadCount, type Recording } from './recording.ts';
import type { GpuScalar } from './scalars.ts';
import { type FirstStage, recordFirstStages, recordSecondStage } from './sums.ts';

/** Of shaders/combine.wgsl: sums of a pass, matrices beside out, and the number by which out is a factor. */
const MOST_SUMS = 6;
const INPUTS = 3;
const OUT = 3;

export type GpuTerm = readonly [coefficient: GpuScalar | null, matrix: GpuMatrix];

/** Threads of a pass without partial results at most, where threads cost nothing; to start one costs SwiftShader more. */
const MOST_COMBINING = 262_144;

type Blocks = Readonly<Record<'x' | 'y' | 'w' | 'out', GpuBlock | null>>;

interface Combination {
  /** null where the combination is wanted in sums only. */
  readonly out: GpuMatrix | null;
  readonly terms: readonly GpuTerm[];
}

interface Sum {
  readonly factors: readonly [number, number];
  readonly target: GpuScalar;
}

/** Whether two handles stand for the same elements; they have one shape. */
function same(x: GpuMatrix, y: GpuMatrix): boolean {
  return x.parts[0]?.buffer === y.parts[0]?.buffer && x.columns === y.columns;
}

/** Whether quad i of one matrix is quad i of all, and nothing lies beyond their columns. */
function areFlat(blocks: Blocks): boolean {
  return Object.values(blocks).every(
    (block) => block === null || (block.columns % 4 === 0 && block.stride === block.columns),
  );
}

/**
 * A combination and the dot products that follow it, held back while they can become one pass over their matrices: each
 * would read them again, and reading is what element-wise operations cost. Anything else that is recorded ends the
 * waiting, so that the order of reads and writes is as it was recorded.
 */
class HeldPass implements HeldDispatch {
  readonly #recording: Recording;
  readonly #combination: Combination | null;
  /** x, y and w; the terms come first. */
  readonly #inputs: GpuMatrix[];
  /** What is bound to out. */
  #out: GpuMatrix | null;
  readonly #sums: Sum[] = [];

  constructor(recording: Recording, combination: Combination | null) {
    this.#recording = recording;
    this.#combination = combination;
    this.#inputs = combination?.terms.map(([, matrix]) => matrix) ?? [];
    this.#out = combination?.out ?? null;
  }

  reads(scalar: GpuScalar): boolean {
    return this.#combination?.terms.some(([coefficient]) => coefficient === scalar) ?? false;
  }

  /** Takes Σ x∘y along if there is room for it. */
  take(x: GpuMatrix, y: GpuMatrix, target: GpuScalar): boolean {
    const [first = x] = this.#inputs;
    if (this.#sums.length === MOST_SUMS) return false;
    if (first.rows !== x.rows || first.columns !== x.columns) return false;
    const [inputs, out] = [[...this.#inputs], this.#out];
    const factors = [this.#factor(x), this.#factor(y)] as const;
    if (factors[0] !== null && factors[1] !== null) {
      this.#sums.push({ factors: [factors[0], factors[1]], target });
      return true;
    }
    this.#inputs.splice(0, Number.POSITIVE_INFINITY, ...inputs);
    this.#out = out;
    return false;
  }

  /** Takes the combination's squared norm along. */
  takeNorm(target: GpuScalar): void {
    this.#sums.push({ factors: [OUT, OUT], target });
  }

  /** By which number the kernel knows a matrix; null where there is no room for one more. */
  #factor(matrix: GpuMatrix): number | null {
    if (this.#out && same(matrix, this.#out)) return OUT;
    const known = this.#inputs.findIndex((input) => same(input, matrix));
    if (known >= 0) return known;
    if (this.#inputs.length < INPUTS) return this.#inputs.push(matrix) - 1;
    if (this.#combination) return null;
    this.#out = matrix;
    return OUT;
  }

  record(): void {
    const { recorder } = this.#recording;
    const sums = this.#sums;
    const constants = this.#constants();
    const shape = (this.#inputs[0] ?? this.#out) as GpuMatrix;
    const record = (stage: FirstStage): void => {
      const blocks = this.#blocks(stage.part);
      recorder.dispatch({
        kernel: kernels.combine,
        constants: { ...stage.grid.constants, ...constants, FLAT: Number(areFlat(blocks)) },
        parameters: {
          ...stage.parameters,
          ...this.#coefficients(),
          partials_apart: stage.total,
          ...Object.fromEntries(
            Object.entries(blocks).map(([name, block]) => [
              `${name}_stride`,
              block?.quadStride ?? 0,
            ]),
          ),
        },
        buffers: this.#buffers(blocks),
        workgroups: stage.grid.workgroups,
        work: {
          detail: `${stage.parameters.rows}×${stage.parameters.columns}, ${constants.TERMS} terms, ${sums.length} sums`,
          flops: 0,
        },
      });
    };
    const cheapThreads = !isByQuads(this.#recording.products.kind);
    const most = sums.length === 0 && cheapThreads ? MOST_COMBINING : undefined;
    const partials = recordFirstStages(this.#recording, shape, quadCount, record, most);
    if (sums.length === 0) return;
    const targets = sums.map(({ target }) => target);
    recordSecondStage(this.#recording, partials, targets);
  }

  #isOut(matrix: GpuMatrix): boolean {
    return this.#out !== null && same(matrix, this.#out);
  }

  #constants(): Constants {
    const { terms = [], out = null } = this.#combination ?? {};
    const bits = this.#inputs.map((input, i) => [this.#isOut(input), 2 ** i] as const);
    const total = (wanted: boolean) =>
      bits.reduce((sum, [isOut, bit]) => sum + (isOut === wanted ? bit : 0), 0);
    const readsOut = total(true) > 0 || (terms.length === 0 && this.#out !== null);
    return {
      TERMS: terms.length,
      OUT_TERMS: total(true),
      STORE: Number(out !== null),
      USED: total(false) + (readsOut ? 2 ** OUT : 0),
      SUMS: this.#sums.length,
      FACTORS: this.#sums.reduce((code, { factors: [x, y] }, i) => code + (x + 4 * y) * 16 ** i, 0),
    };
  }

  #coefficients(): Readonly<Record<string, GpuScalar>> {
    const coefficient = (i: number): GpuScalar =>
      orOne(this.#recording, this.#combination?.terms[i]?.[0] ?? null);
    return {
      x_coefficient: coefficient(0),
      y_coefficient: coefficient(1),
      w_coefficient: coefficient(2),
    };
  }

  /** What the kernel's matrices are in one part; null for what it has no use for, or reads as out. */
  #blocks(part: FirstStage['part']): Blocks {
    const input = (i: number): GpuBlock | null => {
      const matrix = this.#inputs[i];
      return matrix && !this.#isOut(matrix) ? part(matrix) : null;
    };
    return { x: input(0), y: input(1), w: input(2), out: this.#out && part(this.#out) };
  }

  /** What stands in for a matrix that is not there is neither read nor written. */
  #buffers({ x, y, w, out }: Blocks) {
    const { buffer: unread } = this.#recording.scalars;
    return {
      x: x?.buffer ?? unread,
      y: y?.buffer ?? unread,
      w: w?.buffer ?? unread,
      out: out?.buffer ?? 'progress',
      partials: 'scratch',
    } as const;
  }
}

/** out = Σ coefficient·matrix by shaders/combine.wgsl. */
export function holdCombination(
  recording: Recording,
  out: GpuMatrix,
  terms: readonly GpuTerm[],
): void {
  const { recorder } = recording;
  recorder.settle();
  recorder.flushWritesOf(terms.flatMap(([coefficient]) => coefficient ?? []));
  recorder.hold(new HeldPass(recording, { out, terms }));
}

/** Σ x∘y by shaders/combine.wgsl. */
export function holdDot(recording: Recording, x: GpuMatrix, y: GpuMatrix): GpuScalar {
  const { recorder } = recording;
  const target = recorder.fresh('dot');
  const { held } = recorder;
  if (held instanceof HeldPass && held.take(x, y, target)) return target;
  recorder.settle();
  const pass = new HeldPass(recording, null);
  pass.take(x, y, target);
  recorder.hold(pass);
  return target;
}

/** ‖x − y‖² by shaders/combine.wgsl. */
export function holdSquaredDistance(recording: Recording, x: GpuMatrix, y: GpuMatrix): GpuScalar {
  const { recorder, scalars } = recording;
  const target = recorder.fresh('squared distance');
  recorder.settle();
  const terms = [[null, x] as const, [scalars.constant(-1), y] as const];
  const pass = new HeldPass(recording, { out: null, terms });
  pass.takeNorm(target);
  recorder.hold(pass);
  return target;
}
