import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { CallsUnderWay } from './callsUnderWay.ts';

describe('calls under way', () => {
  it('settle as their answers do', async () => {
    const calls = new CallsUnderWay();
    expect(await calls.until(Promise.resolve(7))).toBe(7);
    await expect(calls.until(Promise.reject(new Error('refused')))).rejects.toThrow('refused');
  });

  it('reject at the end, and after it', async () => {
    const calls = new CallsUnderWay();
    const never = [1, 2].map(() => calls.until(new Promise(() => undefined)));
    const answered = calls.until(Promise.resolve('before'));
    expect(await answered).toBe('before');
    calls.end(new Error('gone'));
    for (const call of never) await expect(call).rejects.toThrow('gone');
    await expect(calls.until(Promise.resolve(1))).rejects.toThrow('gone');
  });

  it('hold nothing of an answer that came', async () => {
    setFlagsFromString('--expose_gc');
    const collect = runInNewContext('gc') as () => void;
    const calls = new CallsUnderWay();
    const answer = await (async () =>
      new WeakRef(await calls.until(Promise.resolve({ big: 1 }))))();
    // The target of a new WeakRef lives until the turn ends.
    await new Promise((resolve) => setTimeout(resolve));
    collect();
    expect(answer.deref()).toBeUndefined();
    calls.end(new Error('gone'));
  });
});
