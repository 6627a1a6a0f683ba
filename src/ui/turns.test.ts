import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTurns } from './turns.ts';

describe('turns to draw', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  /** Work after which so many milliseconds have passed. */
  const taking = (ms: number, name: string, done: string[]) => () => {
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + ms);
    done.push(name);
  };

  it('acts in the order in which it was asked, in no task of the caller', () => {
    const { ask } = createTurns();
    const done: string[] = [];
    for (const name of ['a', 'b', 'c']) ask(taking(0, name, done));
    expect(done).toEqual([]);
    vi.advanceTimersToNextTimer();
    expect(done).toEqual(['a', 'b', 'c']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends a task after what took long, and goes on in the next', () => {
    const { ask, spent } = createTurns();
    const done: string[] = [];
    for (const name of ['a', 'b']) ask(taking(20, name, done));
    vi.advanceTimersToNextTimer();
    expect(done).toEqual(['a']);
    vi.advanceTimersToNextTimer();
    expect(done).toEqual(['a', 'b']);
    expect(spent()).toBe(40);
  });

  it('keeps the place of who asks again, and acts once', () => {
    const { ask } = createTurns();
    const done: string[] = [];
    const first = taking(20, 'a', done);
    const last = taking(20, 'b', done);
    ask(first);
    ask(last);
    vi.advanceTimersToNextTimer();
    ask(first);
    ask(last);
    vi.advanceTimersToNextTimer();
    expect(done).toEqual(['a', 'b']);
    vi.runAllTimers();
    expect(done).toEqual(['a', 'b', 'a']);
  });

  it('leaves out who left', () => {
    const { ask, leave } = createTurns();
    const done: string[] = [];
    const gone = taking(0, 'a', done);
    ask(gone);
    ask(taking(0, 'b', done));
    leave(gone);
    vi.runAllTimers();
    expect(done).toEqual(['b']);
  });

  it('goes on after one that failed', () => {
    const { ask } = createTurns();
    const done: string[] = [];
    ask(() => {
      throw new Error('no chart');
    });
    ask(taking(0, 'b', done));
    expect(() => vi.advanceTimersToNextTimer()).toThrow('no chart');
    vi.runAllTimers();
    expect(done).toEqual(['b']);
  });
});
