import { describe, expect, it } from 'vitest';
import { FULL_CASES, smallForm } from '../../bench/cases.ts';
import { gemmModel } from '../../bench/onnxModel.ts';
import { readOptions } from '../../bench/options.ts';
import { report } from '../../bench/report.ts';
import type {
  BenchmarkResults,
  ContenderId,
  Measurement,
  ProductForm,
  RunEvidence,
  StepsResult,
} from '../../bench/results.ts';
import { fitLine, timingOf } from '../../bench/statistics.ts';
import { verdicts } from '../../bench/targets.ts';

function took(contender: ContenderId, milliseconds: number): Measurement {
  const timing = timingOf([milliseconds - 1, milliseconds, milliseconds + 1]);
  return { contender, timing, deviation: 3e-7, error: null };
}

function failed(contender: ContenderId, error: string): Measurement {
  return { contender, timing: null, deviation: null, error };
}

const EVIDENCE: RunEvidence = {
  before: 10,
  epsilon: [1.29, 0.69],
  smallestResiduals: [0.25, 0.5, 4],
  smallestSteps: [3, 10, 2],
  rejected: ['W1', 'a2'],
  flops: 9.5e9,
};

const STEPS: StepsResult = {
  widths: [784, 500, 500, 10],
  samples: 2000,
  gradientSteps: [
    took('dlam-lab', 100),
    took('jax-js', 310),
    took('tfjs-webgpu', 2000),
    failed('tfjs-wasm', 'out of memory'),
  ],
  iteration: took('dlam-lab', 150),
  evidence: EVIDENCE,
};

const RESULTS: BenchmarkResults = {
  format: 1,
  date: '2026-01-02T03:04:05.000Z',
  commit: 'abc1234',
  repeats: 7,
  warmUps: 2,
  machine: {
    adapter: 'Some GPU',
    softwareAdapter: false,
    browser: 'Chromium 150',
    processor: 'Some CPU',
    cores: 2,
    platform: 'linux 6',
    node: 'v20',
  },
  data: 'MNIST',
  contenders: [
    { id: 'dlam-lab', version: '0.1.0', device: 'gpu', note: 'ours', error: null },
    { id: 'jax-js', version: '1.2.3', device: 'gpu', note: 'jit | fused', error: null },
    { id: 'onnxruntime-web', version: '1', device: 'gpu', note: '', error: 'no\nadapter' },
  ],
  products: {
    result: FULL_CASES.products.map((form) => ({
      form,
      measurements: [
        took('dlam-lab', form.id === 'gram' ? 40 : 25),
        took('jax-js', 100),
        took('tfjs-webgpu', 800),
        failed('onnxruntime-web', 'no adapter'),
      ],
    })),
  },
  steps: { result: STEPS },
  ownSteps: {
    result: [
      {
        ...STEPS,
        samples: 5000,
        gradientSteps: [took('dlam-lab', 250)],
        iteration: took('dlam-lab', 365),
      },
      {
        ...STEPS,
        samples: 10_000,
        gradientSteps: [failed('dlam-lab', 'lost')],
        iteration: failed('dlam-lab', 'lost'),
        evidence: null,
      },
    ],
  },
  iterationProducts: { error: 'the page crashed' },
  scaling: {
    result: [
      {
        axis: 'samples',
        points: [2000, 5000, 10_000, 20_000].map((samples) => ({
          value: samples,
          widths: [784, 100, 100, 10],
          samples,
          // A tenth of a millisecond a sample and 30 ms beside, but for one point.
          timing: timingOf([30 + samples / 10 + (samples === 10_000 ? 40 : 0)]),
          evidence: EVIDENCE,
        })),
      },
    ],
  },
};

describe('the report', () => {
  const text = report(RESULTS);

  it('has adapter, commit, data and the number of runs', () => {
    expect(text).toContain('| adapter | Some GPU |');
    expect(text).toContain('| commit | abc1234 |');
    expect(text).toContain('| data | MNIST |');
    expect(text).toContain('7 timed after 2 others');
  });

  it('names a peer that failed with its reason, in every table it belongs to', () => {
    expect(text).toMatch(/forward, first layer: ABᵀ, 2000×784×500 \| 25\.0 .* failed: no adapter/);
    expect(text).toContain('| gradient step, tfjs-wasm | failed: out of memory | – | – |');
    expect(text).toContain('| onnxruntime-web | 1 | GPU | – | failed: no adapter |');
    expect(text).toContain('## An iteration and its products\n\nFailed: the page crashed');
  });

  it('compares with the best GPU peer, and has our GFLOP/s', () => {
    // 2·2000·784·500 operations in 25 ms.
    expect(text).toMatch(/forward, first layer.*\| 62\.7 \| 4\.00× jax-js \|/);
    expect(text).toMatch(/Gram matrix: AᵀB, 500×2000×500.*\| 2\.50× jax-js \|/);
  });

  it('says where a run was several products in a row', () => {
    expect(text).toMatch(/forward, last layer: ABᵀ, 2000×500×10, 16 in a row \|/);
    expect(text).toMatch(/square: ABᵀ, 1024×1024×1024 \|/);
  });

  it('has an iteration over a gradient step with more samples', () => {
    expect(text).toContain(
      '| 5000 | 365 (365–366) | 250 (250–251) | 1.46× | 9.50 | 2 |\n| 10000 | failed: lost | failed: lost | – | – | – |',
    );
  });

  it('says how the timed iterations went', () => {
    expect(text).toContain('after 10 iterations');
    expect(text).toContain('smallest φ_l 0.250, 0.500, 4.00');
    expect(text).toContain('taken again: W1, a2');
  });

  it('is a table wherever it has rows: every line has the columns of its head', () => {
    const bars = (line: string) => line.replaceAll('\\|', '').split('|').length;
    const tables = text.split('\n\n').filter((block) => block.startsWith('|'));
    expect(tables.length).toBeGreaterThan(4);
    for (const block of tables)
      expect(new Set(block.trimEnd().split('\n').map(bars)).size, block).toBe(1);
  });

  it('has a place for parts that were left out', () => {
    const empty = report({
      ...RESULTS,
      products: null,
      steps: null,
      ownSteps: null,
      iterationProducts: null,
      scaling: null,
    });
    expect(empty.match(/\n\nNot run\./g)).toHaveLength(5);
    expect(empty).not.toMatch(/NaN|undefined|null/);
  });
});

