/** docs/benchmarks.md from docs/benchmarks.json. */
import {
  type BenchmarkResults,
  type ContenderFacts,
  type IterationProductsResult,
  type Measurement,
  OWN,
  type Part,
  type ProductForm,
  type ProductResult,
  type RunEvidence,
  type ScalingSeries,
  type StepsResult,
  type Timing,
} from './results.ts';
import { fitLine } from './statistics.ts';
import { speedUp, verdicts } from './targets.ts';

type Row = readonly string[];

function table(head: Row, rows: readonly Row[], numeric = true): string {
  const rule = head.map((_, index) => (numeric && index > 0 ? '---:' : '---'));
  // A bar in a cell would end it, and so would a line break.
  const line = (cells: Row) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`;
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** Three significant digits, whole numbers from 100 on. */
function number(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** "12.3 (11.9–12.8)": median and quartiles in milliseconds. */
function spread({ median, lowerQuartile, upperQuartile }: Timing): string {
  return `${number(median)} (${number(lowerQuartile)}–${number(upperQuartile)})`;
}

function time({ timing, error }: Measurement): string {
  return timing ? spread(timing) : `failed: ${error}`;
}

function small(value: number | null): string {
  if (value === null) return '–';
  return value === 0 ? '0' : value.toExponential(0);
}

function network(widths: readonly number[]): string {
  return widths.join('-');
}

/** A part under its title, or why it is not there. */
function section<T>(title: string, part: Part<T>, body: (result: T) => string): string {
  if (part === null) return `## ${title}\n\nNot run.`;
  return `## ${title}\n\n${'error' in part ? `Failed: ${part.error}` : body(part.result)}`;
}

function head({ date, commit, repeats, warmUps, machine, data }: BenchmarkResults): string {
  return [
    '# Benchmarks',
    'Written by `npm run bench` from benchmarks.json, which also has every sample; do not edit.',
    table(
      ['', ''],
      [
        ['adapter', machine.adapter + (machine.softwareAdapter ? ' (software)' : '')],
        ['browser', machine.browser],
        ['processor', `${machine.processor}, ${machine.cores} logical cores`],
        ['system', `${machine.platform}, Node ${machine.node}`],
        ['commit', commit],
        ['date', date],
        ['data', data],
        ['runs', `${repeats} timed after ${warmUps} others, contenders in turns in one page`],
      ],
      false,
    ),
    'Times are medians in milliseconds, quartiles in brackets. A run begins with the call and ends when one number of the ' +
      'result has been read back, with every library alike; everything it reads is on the device before. Where a run is several ' +
      'products in a row, its time is shared out among them.',
  ].join('\n\n');
}

function targets(results: BenchmarkResults): string {
  const answer = (met: boolean | null) => (met === null ? '–' : met ? 'yes' : '**no**');
  const rows = verdicts(results).map(({ target, measured, met }) => [
    target,
    measured,
    answer(met),
  ]);
  return `## What it must show\n\n${table(['target', 'measured', 'met'], rows, false)}`;
}

function operation({ transposeA, transposeB }: ProductForm): string {
  return `A${transposeA ? 'ᵀ' : ''}B${transposeB ? 'ᵀ' : ''}`;
}

function productTable(contenders: readonly ContenderFacts[], products: readonly ProductResult[]) {
  const taking = contenders.filter(({ id }) =>
    products.some(({ measurements }) => measurements.some(({ contender }) => contender === id)),
  );
  const rows = products.map((product) => {
    const { form, measurements } = product;
    const { rows: m, inner, columns } = form;
    const of = (id: string) => measurements.find(({ contender }) => contender === id);
    const own = of(OWN)?.timing;
    const best = speedUp(product);
    return [
      `${form.name}: ${operation(form)}, ${m}×${inner}×${columns}${form.inARow > 1 ? `, ${form.inARow} in a row` : ''}`,
      ...taking.map(({ id }) => {
        const measurement = of(id);
        return measurement ? time(measurement) : '–';
      }),
      own ? number((2 * m * inner * columns) / own.median / 1e6) : '–',
      best ? `${best.value.toPrecision(3)}× ${best.peer}` : '–',
    ];
  });
  return table(
    [
      'product, rows × inner × columns',
      ...taking.map(({ id }) => id),
      'our GFLOP/s',
      'best GPU peer over ours',
    ],
    rows,
  );
}

