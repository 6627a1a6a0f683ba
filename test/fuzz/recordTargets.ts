import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from '../../src/record/checkpoint.ts';
import { readRecord } from '../../src/record/readRecord.ts';
import { writeRecord } from '../../src/record/recordFile.ts';
import type { RunOrigin, RunRecord } from '../../src/record/runRecord.ts';
import { readWeightsFile, writeWeights } from '../../src/record/weightsFile.ts';
import { settingProblems } from '../../src/settings/parseSettings.ts';
import { INITIAL_SETTINGS, type Settings } from '../../src/settings/settings.ts';
import { decodeSettings, encodeSettings } from '../../src/settings/urlSettings.ts';
import { planProblems, runCount } from '../../src/sweep/plan.ts';
import { readHead, readStretches, STORED_VERSION } from '../../src/ui/library/storedRun.ts';
import { headOf, readSweep } from '../../src/ui/sweep/storedSweep.ts';
import { fakeRecord } from '../../src/ui/testing/fakeRecord.ts';
import { json as anyJson, link, tensors } from './grammars.ts';
import type { Target } from './judge.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** What a browser would have stored: a mutated text that is still JSON; null for all others. */
function storedValue(input: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(input));
  } catch {
    return null;
  }
}
const json = (value: unknown) => bytesOf(JSON.stringify(value));

const DEVICE = { engine: 'cpu', description: 'd', precision: 'float64', software: false } as const;
const ORIGIN: RunOrigin = {
  algorithm: 'mdlam',
  settings: { ...INITIAL_SETTINGS, algorithms: ['mdlam'] },
  data: {
    name: 'MNIST',
    source: 'app',
    hash: '0123456789abcdef',
    trainCount: 50,
    testCount: 10,
    featureCount: 4,
    classNames: ['0', 'one'],
  },
  start: { weights: 'a', data: 'b', order: 'c' },
  device: DEVICE,
  app: '0.1.0',
  startedAt: '2026-11-23T10:00:00.000Z',
  resumed: [{ iteration: 1, at: '2026-11-24T08:00:00.000Z', device: DEVICE }],
};
const RECORD: RunRecord = {
  name: 'A run',
  origin: ORIGIN,
  outcome: { kind: 'failed', error: { name: 'DivergenceError', label: null, message: 'It left.' } },
  iterations: [0, 1, 2].map((k) => fakeRecord(k)),
};
const FILE = { file: 'f', bytes: 8, hash: 'a'.repeat(64) };
const CHECKPOINT: Checkpoint = {
  app: '0.1.0',
  savedAt: '2026-11-23T10:00:00.000Z',
  settings: INITIAL_SETTINGS,
  data: { name: 'MNIST', hash: 'h' },
  userFiles: [{ ...FILE, name: 'x.csv' }],
  runs: [
    {
      id: '1',
      key: 'k',
      algorithm: 'adam',
      name: 'Adam',
      seed: 1,
      start: ORIGIN.start,
      iteration: 3,
      counters: { updates: 3 },
      cost: { updates: 3, passes: 1, flops: 1e6, deviceMs: null },
      end: null,
      records: FILE,
      arrays: [{ ...FILE, name: 'W1', type: 'F32', shape: [1, 2] }],
    },
  ],
};
const WEIGHTS = {
  name: 'mDLAM',
  layers: [
    {
      rows: 2,
      columns: 3,
      weights: Float64Array.of(1, 2, 3, 4, 5, 6),
      bias: Float64Array.of(7, 8),
    },
    { rows: 1, columns: 2, weights: Float64Array.of(9, 10), bias: Float64Array.of(11) },
  ],
};
const PYTORCH: Readonly<Record<string, { readonly file: string }>> = JSON.parse(
  readFileSync(new URL('../golden/weightsFiles.json', import.meta.url), 'utf8'),
);
const HEAD = {
  version: STORED_VERSION,
  key: 'k',
  marks: { name: 'n', look: { colour: 'adam', line: 'sgd' }, shown: true, pinned: false },
  origin: ORIGIN,
  outcome: { kind: 'stopped' },
  replayOf: null,
  savedAt: 1,
};
const POINTS = { iterations: [0, 1], values: [1, 0.5] };
const RESULT = {
  outcome: { kind: 'finished', reason: 'iterations', iteration: 2 },
  final: { objective: 1, trainLoss: 1, testLoss: null, trainAccuracy: 0.5, testAccuracy: 0.5 },
  curves: { objective: POINTS, testLoss: POINTS, testAccuracy: POINTS },
  elapsedMs: 3,
};
const PLAN = {
  base: { ...INITIAL_SETTINGS, algorithms: ['mdlam'] },
  axes: [
    { setting: 'rho', values: [0.1, 1] },
    { setting: 'epsilon', values: [0.1, 0.01] },
  ],
  seeds: 2,
};
const LINKS: readonly Settings[] = [
  INITIAL_SETTINGS,
  { ...INITIAL_SETTINGS, hidden: [100, 50], rho: 0.01, classes: [1, 2], seconds: 3, bias: false },
];

