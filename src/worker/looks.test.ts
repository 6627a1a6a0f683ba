import { describe, expect, it } from 'vitest';
import { Looks } from './looks.ts';

/** A look that ends when it is told to, with what it then finds: null where it was ended. */
function slowLook(order: string[], name: string) {
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return {
    finish: () => finish(),
    look: async (signal: AbortSignal): Promise<string | null> => {
      order.push(`${name} begins`);
      await finished;
      order.push(`${name} ends`);
      return signal.aborted ? null : name;
    },
  };
}
const settle = () => new Promise((resolve) => setTimeout(resolve));

describe('looks', () => {
  it('end older ones of their kind, and no others', async () => {
    const looks = new Looks();
    const [old, other, newer] = ['old', 'other', 'newer'].map((name) => slowLook([], name));
    const found = [
      looks.begin('classify', old.look),
      looks.begin('distributions', other.look),
      looks.begin('classify', newer.look),
    ];
    for (const { finish } of [old, other, newer]) finish();
    expect(await Promise.all(found)).toEqual([null, 'other', 'newer']);
  });

  it('are over before a task that wants to be alone, and begin after it', async () => {
    const order: string[] = [];
    const looks = new Looks();
    const [before, after] = ['before', 'after'].map((name) => slowLook(order, name));
    const ended = looks.begin('classify', before.look);
    await settle();
    const task = looks.during(async () => {
      order.push('task');
      await settle();
      return 'done';
    });
    const held = looks.begin('classify', after.look);
    await settle();
    expect(order).toEqual(['before begins']);
    before.finish();
    after.finish();
    expect(await Promise.all([ended, task, held])).toEqual([null, 'done', 'after']);
    expect(order).toEqual(['before begins', 'before ends', 'task', 'after begins', 'after ends']);
  });

  it('go on after a task that failed', async () => {
    const looks = new Looks();
    await expect(looks.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await looks.begin('classify', async () => 'found')).toBe('found');
  });
});
