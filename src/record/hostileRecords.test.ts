import { describe, expect, it } from 'vitest';
import { RecordFormatError } from '../model/errors.ts';
import { DEEPEST_JSON } from '../model/fileLimits.ts';
import { INITIAL_SETTINGS } from '../settings/settings.ts';
import { readCheckpoint } from './checkpoint.ts';
import { parseJson } from './parseJson.ts';
import { readRecord } from './readRecord.ts';
import { RECORD_FORMAT, RECORD_VERSION } from './recordFile.ts';
import { type Tensor, writeTensors } from './safetensors.ts';
import { readWeightsFile } from './weightsFile.ts';

const DEVICE = { engine: 'cpu', description: 'd', precision: 'float64', software: false };
const RECORD = {
  format: RECORD_FORMAT,
  version: RECORD_VERSION,
  app: '0',
  name: 'run',
  startedAt: '2026-11-23T00:00:00.000Z',
  algorithm: 'sgd',
  settings: INITIAL_SETTINGS,
  data: {
    name: 'd',
    source: 'synthetic',
    hash: 'h',
    trainCount: 1,
    testCount: 1,
    featureCount: 1,
    classNames: ['a', 'b'],
  },
  start: { weights: 'w', data: 'd', order: 'o' },
  device: DEVICE,
  outcome: { kind: 'stopped' },
  iterations: [],
};
const record = (changes: object) => JSON.stringify({ ...RECORD, ...changes });
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(RecordFormatError);
    return (error as Error).message;
  }
  throw new Error('It was read.');
}

describe('a hostile JSON text', () => {
  it.each([
    ['[', 1e6],
    ['{"a":', 1e5],
  ])('of %s without end has a depth', (opening, count) =>
    expect(() => parseJson(opening.repeat(count))).toThrow(`deeper than ${DEEPEST_JSON} levels`),
  );
  it('has a number of values before it has them', () =>
    expect(() => parseJson('{},'.repeat(2 ** 24))).toThrow(/more than 16777216 values/));
  it('may have as many brackets in its strings as it likes', () => {
    const value = { a: '[{,'.repeat(1000), b: '\\"[[[', 'c\\': '{{"' };
    expect(parseJson(JSON.stringify(value), 8)).toEqual(value);
  });
  it('is allowed what it needs and nothing more', () => {
    expect(parseJson(nested(DEEPEST_JSON))).toHaveLength(1);
    expect(() => parseJson(nested(DEEPEST_JSON + 1))).toThrow(/deeper/);
    expect(parseJson('[1,2]', 3)).toEqual([1, 2]);
    expect(() => parseJson('[1,2,3]', 3)).toThrow(/more than 3 values/);
  });
});

describe('a hostile record', () => {
  it('nested deeper than the stack is refused where its version is named', () => {
    const text = `{"format":"${RECORD_FORMAT}","version":${nested(1e6)}}`;
    expect(refusal(() => readRecord(text, 'a.json'))).toMatch(/^a\.json: .*nests deeper than 32/);
  });

  it('does not fill the message with its version', () => {
    const message = refusal(() => readRecord(record({ version: 'x'.repeat(1e7) }), 'a.json'));
    expect(message.length).toBeLessThan(300);
  });

  it('of a million bad figures or classes has one fault', () => {
    const data = { ...RECORD.data, classNames: new Array(1e6).fill(1) };
    expect(refusal(() => readRecord(record({ data }), 'a.json'))).toMatch(
      /its field "data\.classNames" cannot be used/,
    );
    const weights = { steps: new Array(1e6).fill('x'), distances: [] };
    const iterations = [{ iteration: 0, objective: 1, weights }];
    expect(refusal(() => readRecord(record({ iterations }), 'a.json'))).toMatch(
      /its field "iterations\.0\.weights\.steps" cannot be used/,
    );
  });

  it('keeps markup as text, and loses what cannot be seen', () => {
    const name = '<img src=x onerror=alert(1)>';
    const read = readRecord(record({ name: `\u202e${name}\0\n` }), 'a.json');
    expect(read.name).toBe(name);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'with settings called %s sets nothing',
    (key) => {
      const text = record({}).replace('"settings":{', `"settings":{"${key}":{"polluted":true},`);
      const read = (() => {
        try {
          return readRecord(text, 'a.json').origin.settings;
        } catch (error) {
          expect(error).toBeInstanceOf(RecordFormatError);
          return {};
        }
      })();
      expect((read as Record<string, unknown>).polluted).toBeUndefined();
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );
});

describe('a hostile checkpoint', () => {
  it('is refused in words', () => {
    expect(refusal(() => readCheckpoint(`{"version":1,"runs":${nested(1e6)}}`))).toMatch(
      /nests deeper than 32/,
    );
    expect(refusal(() => readCheckpoint('{"version":1,"runs":[1]}')).length).toBeLessThan(4200);
  });
});

describe('hostile weights', () => {
  /** Any JSON text over any values. */
  function file(header: string, values = 0): Uint8Array {
    const bytes = new Uint8Array(8 + header.length + values);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
    bytes.set(new TextEncoder().encode(header), 8);
    return bytes;
  }
  const read = (bytes: Uint8Array) => refusal(() => readWeightsFile(bytes, 'w.safetensors'));

  it.each(['dtype', 'shape', 'data_offsets'])(
    'of a %s deeper than the stack are refused',
    (field) => {
      const entry = { dtype: 'F32', shape: [1], data_offsets: [0, 4], [field]: '@' };
      const header = JSON.stringify({ W1: entry }).replace('"@"', nested(3e5));
      expect(read(file(header, 4))).toMatch(/^w\.safetensors: .*nests deeper than 32/);
    },
  );

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'of type %s have no type',
    (dtype) => {
      const header = JSON.stringify({ W1: { dtype, shape: [1], data_offsets: [0, 4] } });
      expect(read(file(header, 4))).toContain(`W1 has values of type "${dtype}"`);
    },
  );

  it('with names and shapes as long as the header are quoted in part', () => {
    const name = `\u202e${'<b>'.repeat(1e5)}`;
    const long = JSON.stringify({ [name]: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
    const message = read(Uint8Array.from(file(long, 4)));
    expect(message.length).toBeLessThan(600);
    expect(message).not.toMatch(/[\p{C}]/u);
    const flat = { dtype: 'F32', shape: new Array(1e5).fill(1), data_offsets: [0, 4] };
    expect(read(file(JSON.stringify({ W1: flat }), 4)).length).toBeLessThan(4500);
  });

  it('that overlap, or leave gaps, or go beyond the file are refused', () => {
    const at = (begin: number, end: number) => ({
      dtype: 'F32',
      shape: [(end - begin) / 4],
      data_offsets: [begin, end],
    });
    for (const places of [
      { b1: at(0, 8), b2: at(4, 12) },
      { b1: at(0, 4), b2: at(8, 12) },
      { b1: at(0, 4), b2: at(4, 2 ** 52) },
    ])
      expect(read(file(JSON.stringify(places), 12))).toMatch(/within another|belong to no|cut off/);
  });

  it('that name a part of a layer twice are refused', () => {
    const tensor = (name: string): Tensor => ({ name, shape: [1, 1], values: Float64Array.of(1) });
    const bytes = writeTensors({ tensors: [tensor('W1'), tensor('W01')], metadata: {} });
    expect(read(bytes)).toContain('“W1” and “W01” are the same part of a layer');
  });
});
