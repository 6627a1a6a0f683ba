import type { Backend, Matrix, Program, Scalar } from '../src/optimiser/backend.ts';

/** One product as it was recorded. */
export interface LoggedProduct {
  readonly out: readonly [rows: number, columns: number];
  readonly a: readonly [rows: number, columns: number];
  readonly b: readonly [rows: number, columns: number];
  /** A and B are the same matrix. */
  readonly gram: boolean;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

interface Branch {
  readonly parent: Branch | null;
  /** 1 where the last run of the branch around it took it. */
  readonly flag: Scalar;
}

interface Entry {
  readonly product: LoggedProduct;
  /** The innermost branch around it. */
  readonly branch: Branch | null;
}

/** What was executed between two readings of a log. */
export interface ExecutedProducts {
  /** In order. */
  readonly products: readonly LoggedProduct[];
  /** How many of the programs' products are outside of branches, and how many in branches, taken or not. */
  readonly always: number;
  readonly inBranches: number;
}

function size({ rows, columns }: Matrix): readonly [number, number] {
  return [rows, columns];
}

/** 2mnk. */
export function productFlops({ out, a, transposeA }: LoggedProduct): number {
  return 2 * out[0] * out[1] * (transposeA ? a[0] : a[1]);
}

/**
 * The backend, remembering the products of every program. Branches leave a mark on the device when they run, so that the
 * log tells which of its products a run really executed; results are what they are without it.
 */
export function logProducts(backend: Backend): {
  readonly backend: Backend;
  /** What the programs executed that were submitted since the last reading; of each program its last row counts. */
  readonly executed: () => Promise<ExecutedProducts>;
} {
  const programs = new Map<Program, readonly Entry[]>();
  let submitted: Program[] = [];
  let entries: Entry[] = [];
  let branch: Branch | null = null;

  const record: Backend['record'] = async (label, parameters, body) => {
    let own: readonly Entry[] = [];
    const program = await backend.record(label, parameters, () => {
      entries = [];
      own = entries;
      return body();
    });
    programs.set(program, own);
    return program;
  };
  const submit: Backend['submit'] = (program, rows, timed) => {
    submitted.push(program);
    return backend.submit(program, rows, timed);
  };
  const when = (flag: Scalar, body: () => void): void => {
    const inner: Branch = { parent: branch, flag: backend.scalar('branch taken', 0) };
    backend.assign(inner.flag, backend.constant(0));
    backend.when(flag, () => {
      backend.assign(inner.flag, backend.constant(1));
      branch = inner;
      try {
        body();
      } finally {
        branch = inner.parent;
      }
    });
  };
  const product: Backend['product'] = (out, a, b, options) => {
    const { transposeA = false, transposeB = false } = options ?? {};
    const shapes = { out: size(out), a: size(a), b: size(b), gram: a === b };
    entries.push({ product: { ...shapes, transposeA, transposeB }, branch });
    backend.product(out, a, b, options);
  };

  const overrides: Partial<Backend> = { record, submit, when, product };
  const logging = new Proxy(backend, {
    get(target, name) {
      const value: unknown = Reflect.get(name in overrides ? overrides : target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const executed = (): Promise<ExecutedProducts> => {
    const ran = submitted.flatMap((program) => programs.get(program) ?? []);
    submitted = [];
    return readEntries(backend, ran);
  };
  return { backend: logging, executed };
}

/** Whether a branch and all around it were taken. */
function wasTaken(branch: Branch | null, taken: ReadonlyMap<Scalar, boolean>): boolean {
  return !branch || (taken.get(branch.flag) === true && wasTaken(branch.parent, taken));
}

async function readEntries(backend: Backend, entries: readonly Entry[]): Promise<ExecutedProducts> {
  const flags = new Set<Scalar>();
  for (const { branch } of entries)
    for (let around = branch; around; around = around.parent) flags.add(around.flag);
  const values = await backend.readScalars([...flags]);
  const taken = new Map([...flags].map((flag, index) => [flag, values[index] !== 0]));
  const inBranches = entries.filter(({ branch }) => branch).length;
  return {
    products: entries.flatMap(({ product, branch }) => (wasTaken(branch, taken) ? [product] : [])),
    always: entries.length - inBranches,
    inBranches,
  };
}