function evidenceText(evidence: RunEvidence): string {
  const [first, last] = evidence.epsilon;
  const list = (values: readonly number[]) =>
    values.map((value) => value.toPrecision(3)).join(', ');
  const rejected = evidence.rejected.join(', ') || 'none';
  return (
    `Timed after ${evidence.before} iterations of the preset “Hidden layers in motion”, ε from ${number(first)} to ` +
    `${number(last)}; smallest φ_l ${list(evidence.smallestResiduals)}, smallest steps of z_l ` +
    `${list(evidence.smallestSteps)}; blocks that raised F and were taken again: ${rejected}; ` +
    `${number(evidence.flops / 1e9)} GFLOP an iteration.`
  );
}

function stepsText(steps: StepsResult): string {
  const own = steps.gradientSteps.find(({ contender }) => contender === OWN)?.timing?.median;
  const row = (name: string, measurement: Measurement): Row => {
    const median = measurement.timing?.median;
    const over = own && median ? `${(median / own).toPrecision(3)}×` : '–';
    return [name, time(measurement), over, small(measurement.deviation)];
  };
  return [
    `${network(steps.widths)}, ReLU, biases, softmax cross-entropy, all N = ${steps.samples} samples at once.`,
    table(
      ['', 'ms', 'over our gradient step', 'deviation of the weights from ours'],
      [
        row(`mDLAM iteration, ${OWN}`, steps.iteration),
        ...steps.gradientSteps.map((one) => row(`gradient step, ${one.contender}`, one)),
      ],
    ),
    steps.evidence ? evidenceText(steps.evidence) : '',
  ].join('\n\n');
}

/** An iteration over a gradient step, with more and more samples. */
function ownStepsText(steps: readonly StepsResult[]): string {
  const rows = steps.map(({ samples, gradientSteps, iteration, evidence }): Row => {
    const step = gradientSteps.find(({ contender }) => contender === OWN);
    const [of, own] = [iteration.timing?.median, step?.timing?.median];
    return [
      String(samples),
      time(iteration),
      step ? time(step) : '–',
      of && own ? `${(of / own).toPrecision(3)}×` : '–',
      evidence ? number(evidence.flops / 1e9) : '–',
      evidence ? String(evidence.rejected.length) : '–',
    ];
  });
  const columns = [
    'N',
    'mDLAM iteration',
    'gradient step',
    'ratio',
    'GFLOP an iteration',
    'taken again',
  ];
  return [
    `${network(steps[0]?.widths ?? [])}, as above, with other numbers of samples. What an iteration multiplies beyond a gradient step ` +
      'is partly free of N, the products with Gram matrices.',
    table(columns, rows),
  ].join('\n\n');
}

function iterationProductsText(part: IterationProductsResult): string {
  const { always, inBranches, taken } = part.counts;
  return [
    `${network(part.widths)}, N = ${part.samples}; a program of just the products that each timed iteration ran.`,
    table(
      ['iteration', 'its products', 'ratio'],
      [[spread(part.iteration), spread(part.products), spread(part.ratio)]],
    ),
    `${always} products always run; ${inBranches} more were recorded in branches (further trials of a step size, steps taken ` +
      `again), of which ${taken} ran. Products are ${(100 * part.share).toFixed(1)}% of the floating-point operations.`,
    evidenceText(part.evidence),
  ].join('\n\n');
}

const AXES = {
  samples: 'N',
  width: 'width of both hidden layers',
  depth: 'hidden layers',
} as const;

