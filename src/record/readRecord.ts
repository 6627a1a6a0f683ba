import { ALGORITHMS } from '../model/algorithms.ts';
import { ConfigurationError, RecordFormatError } from '../model/errors.ts';
import { MOST_CLASSES } from '../model/fileLimits.ts';
import type { IterationRecord } from '../model/iterationRecord.ts';
import { shortened } from '../model/readableText.ts';
import { parseSettings } from '../settings/parseSettings.ts';
import { z } from '../settings/schema.ts';
import type { Settings } from '../settings/settings.ts';
import { parseJson } from './parseJson.ts';
import { forwardFigures, RECORD_FORMAT, RECORD_VERSION, THINNED_VERSION } from './recordFile.ts';
import type { RunOrigin, RunOutcome, RunRecord } from './runRecord.ts';
import { count, shortList, text } from './schemas.ts';

/** Lists have a value a layer; a network has nine. */
const MOST_LAYERS = 64;
const MOST_RESUMPTIONS = 1000;
/** A figure that diverged is null in JSON. */
const figure = z.pipe(
  z.nullable(z.number()),
  z.transform((value) => value ?? Number.NaN),
);
const figures = shortList(figure, MOST_LAYERS);
const measured = z.nullable(z.number());

const device = z.object({
  engine: z.enum(['gpu', 'cpu']),
  description: text,
  precision: z.enum(['float32', 'float64']),
  software: z.boolean(),
});

const origin = z.object({
  app: text,
  startedAt: text,
  algorithm: z.enum(ALGORITHMS),
  settings: z.record(z.string(), z.unknown()),
  data: z.object({
    name: text,
    source: z.enum(['browser-cache', 'app', 'network', 'user-files', 'synthetic']),
    hash: text,
    trainCount: count,
    testCount: count,
    featureCount: count,
    classNames: shortList(text, MOST_CLASSES),
  }),
  start: z.object({ weights: text, data: text, order: text }),
  device,
  resumed: z.optional(
    shortList(z.object({ iteration: count, at: text, device }), MOST_RESUMPTIONS),
  ),
});

const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('finished'),
    reason: z.enum(['iterations', 'relative-change', 'seconds', 'target-accuracy']),
  }),
  z.object({
    kind: z.literal('failed'),
    error: z.object({ name: text, label: z.nullable(text), message: text }),
  }),
  z.object({ kind: z.literal('stopped') }),
]);

const rises = z.object({ float32: count, float64: count });
const spanFigures = z.object({
  raised: z.record(text, count),
  rises,
  scheduleRises: rises,
  judged: count,
  held: count,
  leastTerm: measured,
  changed: z.boolean(),
  least: measured,
});

const iteration = z.object({
  iteration: count,
  objective: figure,
  weights: z.object({ steps: figures, distances: figures }),
  split: z.nullable(
    z.object({ loss: figure, penalties: figures, residuals: figures, constraintGap: figure }),
  ),
  dlam: z.nullable(
    z.object({
      epsilon: figure,
      rho: figure,
      omega: figure,
      theta: figures,
      tau: figures,
      zSteps: figures,
      aSteps: figures,
      violations: figures,
      raised: shortList(text, MOST_LAYERS),
    }),
  ),
  admm: z.nullable(
    z.object({
      rho: figure,
      nu: figure,
      activationPenalty: figure,
      dualTerm: figure,
      dualNorm: figure,
      primalResidual: figure,
      theta: figures,
      tau: figures,
    }),
  ),
  loss: measured,
  trainAccuracy: measured,
  testLoss: measured,
  testAccuracy: measured,
  cost: z.object({ updates: figure, passes: figure, flops: figure, deviceMs: measured }),
  elapsedMs: figure,
  span: z.optional(z.object({ iterations: count, dlam: z.nullable(spanFigures) })),
});

/**
 * A run from the text of a file of any origin.
 * @throws RecordFormatError that names the file, the field and the remedy.
 */
