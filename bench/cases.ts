/** What is measured, at full size and small enough to try the benchmark itself. */
import type { ProductForm } from './results.ts';

export interface Cases {
  readonly products: readonly ProductForm[];
  readonly steps: { readonly widths: readonly number[]; readonly samples: number };
  /** More sample counts for the same network's gradient step and iteration. */
  readonly moreSamples: readonly number[];
  readonly iterationProducts: { readonly widths: readonly number[]; readonly samples: number };
  readonly scaling: {
    /** Hidden widths of the series over N, and its N. */
    readonly samples: { readonly hidden: readonly number[]; readonly values: readonly number[] };
    /** Widths of two equal hidden layers. */
    readonly width: { readonly samples: number; readonly values: readonly number[] };
    /** Numbers of hidden layers of one width. */
    readonly depth: {
      readonly samples: number;
      readonly width: number;
      readonly values: readonly number[];
    };
  };
  /** Iterations before the first timed one: ε has shrunk, momentum is under way. */
  readonly iterationsBefore: number;
}

const FEATURES = 784;
const CLASSES = 10;

/** A network on 28×28 digits. */
export function digitNetwork(hidden: readonly number[]): readonly number[] {
  return [FEATURES, ...hidden, CLASSES];
}

/** The round trip would be no small part of the time of one product of the last layer. */
const THIN_PRODUCTS_IN_A_ROW = 16;

/** All product forms of a network with two hidden layers of one width, samples being rows, and a square one. */
function productForms(samples: number, width: number, square: number): readonly ProductForm[] {
  const form = (
    id: string,
    name: string,
    kind: 'NN' | 'NT' | 'TN',
    [rows, inner, columns]: readonly [number, number, number],
    {
      gram = false,
      pixels = null,
      inARow = 1,
    }: Partial<Pick<ProductForm, 'gram' | 'pixels' | 'inARow'>> = {},
  ): ProductForm => ({
    id,
    name,
    rows,
    columns,
    inner,
    transposeA: kind === 'TN',
    transposeB: kind === 'NT',
    gram,
    pixels,
    inARow,
  });
  const thin = { inARow: THIN_PRODUCTS_IN_A_ROW };
  return [
    form('forward', 'forward, first layer', 'NT', [samples, FEATURES, width]),
    form('forward-pixels', 'forward, first layer, pixels', 'NT', [samples, FEATURES, width], {
      pixels: 'a',
    }),
    form('hidden', 'forward, hidden layer', 'NT', [samples, width, width]),
    form('weight-gradient', 'gradient of the weights', 'TN', [width, samples, FEATURES]),
    form('pixel-gradient', 'gradient of the weights, pixels', 'TN', [width, samples, FEATURES], {
      pixels: 'b',
    }),
    form('activation-gradient', 'gradient of the activations', 'NN', [samples, width, width]),
    form('square', 'square', 'NT', [square, square, square]),
    form('gram', 'Gram matrix', 'TN', [width, samples, width], { gram: true }),
    form('last', 'forward, last layer', 'NT', [samples, width, CLASSES], thin),
    form('last-gradient', 'gradient of the last weights', 'TN', [CLASSES, samples, width], thin),
  ];
}

export const FULL_CASES: Cases = {
  products: productForms(2000, 500, 1024),
  steps: { widths: digitNetwork([500, 500]), samples: 2000 },
  moreSamples: [5000, 10_000],
  iterationProducts: { widths: digitNetwork([500, 500]), samples: 5000 },
  scaling: {
    samples: { hidden: [100, 100], values: [2000, 5000, 10_000, 20_000] },
    width: { samples: 1000, values: [125, 250, 500, 1000] },
    depth: { samples: 2000, width: 100, values: [1, 2, 3, 4, 5] },
  },
  iterationsBefore: 8,
};

export const QUICK_CASES: Cases = {
  products: productForms(200, 60, 64),
  steps: { widths: digitNetwork([60, 60]), samples: 200 },
  moreSamples: [400],
  iterationProducts: { widths: digitNetwork([60, 60]), samples: 300 },
  scaling: {
    samples: { hidden: [20, 20], values: [100, 200, 400] },
    width: { samples: 100, values: [20, 40] },
    depth: { samples: 100, width: 20, values: [1, 2, 3] },
  },
  iterationsBefore: 4,
};

/** The same form at a size at which the whole result can be checked, with no side a multiple of four. */
export function smallForm(form: ProductForm): ProductForm {
  const rows = form.gram ? 29 : 37;
  return { ...form, rows, columns: 29, inner: 53 };
}