describe('the verdicts', () => {
  it('are the ratios of the issue', () => {
    expect(verdicts(RESULTS).map(({ measured, met }) => [measured, met])).toEqual([
      ['2.50× (Gram matrix)', false],
      ['2.50× (Gram matrix)', true],
      ['3.10×', true],
      ['1.50×', true],
      ['0.484×', true],
      ['0.0750×', true],
      ['tfjs-wasm: out of memory', null],
      ['smallest φ_l 0.250', true],
      ['failed: the page crashed', null],
      [expect.stringMatching(/^\d\.\d% \(largest/), true],
    ]);
  });

  it('do not hold where our own time is missing, or nothing was run', () => {
    const form = FULL_CASES.products[0] as ProductForm;
    const measurements = [failed('dlam-lab', 'lost'), took('jax-js', 9)];
    const products = { result: [{ form, measurements }] };
    const without = verdicts({ ...RESULTS, products, steps: null, scaling: null });
    expect(without.map(({ met }) => met)).toEqual(Array(10).fill(null));
  });

  it('see hidden layers that stand still', () => {
    const evidence = { ...EVIDENCE, smallestResiduals: [0, 0, 4] };
    const frozen = { ...RESULTS, steps: { result: { ...STEPS, evidence } } };
    const verdict = verdicts(frozen).find(({ target }) => target.includes('mid-schedule'));
    expect(verdict?.met).toBe(false);
  });
});

describe('the statistics', () => {
  it('have the quartiles of numpy.quantile and keep the order of the samples', () => {
    expect(timingOf([4, 1, 3, 2])).toEqual({
      samples: [4, 1, 3, 2],
      lowerQuartile: 1.75,
      median: 2.5,
      upperQuartile: 3.25,
    });
    expect(() => timingOf([])).toThrow(RangeError);
  });

  it('fit a line exactly where there is one, and say how far a point is off', () => {
    const exact = fitLine([1, 2, 5, 10].map((x) => [x, 3 + 2 * x]));
    expect(exact.slope).toBeCloseTo(2, 10);
    expect(exact.intercept).toBeCloseTo(3, 10);
    expect(exact.largestDeviation).toBeLessThan(1e-10);
    const bent = fitLine([1, 2, 5, 10].map((x) => [x, x ** 2]));
    expect(bent.largestDeviation).toBeGreaterThan(0.2);
  });
});

describe('the options', () => {
  it('measure everything by default, and write it down', () => {
    expect(readOptions([])).toEqual({
      parts: ['products', 'steps', 'ownSteps', 'iterationProducts', 'scaling'],
      repeats: 7,
      quick: false,
      written: true,
      out: 'docs',
    });
  });

  it('write nothing that is quick or has too few repeats', () => {
    expect(readOptions(['--repeats', '4']).written).toBe(false);
    expect(readOptions(['--repeats', '5']).written).toBe(true);
    expect(readOptions(['--quick'])).toMatchObject({ repeats: 2, written: false });
    expect(readOptions(['--only', 'scaling']).parts).toEqual(['scaling']);
  });

  it.each([[['--only', 'all']], [['--repeats', '0']], [['--repeats', 'x']], [['--fast']]])(
    'refuse %j',
    (args) => {
      expect(() => readOptions(args)).toThrow();
    },
  );
});

describe('the cases', () => {
  it('check each form at a small size that is no multiple of four', () => {
    for (const form of FULL_CASES.products) {
      const { rows, columns, inner, transposeA, transposeB } = smallForm(form);
      expect([transposeA, transposeB]).toEqual([form.transposeA, form.transposeB]);
      for (const side of [rows, columns, inner]) expect(side % 4).not.toBe(0);
      if (form.gram) expect(rows).toBe(columns);
    }
  });
});

describe('the ONNX model', () => {
  it('has the bytes of onnx.proto', () => {
    const model = gemmModel(
      { a: [300, 2], b: [300, 5] },
      { rows: 2, columns: 5, transposeA: true, transposeB: false },
    );
    const hex = Buffer.from(model).toString('hex');
    // ir_version 8; graph; at the end the operator set 17 of the default domain.
    expect(hex).toMatch(/^08083a[0-9a-f]+42040a001011$/);
    // Attribute transA = 1 of type INT, and the dimension 300 as a varint of two bytes.
    expect(hex).toContain(`0a06${Buffer.from('transA').toString('hex')}1801a00102`);
    expect(hex).toContain('0a0308ac02');
  });
});
