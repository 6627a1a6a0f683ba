import { describe, expect, it } from 'vitest';
import {
  columnTotal,
  confusionOf,
  countAt,
  nextMisclassified,
  rowTotal,
  samplesOf,
} from './confusion.ts';

const classification = {
  labels: Uint8Array.of(0, 1, 2, 1, 0, 1),
  predicted: Uint8Array.of(0, 2, 2, 2, 1, 1),
  confidence: Float32Array.of(0.9, 0.6, 0.5, 0.8, 0.7, 0.4),
  trueProbability: new Float32Array(6),
};

describe('the confusion matrix', () => {
  const confusion = confusionOf(classification, 3);
  it('counts every sample once, a row a true class', () => {
    expect([...confusion.counts]).toEqual([1, 1, 0, 0, 1, 2, 0, 0, 1]);
    expect([confusion.total, confusion.correct]).toEqual([6, 3]);
    expect(countAt(confusion, { label: 1, predicted: 2 })).toBe(2);
    expect([0, 1, 2].map((label) => rowTotal(confusion, label))).toEqual([2, 3, 1]);
    expect([0, 1, 2].map((label) => columnTotal(confusion, label))).toEqual([1, 2, 3]);
  });
});

describe('samplesOf', () => {
  it('lists all misclassified samples, the surest first', () => {
    expect(samplesOf(classification, null)).toEqual([3, 4, 1]);
  });
  it('lists those of a cell, the right ones too', () => {
    expect(samplesOf(classification, { label: 1, predicted: 2 })).toEqual([3, 1]);
    expect(samplesOf(classification, { label: 1, predicted: 1 })).toEqual([5]);
    expect(samplesOf(classification, { label: 2, predicted: 0 })).toEqual([]);
  });
});

describe('nextMisclassified', () => {
  it('goes on after a place and begins anew after the last', () => {
    expect([-1, 1, 3, 4].map((after) => nextMisclassified(classification, after))).toEqual([
      1, 3, 4, 1,
    ]);
  });
  it('finds none where all are right', () => {
    const { labels } = classification;
    expect(nextMisclassified({ labels, predicted: labels }, 2)).toBeNull();
  });
});
