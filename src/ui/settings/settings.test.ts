import { describe, expect, it } from 'vitest';
import { INITIAL_SETTINGS } from '../../settings/settings.ts';
import { layerSuggestion } from './layerSuggestion.ts';
import { listText, neighbour, numberText, parseListText, parseNumberText } from './numberText.ts';

describe('numbers as text', () => {
  it.each([
    [0.001, '0.001'],
    [0.0001, '1e-4'],
    [2e6, '2e6'],
    [4294967295, '4294967295'],
    [null, ''],
    ['1e-', '1e-'],
  ])('writes %s as %s', (value, text) => expect(numberText(value)).toBe(text));

  it.each([
    ['1e-3', 0.001],
    ['60,000', 60000],
    [' 5 ', 5],
    ['−2', -2],
    ['1e-', '1e-'],
    ['', ''],
    ['abc', 'abc'],
  ])('reads %j', (text, value) => expect(parseNumberText(text)).toBe(value));

  it('reads lists, keeping what is no number', () => {
    expect(parseListText('500, 100')).toEqual([500, 100]);
    expect(parseListText('')).toEqual([]);
    expect(parseListText('1; x')).toEqual([1, 'x']);
    expect(listText([0.1, 1e-5])).toBe('0.1, 1e-5');
  });
});

describe('neighbour', () => {
  const wide = { min: 1e-9, max: 10, integer: false, logarithmic: true };
  it.each([
    [0.01, 1, 0.02],
    [0.01, -1, 0.005],
    [0.03, 1, 0.05],
    [10, 1, 10],
  ] as const)('goes from %d (%d) to %d', (from, direction, to) =>
    expect(neighbour(from, direction, wide)).toBe(to),
  );
  it('counts whole numbers', () =>
    expect(neighbour(7, -1, { min: 0, max: 9, integer: true, logarithmic: false })).toBe(6));
  it('steps finely elsewhere', () =>
    expect(neighbour(0.95, 1, { min: 0, max: 1, integer: false, logarithmic: false })).toBe(0.96));
});

describe('layerSuggestion', () => {
  const draft = (hidden: unknown, lambda: unknown) => ({ ...INITIAL_SETTINGS, hidden, lambda });
  it('repeats the first for added layers', () =>
    expect(layerSuggestion('lambda', draft([500, 100], [0.1, 0.02]))).toEqual([0.1, 0.1, 0.02]));
  it('keeps the last for the output', () =>
    expect(layerSuggestion('lambda', draft([], [0.1, 0.02]))).toEqual([0.02]));
  it('has nothing to say where the values fit or are none', () => {
    expect(layerSuggestion('lambda', draft([5], [0.1, 0.02]))).toBeNull();
    expect(layerSuggestion('lambda', draft([5, 5], [0.1]))).toBeNull();
    expect(layerSuggestion('lambda', draft([5, 5], [0.1, 'x']))).toBeNull();
    expect(layerSuggestion('rho', draft([5, 5], [0.1, 0.2]))).toBeNull();
  });
});
