import { describe, expect, it } from 'vitest';
import { blockName, blocksOf, progressOf, readingsOf } from './blocks.ts';

describe('the blocks of an iteration', () => {
  it('come as in Algorithm 2, layer by layer, and the last layer has no a', () => {
    expect(blocksOf(3).map(blockName)).toEqual([
      'ω',
      'W₁',
      'z₁',
      'a₁',
      'W₂',
      'z₂',
      'a₂',
      'W₃',
      'z₃',
      'F',
    ]);
    expect(blocksOf(1).map(blockName)).toEqual(['ω', 'W₁', 'z₁', 'F']);
    expect(blocksOf(9)).toHaveLength(28);
  });

  it('read only their neighbours, and only values that exist by then', () => {
    for (const layers of [1, 2, 4]) {
      const blocks = blocksOf(layers);
      blocks.forEach((block, position) => {
        for (const { variable, layer, age } of readingsOf(block, layers)) {
          if (age === 'data') {
            expect([variable, layer]).toEqual(['a', 0]);
            continue;
          }
          const own = blocks.findIndex(
            (other) => other.kind === variable && 'layer' in other && other.layer === layer,
          );
          expect(own, blockName(block)).toBeGreaterThan(0);
          expect(age).toBe(own < position ? 'new' : 'old');
        }
      });
    }
  });

  it('of a_l look ahead at layer l + 1, as Eq. (6) does', () => {
    expect(readingsOf({ kind: 'a', layer: 1 }, 2)).toEqual([
      { variable: 'z', layer: 1, age: 'new' },
      { variable: 'W', layer: 2, age: 'old' },
      { variable: 'z', layer: 2, age: 'old' },
    ]);
  });

  it('leave what comes later as it was', () => {
    const blocks = blocksOf(2);
    expect(progressOf(blocks, 2, 'W', 1)).toBe('new');
    expect(progressOf(blocks, 2, 'z', 1)).toBe('now');
    expect(progressOf(blocks, 2, 'a', 1)).toBe('old');
    expect(progressOf(blocks, 0, 'W', 1)).toBe('old');
  });
});
