import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EventQueue } from './eventQueue.ts';
import type { TrainerEvent } from './protocol.ts';

const event = (message: string): TrainerEvent => ({
  kind: 'fault',
  error: { name: 'Error', label: null, message },
});

describe('EventQueue', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends one message a frame, in order', () => {
    const queue = new EventQueue();
    const messages: string[][] = [];
    queue.subscribe((events) =>
      messages.push(events.map((e) => (e.kind === 'fault' ? e.error.message : ''))),
    );
    for (const name of ['a', 'b', 'c']) queue.push(event(name));
    expect(messages).toEqual([]);
    vi.advanceTimersByTime(20);
    expect(messages).toEqual([['a', 'b', 'c']]);
    queue.push(event('d'));
    queue.flush();
    expect(messages).toEqual([['a', 'b', 'c'], ['d']]);
    vi.advanceTimersByTime(100);
    expect(messages).toHaveLength(2);
  });

  it('keeps what comes before somebody listens', () => {
    const queue = new EventQueue();
    queue.push(event('early'));
    queue.flush();
    const listener = vi.fn();
    queue.subscribe(listener);
    vi.advanceTimersByTime(20);
    expect(listener).toHaveBeenCalledTimes(1);
    expect(listener.mock.calls[0]?.[0]).toHaveLength(1);
  });
});
