import { describe, expect, it } from 'vitest';
import { createTheoryStore, INITIAL_THEORY_VIEW, referenceFor } from './theoryStore.ts';

const KEY = 'dlam-lab-theory';

function memory(initial: Record<string, string> = {}) {
  const items = new Map(Object.entries(initial));
  return () => ({
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  });
}

const kept = (problem: string, floor: number) => ({ problem, floor, uncertainty: 0.5 });

describe('a kept reference', () => {
  it('belongs to its problem and outlives the visit', () => {
    const storage = memory();
    createTheoryStore(storage).getState().keep(kept('one', 42));
    const { references, view } = createTheoryStore(storage).getState();
    expect(view.floor).toBe('reference');
    expect(referenceFor(references, 'one')).toEqual(kept('one', 42));
    expect(referenceFor(references, 'another')).toBeNull();
  });

  it('takes the place of the one before it', () => {
    const { getState } = createTheoryStore(memory());
    getState().keep(kept('one', 42));
    getState().keep(kept('two', 7));
    getState().keep(kept('one', 41));
    expect(referenceFor(getState().references, 'one')?.floor).toBe(41);
    expect(getState().references).toHaveLength(2);
  });

  it('makes room for newer ones after fifty', () => {
    const { getState } = createTheoryStore(memory());
    for (let i = 0; i < 51; i++) getState().keep(kept(`problem ${i}`, i));
    expect(referenceFor(getState().references, 'problem 0')).toBeNull();
    expect(referenceFor(getState().references, 'problem 1')?.floor).toBe(1);
  });
});

describe('what was remembered', () => {
  it.each([
    ['an unknown quantity', { view: { ...INITIAL_THEORY_VIEW, quantity: 'x' }, references: [] }],
    ['a reference without a number', { view: INITIAL_THEORY_VIEW, references: [{ problem: 'p' }] }],
    ['nothing', undefined],
  ])('is dropped after %s', (_, state) => {
    const storage = memory({ [KEY]: JSON.stringify({ state, version: 1 }) });
    expect(createTheoryStore(storage).getState().view).toEqual(INITIAL_THEORY_VIEW);
    expect(createTheoryStore(storage).getState().references).toEqual([]);
  });
});
