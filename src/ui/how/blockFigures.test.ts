import { describe, expect, it } from 'vitest';
import type { IterationRecord } from '../../model/iterationRecord.ts';
import { dlamRecord } from '../../theory/testing/records.ts';
import { changeOfF, figuresOf, movesOf, outcomeOf } from './blockFigures.ts';
import type { Block } from './blocks.ts';

const EPSILON = { epsilon: 0.5, rho: 2 };

/** Two hidden layers and an output, every figure a number of its own. */
function record(iteration: number, objective: number): IterationRecord {
  return {
    ...dlamRecord(
      iteration,
      objective,
      {
        ...EPSILON,
        omega: 0.25,
        theta: [1, 2, 4],
        tau: [8, 16],
        zSteps: [31, 32, 33],
        aSteps: [41, 42],
        violations: [51, 52],
        raised: ['W2', 'a1'],
      },
      [11, 12, 13],
    ),
    weights: { steps: [11, 12, 13], distances: [21, 22, 23] },
    split: { loss: 60, penalties: [71, 72, 73], residuals: [81, 82, 83], constraintGap: 0 },
  };
}

const SHOWN = { record: record(5, 90), previous: record(4, 100) };
const values = (block: Block) => figuresOf(block, SHOWN).map((one) => one.value);
const W2: Block = { kind: 'W', layer: 2 };
const A1: Block = { kind: 'a', layer: 1 };

describe('the figures of a block', () => {
  it('are those of its layer', () => {
    expect(values({ kind: 'momentum' })).toEqual([0.25, 2, 0.5]);
    expect(values(W2)).toEqual([2, 12, 22, 72]);
    expect(values({ kind: 'z', layer: 2 })).toEqual([32, 82]);
    expect(values({ kind: 'z', layer: 3 })).toEqual([33, 83, 60]);
    expect(values({ kind: 'a', layer: 2 })).toEqual([16, 42, 52]);
    expect(values({ kind: 'objective' })).toEqual([90, -10, 60, 216, 246]);
  });

  it('are none at the start, where nothing was updated', () => {
    const start = { record: dlamRecord(0, 100), previous: null };
    expect(figuresOf(W2, start)).toEqual([]);
    expect(outcomeOf(W2, start.record, 'mdlam')).toBeNull();
    expect(movesOf(W2, start)).toBeNull();
  });
});

describe('what became of a first step that raised F', () => {
  it('differs between mDLAM and DLAM, and z has no test', () => {
    expect(outcomeOf(W2, SHOWN.record, 'mdlam')).toBe('taken-again');
    expect(outcomeOf(W2, SHOWN.record, 'dlam')).toBe('raised-and-kept');
    expect(outcomeOf(A1, SHOWN.record, 'mdlam')).toBe('taken-again');
    expect(outcomeOf({ kind: 'W', layer: 1 }, SHOWN.record, 'mdlam')).toBe('kept');
    expect(outcomeOf({ kind: 'z', layer: 2 }, SHOWN.record, 'mdlam')).toBeNull();
  });
});

describe('the moves of a block', () => {
  it('extrapolate by ω_k times the move before', () => {
    expect(movesOf(W2, SHOWN)).toEqual({ before: 12, extrapolation: 3, step: 12 });
    expect(movesOf(A1, SHOWN)).toEqual({ before: 41, extrapolation: 10.25, step: 41 });
    expect(movesOf({ kind: 'z', layer: 1 }, SHOWN)).toBeNull();
  });

  it('have nothing to extrapolate in the first iteration', () => {
    const first = { record: record(1, 90), previous: dlamRecord(0, 100, EPSILON) };
    expect(movesOf(W2, first)).toEqual({ before: 0, extrapolation: 0, step: 12 });
  });

  it('of a are not known where ε shrank, which clamps a first', () => {
    const previous = { ...SHOWN.previous, dlam: dlamRecord(4, 1, { epsilon: 0.6 }).dlam };
    expect(movesOf(A1, { ...SHOWN, previous })).toBeNull();
  });
});

describe('the change of F', () => {
  const said = (before: number, after: number, algorithm: 'mdlam' | 'dlam', epsilon = 0.5) =>
    changeOfF(
      {
        record: dlamRecord(5, after, EPSILON),
        previous: dlamRecord(4, before, { ...EPSILON, epsilon }),
      },
      algorithm,
      'float32',
    );

  it('is put down to the algorithm, to the schedule or to rounding', () => {
    expect(said(100, 90, 'mdlam')).toBe('F fell.');
    expect(said(100, 100.00001, 'mdlam')).toMatch(/rounding/);
    expect(said(100, 101, 'mdlam')).toMatch(/Lemma 1 excludes/);
    expect(said(100, 101, 'mdlam', 0.6)).toMatch(/ε or ρ changed/);
    expect(said(100, 101, 'dlam')).toMatch(/DLAM keeps/);
  });
});