export function readRecord(source: string, file: string): RunRecord {
  const value = parse(source, file);
  checkFormat(value, file);
  const { name, outcome: ended, iterations } = value as Record<string, unknown>;
  return {
    name: checked(z.object({ name: text }), { name }, file).name,
    origin: readOrigin(value, file),
    outcome: readOutcome(ended, file),
    iterations: readIterations(iterations, file),
  };
}

/** What a run was trained with, from a value of any origin. @throws RecordFormatError */
export function readOrigin(value: unknown, file: string): RunOrigin {
  const given = checked(origin, value, file);
  return { ...given, settings: readSettings(given.settings, file) };
}

/** How a run ended, from a value of any origin. @throws RecordFormatError */
export function readOutcome(value: unknown, file: string): RunOutcome {
  return checked(z.object({ outcome }), { outcome: value }, file).outcome;
}

function checked<T>(schema: z.ZodMiniType<T>, value: unknown, file: string): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw badField(file, parsed.error.issues[0]);
  return parsed.data;
}

function parse(source: string, file: string): unknown {
  try {
    return parseJson(source);
  } catch (cause) {
    throw new RecordFormatError(
      file,
      `${file}: this is no JSON (${(cause as Error).message}). Drop a run record that this page exported.`,
      { cause },
    );
  }
}

function checkFormat(value: unknown, file: string): void {
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as {
    format?: unknown;
    version?: unknown;
  };
  if (format !== RECORD_FORMAT)
    throw new RecordFormatError(
      file,
      `${file}: its field "format" is not "${RECORD_FORMAT}". Drop a run record that this page exported (Runs → Export record).`,
    );
  if (version !== RECORD_VERSION && version !== THINNED_VERSION)
    throw new RecordFormatError(
      file,
      `${file}: it is a run record of version ${shortened(JSON.stringify(version) ?? 'unknown')}, and this page reads versions ${RECORD_VERSION} and ${THINNED_VERSION}. Open it with the version of the app that wrote it.`,
    );
}

/** The settings of a file. @throws RecordFormatError */
export function readSettings(values: unknown, file: string): Settings {
  try {
    return parseSettings(values);
  } catch (cause) {
    if (!(cause instanceof ConfigurationError)) throw cause;
    throw new RecordFormatError(
      file,
      `${file}: its settings do not hold for this version of the app: ${cause.message} Correct the field "settings.${cause.label}", or open the file with the version that wrote it.`,
      { cause },
    );
  }
}

/** The iterations of a file, in order. @throws RecordFormatError */
export function readIterations(values: unknown, file: string): IterationRecord[] {
  if (!Array.isArray(values))
    throw badField(file, { path: ['iterations'], message: 'expected an array' });
  return values.map((value, index) => {
    const parsed = iteration.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw badField(file, {
        path: ['iterations', index, ...(issue?.path ?? [])],
        message: issue?.message ?? 'invalid',
      });
    }
    const { loss, trainAccuracy, testLoss, testAccuracy, ...rest } = parsed.data;
    const forward = forwardFigures({ loss, trainAccuracy, testLoss, testAccuracy });
    const former = index > 0 ? (values[index - 1] as { iteration: number }).iteration : -1;
    if (rest.iteration <= former)
      throw badField(file, {
        path: ['iterations', index, 'iteration'],
        message: `${rest.iteration} does not come after ${former}`,
      });
    const { span } = rest;
    if (span && (index === 0 || span.iterations !== rest.iteration - former))
      throw badField(file, {
        path: ['iterations', index, 'span', 'iterations'],
        message: `${span.iterations} iterations do not lead from ${former} to ${rest.iteration}`,
      });
    return { ...rest, forward };
  });
}

function badField(
  file: string,
  issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): RecordFormatError {
  const path = (issue?.path ?? []).map(String).join('.');
  return new RecordFormatError(
    file,
    `${file}: its field "${path}" cannot be used (${issue?.message ?? 'invalid'}). Export the run again, or correct the field.`,
  );
}