const holds = (settings: Settings) => expect(settingProblems(settings)).toEqual({});
const isVisible = (text: string) => expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);

export const RECORD_TARGETS: readonly Target[] = [
  {
    name: 'run record',
    grammar: anyJson,
    seeds: [bytesOf(writeRecord(RECORD)), bytesOf(writeRecord({ ...RECORD, iterations: [] }))],
    read: (input) => {
      const record = readRecord(textOf(input), 'run.json');
      isVisible(record.name);
      holds(record.origin.settings);
      const written = writeRecord(record);
      expect(writeRecord(readRecord(written, 'again')), 'it comes back as it was').toBe(written);
    },
  },
  {
    name: 'safetensors',
    grammar: tensors,
    seeds: [
      Uint8Array.from(writeWeights(WEIGHTS, ORIGIN, 4)),
      ...Object.values(PYTORCH).map(({ file }) => Uint8Array.from(Buffer.from(file, 'base64'))),
    ],
    read: (input) => {
      const { weights, iteration } = readWeightsFile(input, 'w.safetensors');
      isVisible(weights.name);
      if (iteration !== null) expect(Number.isSafeInteger(iteration)).toBe(true);
      let inputs = weights.layers[0].columns;
      for (const { rows, columns, weights: values, bias } of weights.layers) {
        expect([columns, values.length, bias?.length ?? rows]).toEqual([
          inputs,
          rows * columns,
          rows,
        ]);
        expect(values.every(Number.isFinite) && (bias?.every(Number.isFinite) ?? true)).toBe(true);
        inputs = rows;
      }
    },
  },
  {
    name: 'checkpoint',
    grammar: anyJson,
    seeds: [bytesOf(writeCheckpoint(CHECKPOINT))],
    read: (input) => {
      const checkpoint = readCheckpoint(textOf(input));
      holds(checkpoint.settings);
      const written = writeCheckpoint(checkpoint);
      expect(writeCheckpoint(readCheckpoint(written))).toBe(written);
    },
  },
  {
    name: 'link',
    grammar: link,
    seeds: LINKS.map((settings) => bytesOf(`#${encodeSettings(settings)}`)),
    read: (input) => {
      const { settings, problems } = decodeSettings(textOf(input));
      for (const problem of problems) isVisible(problem);
      if (!settings) return null;
      holds(settings);
      const written = encodeSettings(settings);
      const again = decodeSettings(written).settings;
      expect(again && encodeSettings(again), 'it comes back as it was').toBe(written);
      return settings;
    },
  },
  {
    name: 'stored run',
    grammar: anyJson,
    seeds: [json(HEAD)],
    read: (input) => {
      const head = readHead(storedValue(input));
      if (head) holds(head.origin.settings);
      return head;
    },
  },
  {
    name: 'stored records',
    seeds: [json([RECORD.iterations.slice(0, 2), RECORD.iterations.slice(2)])],
    read: (input) => {
      const value = storedValue(input);
      if (!Array.isArray(value)) return null;
      const records = readStretches(value);
      records.forEach(({ iteration }, i) => {
        expect(iteration).toBeGreaterThan(i === 0 ? -1 : records[i - 1].iteration);
      });
      return records.length > 0 ? records : null;
    },
  },
  {
    name: 'stored sweep',
    seeds: [json({ head: { ...headOfPlan(), extra: 1 }, results: [RESULT, RESULT] })],
    read: (input) => {
      const value = storedValue(input) as { head?: unknown; results?: unknown } | null;
      const results = Array.isArray(value?.results) ? value.results : [];
      const sweep = readSweep(value?.head, new Map(results.entries()));
      if (!sweep) return null;
      expect(planProblems(sweep.plan)).toEqual([]);
      expect(sweep.results).toHaveLength(runCount(sweep.plan));
      for (const result of sweep.results)
        for (const { iterations, values } of Object.values(result?.curves ?? {}))
          expect(iterations).toHaveLength(values.length);
      return sweep;
    },
  },
];

function headOfPlan(): object {
  const sweep = { plan: PLAN, data: { name: 'd', hash: 'h' }, results: [] };
  return headOf(sweep as unknown as Parameters<typeof headOf>[0]);
}