function seriesText({ axis, points }: ScalingSeries): string {
  const name = AXES[axis];
  // In the width, time grows with its square.
  const line =
    axis === 'width' ? null : fitLine(points.map(({ value, timing }) => [value, timing.median]));
  const rows = points.map(({ value, widths, samples, timing, evidence }) => {
    const { median } = timing;
    const off = line ? median / (line.intercept + line.slope * value) - 1 : null;
    return [
      String(value),
      network(widths),
      ...(axis === 'samples' ? [] : [String(samples)]),
      spread(timing),
      off === null ? '–' : `${(100 * off).toFixed(1)}%`,
      number(evidence.flops / 1e9),
      number(evidence.flops / median / 1e6),
      String(evidence.rejected.length),
    ];
  });
  const size = axis === 'samples' ? ['network'] : ['network', 'N'];
  const columns = [...size, 'ms', 'off the line', 'GFLOP', 'GFLOP/s', 'taken again'];
  const fit = line
    ? `The line, by least relative squares: ${number(line.intercept)} ms + ${number(line.slope)} ms · ${name}. `
    : '';
  return [
    `### Over ${name}`,
    table([name, ...columns], rows),
    `${fit}“Taken again” counts the blocks of all timed iterations whose first step raised F.`,
  ].join('\n\n');
}

function contenderTable({ contenders, products }: BenchmarkResults): string {
  const results = products && 'result' in products ? products.result : [];
  const rows = contenders.map(({ id, version, device, note, error }) => {
    const deviations = results.flatMap(({ measurements }) =>
      measurements.flatMap(({ contender, deviation }) =>
        contender === id && deviation !== null ? [deviation] : [],
      ),
    );
    const largest = deviations.length > 0 ? Math.max(...deviations) : null;
    return [id, version, device.toUpperCase(), small(largest), error ? `failed: ${error}` : note];
  });
  return [
    '## Contenders',
    table(['', 'version', 'device', 'largest deviation of a product', 'how'], rows, false),
    'No time counts whose result was not found right: products are checked entry by entry against float64 at a small size and at 2,000 entries of ' +
      'the size that is timed, relative to the largest entry; gradient steps by the weights after a few steps against float64, ' +
      'and after all timed steps against ours. More than 1e-4 is a failure.',
  ].join('\n\n');
}

/** What only a GPU of hardware can show. */
const ON_HARDWARE = [
  'GFLOP/s of products as a share of the card’s float32 peak: at least 25% (35% on Apple)',
  'Products: at least level with the best browser peer',
  'mDLAM iteration: at most 1.5× jax-js’s gradient step',
  'Device idle: less than 5% of the time',
  'Products against PyTorch’s float32 matmul on the same card',
];

function hardware({ machine }: BenchmarkResults): readonly string[] {
  if (!machine.softwareAdapter) return [];
  const rows = ON_HARDWARE.map((target) => [target, '–']);
  return [
    `## On a real GPU\n\nNo GPU was at hand, so nothing here was measured.\n\n${table(['target', 'measured'], rows, false)}`,
  ];
}

const HOW = `## How to repeat it

\`npm run bench\` installs the peers in \`bench/\` (a package of its own: the app does not depend on them), builds the page, opens it
in headless Chromium and writes this file. \`--only products,steps,scaling\` chooses parts, \`--repeats 9\` the timed runs, \`--quick\`
tries everything at small sizes and writes nothing. \`DLAM_GPU=native\` measures on the machine's own GPU instead of SwiftShader.
Close everything else first.`;

/** The results as Markdown. */
export function report(results: BenchmarkResults): string {
  const { contenders } = results;
  const sections = [
    head(results),
    targets(results),
    section('Products', results.products, (products) => productTable(contenders, products)),
    section('Steps', results.steps, stepsText),
    section('Steps with more samples', results.ownSteps, ownStepsText),
    section('An iteration and its products', results.iterationProducts, iterationProductsText),
    section('Scaling of an mDLAM iteration', results.scaling, (series) =>
      series.map(seriesText).join('\n\n'),
    ),
    ...hardware(results),
    contenderTable(results),
    HOW,
  ];
  return `${sections.join('\n\n')}\n`;
}
