import { type BrowserGpu, openBrowserGpu } from '../../src/backend/gpu/openBrowserGpu.ts';
import { type Cases, FULL_CASES, QUICK_CASES } from '../cases.ts';
import {
  type BenchPage,
  type PageFacts,
  type PageOptions,
  type PageParts,
  type PartName,
  PROGRESS,
} from '../pageProtocol.ts';
import { OWN, type StepsResult } from '../results.ts';
import type { Contender } from './contender.ts';
import { openContenders } from './contenders.ts';
import { type Digits, readDigits } from './digits.ts';
import { measureIterationProducts } from './iterationProducts.ts';
import { measureProducts } from './products.ts';
import { measureScaling } from './scaling.ts';
import { measureSteps } from './steps.ts';

interface Opened {
  readonly options: PageOptions;
  readonly cases: Cases;
  readonly gpu: BrowserGpu;
  readonly digits: Digits;
  readonly contenders: readonly Contender[];
}

let opened: Opened | null = null;

function log(line: string): void {
  console.info(`${PROGRESS}${line}`);
}

async function open(options: PageOptions): Promise<PageFacts> {
  const gpu = await openBrowserGpu((error) => console.error(error.message));
  const digits = await readDigits(options.mnist);
  const { contenders, facts } = await openContenders(gpu, options.versions);
  for (const { id, version, error } of facts) log(`${id} ${version}: ${error ?? 'ready'}`);
  const cases = options.quick ? QUICK_CASES : FULL_CASES;
  opened = { options, cases, gpu, digits, contenders };
  const named = gpu.limits.filter(([name]) => name === 'Vendor' || name === 'Architecture');
  return {
    adapter: [gpu.backend.description, ...named.map(([, value]) => value)].join(', '),
    softwareAdapter: gpu.software,
    data: digits.description,
    contenders: facts,
  };
}

type Measures = { readonly [Name in PartName]: (page: Opened) => Promise<PageParts[Name]> };

const MEASURES: Measures = {
  products: ({ contenders, cases, options }) =>
    measureProducts(contenders, cases.products, options, log),
  steps: ({ gpu, contenders, digits, cases, options }) =>
    measureSteps(gpu.backend, contenders, digits, cases.steps, rounds(cases, options), log),
  ownSteps: async ({ gpu, contenders, digits, cases, options }) => {
    const own = contenders.filter(({ facts }) => facts.id === OWN);
    const { widths } = cases.steps;
    const results: StepsResult[] = [];
    for (const samples of cases.moreSamples) {
      const size = { widths, samples };
      log(`N = ${samples}`);
      results.push(await measureSteps(gpu.backend, own, digits, size, rounds(cases, options), log));
    }
    return results;
  },
  iterationProducts: ({ gpu, digits, cases, options }) =>
    measureIterationProducts(
      gpu.backend,
      digits,
      cases.iterationProducts,
      rounds(cases, options),
      log,
    ),
  scaling: ({ gpu, digits, cases, options }) =>
    measureScaling(gpu.backend, digits, cases.scaling, rounds(cases, options), log),
};

function rounds({ iterationsBefore }: Cases, { repeats, warmUps }: PageOptions) {
  return { before: iterationsBefore, repeats, warmUps };
}

const bench: BenchPage = {
  open,
  measure: (part) => {
    if (!opened) throw new Error('the page has not been opened');
    return MEASURES[part](opened);
  },
};

Object.assign(globalThis, { dlamBench: bench });
